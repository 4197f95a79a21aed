package io.tandem.route;

import io.tandem.model.Claim;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.model.Verdict;
import io.tandem.tasks.DesiredPlan;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.Plan;
import io.tandem.tasks.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The work on the tasks of one store, between the steps of the route.
 *
 * @param claim the right to do it
 * @param wanted what Commerce says
 * @param now everything that the next step depends on, null until planned
 * @param verdict how it ended, null while it goes on
 * @param steps how many steps were done
 */
record TaskWork(
        Claim claim,
        StoreTasks wanted,
        @Nullable Situation now,
        @Nullable Verdict verdict,
        int steps) {

    /**
     * Where the work is.
     *
     * @param known what is known of the plan
     * @param meant the same with what the next step means to do, as it is written down
     * @param next the step to do, null = none now
     */
    record Situation(
            DesiredPlan desired,
            KnownPlan known,
            KnownPlan meant,
            Plan plan,
            @Nullable Step next) {

        Situation meaning(KnownPlan other) {
            return new Situation(desired, known, other, plan, next);
        }

        Step step() {
            return Optional.ofNullable(next).orElseThrow(() -> new IllegalStateException("there is no step to do"));
        }
    }

    static TaskWork begun(Claim claim, StoreTasks wanted) {
        return new TaskWork(claim, wanted, null, null, 0);
    }

    StoreNumber store() {
        return wanted.store().number();
    }

    Situation situation() {
        return Optional.ofNullable(now).orElseThrow(() -> new IllegalStateException("nothing is planned yet"));
    }

    /** {@return whether a step is to be done; the route's loop asks} */
    public boolean goesOn() {
        return verdict == null && now != null && now.next() != null;
    }

    TaskWork at(Situation situation) {
        return new TaskWork(claim, wanted, situation, null, steps);
    }

    TaskWork ended(Verdict how) {
        return new TaskWork(claim, wanted, now, how, steps);
    }

    TaskWork stepped() {
        return new TaskWork(claim, wanted, now, verdict, steps + 1);
    }
}
