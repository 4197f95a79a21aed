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

    /**
     * Gives a claim back with the verdict on its key. A dead letter is out before the key is parked: when it cannot be
     * written, the claim runs out and the work is tried again.
     */
    public void settle(Claim claim, Verdict verdict) {
        switch (verdict) {
            case Verdict.Failed failed -> {
                LOG.warn(
                        "Work on a key failed key={} attempt={} reason={}",
                        claim.key(),
                        attempt(claim),
                        failed.reason());
                if (dueKeys.usesUp(claim, failed)) {
                    letters.accept(DeadLetter.of(claim, cause(claim, failed)).thrown(failed.exception()));
                }
            }
            case Verdict.Barred barred ->
                LOG.warn("Work on a key is barred key={} reason={}", claim.key(), barred.reason());
            default -> LOG.debug("Worked on a key key={} verdict={}", claim.key(), verdict);
        }
        if (dueKeys.settle(claim, verdict, clock.instant())) {
            LOG.error("A key is parked for hours, or until something new is known of it key={}", claim.key());
        }
    }

    private static Cause cause(Claim claim, Verdict.Failed failed) {
        return failed.refusal() == null
                ? new Cause.AttemptsUsedUp(attempt(claim), failed.reason())
                : new Cause.RefusedByGraph(attempt(claim), failed.refusal(), failed.reason());
    }

    private static int attempt(Claim claim) {
        return claim.attempts() + 1;
    }
}
