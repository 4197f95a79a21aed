package io.tandem.route;

import io.tandem.model.Duties;
import io.tandem.model.Leftovers;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of route {@code housekeeping}: one instance at a time forgets what is old, a little after the other. */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final String DUTY = "housekeeping";

    /** Longer than a little takes. */
    private static final Duration HOLD = Duration.ofMinutes(2);

    private static final int AT_ONCE = 5000;

    private final Leftovers leftovers;
    private final Duties duties;
    private final Settings settings;

    /**
     * How long what is kept.
     *
     * @param events which events were folded
     * @param conflicts what did not hold, and why; which calls changed teams, and what people changed there
     * @param tasks what Commerce said of single tasks that are over
     * @param decisions what was asked of the brake, decided and done by people, and accounts of people who are gone
     */
    public record Settings(Duration events, Duration conflicts, Duration tasks, Duration decisions) {}

    /** Binds the step to what it works on. */
    public Housekeeping(Leftovers leftovers, Duties duties, Settings settings) {
        this.leftovers = leftovers;
        this.duties = duties;
        this.settings = settings;
    }

    /** Forgets all that is old; leaves it to the next time when another instance is at it, or when Tandem ends. */
    public void tidy(Exchange exchange) {
        CamelContext context = exchange.getContext();
        int events = forget(most -> leftovers.forgetEvents(settings.events(), most), context);
        int conflicts = forget(most -> leftovers.forgetConflicts(settings.conflicts(), most), context);
        int steps = forget(most -> leftovers.forgetSteps(settings.conflicts(), most), context);
        int drift = forget(most -> leftovers.forgetDrift(settings.conflicts(), most), context);
        int tasks = forget(most -> leftovers.forgetTasks(settings.tasks(), most), context);
        int decisions = forget(most -> leftovers.forgetDecisions(settings.decisions(), most), context);
        int accounts = forget(most -> leftovers.forgetAccounts(settings.decisions(), most), context);
        if (events + conflicts + steps + drift + tasks + decisions + accounts > 0) {
            LOG.info(
                    "Forgot what is old events={} conflicts={} steps={} drift={} tasks={} decisions={} accounts={}",
                    events,
                    conflicts,
                    steps,
                    drift,
                    tasks,
                    decisions,
                    accounts);
        }
    }

    private int forget(IntUnaryOperator some, CamelContext context) {
        int all = 0;
        int last = AT_ONCE;
        while (last >= AT_ONCE && !context.isStopping() && duties.take(DUTY, HOLD)) {
            last = some.applyAsInt(AT_ONCE);
            all += last;
        }
        return all;
    }
}
