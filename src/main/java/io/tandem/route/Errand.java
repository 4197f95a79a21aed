package io.tandem.route;

import io.tandem.deadletter.Cause;
import io.tandem.route.HqAnswer.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code commerce.updates} on its way into HQ.
 *
 * @param record the record
 * @param stage how far it has come
 * @param calls answers so far that said something of the row
 * @param troubles answers one after the other that said nothing of the row
 * @param notBefore when to ask next
 */
record Errand(ReadRecord record, HqStage stage, int calls, int troubles, Instant notBefore) {
    private static final int MOST_CALLS = 30;
    private static final int MOST_FAILURES = 6;

    /** About a day, as often as the longest wait allows. */
    private static final int MOST_WHILE_BROKEN = 2880;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int LONGEST_WAIT_SECONDS = 30;

    static Errand of(ReadRecord record, HqStage stage) {
        return new Errand(record, stage, 0, 0, Instant.EPOCH);
    }

    /** {@return whether HQ is to be asked something; the route's loop asks} */
    public boolean goesOn() {
        return stage instanceof HqStage.Asks;
    }

    /** {@return whether it becomes a dead letter; the route asks} */
    public boolean refused() {
        return cause() != null;
    }

    /** {@return whether HQ is to be looked at though it answered before} */
    boolean looksAgain() {
        return calls > 0 && stage instanceof HqStage.Look;
    }

    /**
     * What was read may be outdated by now. Then all is over; and what nothing was found out for yet, or was judged by something that
     * is not so any more, starts over. Any other write goes on: it names the state that it was based on.
     */
    Errand asReadAgain(HqStage read) {
        boolean begins =
                calls == 0 || stage instanceof HqStage.Look look && look.refusal() == null || isJudgedOtherwise(read);
        return new Errand(record, begins || read instanceof HqStage.Ended ? read : stage, calls, troubles, notBefore);
    }

    private boolean isJudgedOtherwise(HqStage read) {
        return read instanceof HqStage.Asks again
                && stage instanceof HqStage.Asks before
                && !again.write().equals(before.write());
    }

    Errand abandoned() {
        return new Errand(record, HqStage.Ended.with(HqStage.Outcome.ABANDONED), calls, troubles, notBefore);
    }

    /** {@return whether nothing of it is left to do} */
    boolean isDone() {
        return stage instanceof HqStage.Ended ended && ended.outcome() != HqStage.Outcome.ABANDONED;
    }

    boolean isStale() {
        return stage instanceof HqStage.Ended ended && ended.outcome() == HqStage.Outcome.STALE;
    }

    @Nullable
    Cause cause() {
        return stage instanceof HqStage.Ended ended ? ended.cause() : null;
    }

    HqStage.Asks asks() {
        return (HqStage.Asks) stage;
    }

    /** {@return whether the last answer told to ask the same again later} */
    boolean isHeldBack() {
        return troubles > 0;
    }

    private boolean isHeldBackBy(HqAnswer answer, HqMemory memory) {
        return switch (answer.trouble()) {
            case NONE -> false;
            case BUSY -> true;
            case DENIED -> !asks().isOptional();
            case FAILED ->
                !asks().isOptional()
                        && troubles + 1
                                < (answer.status() >= 500 && memory.isBroken() ? MOST_WHILE_BROKEN : MOST_FAILURES);
        };
    }

    Errand after(HqAnswer answer, HqMemory memory, Instant now) {
        boolean known = memory.rights().isKnown(asks().request(), answer, now);
        if (isHeldBackBy(answer, memory) && !known) {
            Instant next = now.plus(Objects.requireNonNullElseGet(answer.retryAfter(), this::backoff));
            return new Errand(record, stage, calls, troubles + 1, next);
        }
        if (!asks().isOptional()) {
            memory.rights().answered(asks().request(), answer, now);
        }
        if (answer.trouble() == Trouble.NONE) {
            memory.rememberWell();
        } else {
            memory.rememberBroken(answer);
        }
        HqStage next = answer.trouble() == Trouble.FAILED && !asks().isOptional()
                ? HqStage.Ended.refused(
                        answer,
                        (known ? "Like others before it " : "Again and again ")
                                + asks().request().path())
                : asks().after(answer, memory);
        boolean endless = next instanceof HqStage.Asks && calls >= MOST_CALLS;
        return new Errand(
                record,
                endless
                        ? HqStage.Ended.refused(
                                answer,
                                "After many attempts " + asks().request().path())
                        : next,
                calls + 1,
                0,
                Instant.EPOCH);
    }

    private Duration backoff() {
        return Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT.toSeconds() << Math.min(troubles, 10)));
    }
}
