package io.tandem.route;

import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Verdict;
import java.time.Clock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives claims back; a key whose attempts are used up becomes a dead letter.
 *
 * @param dueKeys the keys
 * @param letters takes dead letters
 * @param clock the time
 */
public record Settlement(DueKeys dueKeys, Consumer<DeadLetter> letters, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** Gives a claim back with the verdict on its key. */
    public void settle(Claim claim, Verdict verdict) {
        boolean parked = dueKeys.settle(claim, verdict, clock.instant());
        if (verdict instanceof Verdict.Failed failed) {
            LOG.warn("Work on a key failed key={} attempt={} reason={}", claim.key(), attempt(claim), failed.reason());
            if (parked) {
                LOG.error("A key is parked until something new is known of it key={}", claim.key());
                letters.accept(DeadLetter.of(claim.key(), new Cause.AttemptsUsedUp(attempt(claim), failed.reason())));
            }
        }
    }

    private static int attempt(Claim claim) {
        return claim.attempts() + 1;
    }
}
