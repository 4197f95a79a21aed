package io.tandem.route;

import io.tandem.deadletter.LetterId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Records that Kafka is given together. Each of them may take Kafka's client seconds; what has not had its turn when this
 * instance may have lost the letters to another one is not given at all.
 *
 * @param records by the letters that they are replays of; whatever failed is the exception of its record
 * @param until the last moment at which a record is given
 */
record ReplaySlice(Map<LetterId, Exchange> records, InstantSource clock, Instant until) implements Iterable<Exchange> {
    /** What is about this record or its topic, and would be so the next time. */
    private static final Set<Class<? extends Exception>> REFUSALS = Set.of(
            RecordTooLargeException.class,
            InvalidRecordException.class,
            InvalidTopicException.class,
            PolicyViolationException.class,
            TopicAuthorizationException.class);

    ReplaySlice {
        records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
    }

    @Override
    public Iterator<Exchange> iterator() {
        Iterator<Exchange> all = records.values().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Exchange next() {
                if (clock.instant().isAfter(until)) {
                    throw new IllegalStateException(
                            "Kafka took too long; what became of the letters is found out later");
                }
                return all.next();
            }
        };
    }

    /**
     * {@return the letters that Kafka refused, and why; it took the others}
     *
     * @param caught what went wrong with the last one that did, null = nothing
     * @throws IllegalStateException when nobody knows what became of some
     */
    Map<LetterId, String> refused(@Nullable Throwable caught) {
        Map<LetterId, String> refused = new HashMap<>();
        requireRefusal(caught);
        records.forEach((id, record) -> {
            Exception why = record.getException();
            requireRefusal(why);
            if (why != null) {
                refused.put(
                        id,
                        "Kafka refuses the record: " + why.getMessage() + " ("
                                + why.getClass().getSimpleName() + ")");
            }
        });
        return refused;
    }

    private static void requireRefusal(@Nullable Throwable why) {
        if (why != null && !REFUSALS.contains(why.getClass())) {
            throw new IllegalStateException("nobody knows what became of letters: " + why.getMessage(), why);
        }
    }
}
