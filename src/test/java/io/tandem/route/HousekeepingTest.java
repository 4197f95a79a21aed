package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Duties;
import io.tandem.model.Leftovers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final Housekeeping.Settings SETTINGS = new Housekeeping.Settings(
            Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(500));

    private final Cellar cellar = new Cellar();
    private final Housekeeping housekeeping = new Housekeeping(cellar, cellar, SETTINGS);

    /** What is left in memory, and the duty to see to it. */
    private static final class Cellar implements Leftovers, Duties {
        private final List<String> forgotten = new ArrayList<>();
        private int events;
        private int conflicts;
        private int steps;
        private int tasks;
        private int turns = Integer.MAX_VALUE;

        @Override
        public int forgetEvents(Duration age, int most) {
            int some = Math.min(most, events);
            events -= some;
            forgotten.add(some + " events of " + age.toDays() + " days");
            return some;
        }

        @Override
        public int forgetConflicts(Duration age, int most) {
            int some = Math.min(most, conflicts);
            conflicts -= some;
            forgotten.add(some + " conflicts of " + age.toDays() + " days");
            return some;
        }

        @Override
        public int forgetSteps(Duration age, int most) {
            int some = Math.min(most, steps);
            steps -= some;
            forgotten.add(some + " steps of " + age.toDays() + " days");
            return some;
        }

        @Override
        public int forgetTasks(Duration age, int most) {
            int some = Math.min(most, tasks);
            tasks -= some;
            forgotten.add(some + " tasks of " + age.toDays() + " days");
            return some;
        }

        @Override
        public int forgetDrift(Duration age, int most) {
            forgotten.add("drift of " + age.toDays() + " days");
            return 0;
        }

        @Override
        public int forgetDecisions(Duration age, int most) {
            forgotten.add("decisions of " + age.toDays() + " days");
            return 0;
        }

        @Override
        public int forgetAccounts(Duration age, int most) {
            forgotten.add("accounts of " + age.toDays() + " days");
            return 0;
        }

        @Override
        public boolean take(String duty, Duration hold) {
            return duty.equals("housekeeping") && turns-- > 0;
        }

        @Override
        public void lay(String duty) {}
    }

    @Test
    void forgetsAllThatIsOldALittleAtATime() {
        cellar.events = 10_001;
        cellar.conflicts = 7;
        cellar.steps = 3;
        cellar.tasks = 2;

        tidy();

        assertThat(cellar.forgotten)
                .containsExactly(
                        "5000 events of 30 days",
                        "5000 events of 30 days",
                        "1 events of 30 days",
                        "7 conflicts of 90 days",
                        "3 steps of 90 days",
                        "drift of 90 days",
                        "2 tasks of 400 days",
                        "decisions of 500 days",
                        "accounts of 500 days");
    }

    @Test
    void leavesItToTheInstanceThatIsAtIt() {
        cellar.events = 1;
        cellar.turns = 0;

        tidy();

        assertThat(cellar.forgotten).isEmpty();
    }

    @Test
    void stopsWhenAnotherInstanceTookItOver() {
        cellar.events = 20_000;
        cellar.conflicts = 1;
        cellar.turns = 2;

        tidy();

        assertThat(cellar.events).isEqualTo(10_000);
        assertThat(cellar.conflicts).isEqualTo(1);
    }

    @Test
    void beginsNothingWhenTandemEnds() throws Exception {
        cellar.events = 1;
        DefaultCamelContext ending = new DefaultCamelContext();
        ending.start();
        ending.addService(new EndsWithTidying(ending));

        ending.stop();

        assertThat(cellar.forgotten).isEmpty();
    }

    /** Tidies while the context that it is a part of stops. */
    private final class EndsWithTidying extends ServiceSupport {
        private final DefaultCamelContext context;

        EndsWithTidying(DefaultCamelContext context) {
            this.context = context;
        }

        @Override
        protected void doStop() {
            housekeeping.tidy(new DefaultExchange(context));
        }
    }

    private void tidy() {
        housekeeping.tidy(new DefaultExchange(new DefaultCamelContext()));
    }
}
