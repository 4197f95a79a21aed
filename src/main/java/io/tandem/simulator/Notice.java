package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One notification that is not delivered yet.
 *
 * @param number its place among all
 * @param subscription subscription id
 * @param lifecycle whether it goes to the lifecycle URL
 * @param item what is sent, sealed already when it carries resource data
 * @param dueAt when it is tried next, in the time of the {@link Pace}
 * @param attempts tries so far
 * @param firstTriedAt when it was tried first, or null
 */
record Notice(
        long number,
        String subscription,
        boolean lifecycle,
        ObjectNode item,
        Instant dueAt,
        int attempts,
        @Nullable Instant firstTriedAt) {
    static final Comparator<Notice> BY_TIME =
            Comparator.comparing(Notice::dueAt).thenComparing(Notice::number);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration RETRIED = Duration.ofHours(4);

    /** This notice after a try that failed, each pause twice the last; empty when four hours have been used up. */
    Optional<Notice> retry(Instant now) {
        Instant first = firstTriedAt == null ? now : firstTriedAt;
        Instant next = now.plus(FIRST_PAUSE.multipliedBy(1L << attempts));
        return next.isAfter(first.plus(RETRIED))
                ? Optional.empty()
                : Optional.of(new Notice(number, subscription, lifecycle, item, next, attempts + 1, first));
    }
}
