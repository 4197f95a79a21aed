package io.tandem.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the work on a key ended, and when it is due again. */
public sealed interface Verdict {

    /**
     * The key is as Commerce wants it, or waits for Commerce.
     *
     * @param againAt when time alone changes what is wanted, null when it does not
     */
    record Done(@Nullable Instant againAt) implements Verdict {}

    /**
     * Not there yet and nothing is wrong: work goes on at that time.
     *
     * @param at when
     * @param reason why, one sentence
     */
    record AgainAt(Instant at, String reason) implements Verdict {}

    /**
     * It went wrong. Attempts are counted; when they are used up the key is parked until newer events or a replay.
     *
     * @param reason what went wrong and with which call, one sentence
     * @param forGood whether another attempt is useless
     * @param refusal how Graph refused, null when something else went wrong
     * @param exception class of what was thrown, null when nothing was
     */
    record Failed(
            String reason,
            boolean forGood,
            @Nullable Refusal refusal,
            @Nullable String exception) implements Verdict {
        /** Something else than a refusal went wrong. */
        public Failed(String reason, boolean forGood) {
            this(reason, forGood, null, null);
        }
    }

    /**
     * Nothing is wrong with the key, but nothing can be done for any: access is refused. Attempts are not counted, and it
     * is tried again after the longest wait.
     *
     * @param reason who refuses what, one sentence
     */
    record Barred(String reason) implements Verdict {}

    /** {@return in step; due again when {@code againAt} comes} */
    static Verdict done(@Nullable Instant againAt) {
        return new Done(againAt);
    }

    /** {@return work goes on at that time} */
    static Verdict againAt(Instant at, String reason) {
        return new AgainAt(at, reason);
    }

    /** {@return went wrong, may go better next time} */
    static Verdict failed(String reason) {
        return new Failed(reason, false);
    }

    /** {@return Graph refused, and may do so no more next time} */
    static Verdict refused(String reason, @Nullable Refusal refusal) {
        return new Failed(reason, false, refusal, null);
    }

    /** {@return the work broke off, may go better next time} */
    static Verdict brokeOff(Throwable trouble) {
        String reason = trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
        return new Failed(reason, false, null, trouble.getClass().getName());
    }

    /** {@return went wrong and will again, until something changes} */
    static Verdict failedForGood(String reason) {
        return new Failed(reason, true);
    }
}
