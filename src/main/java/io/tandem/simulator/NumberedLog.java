package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last 200,000 events of one kind. Sequence numbers never start again.
 *
 * @param <E> a record, shown by its components
 */
final class NumberedLog<E> {
    private static final int KEPT = 200_000;

    private final Function<E, Instant> time;
    private final Deque<Entry<E>> entries = new ArrayDeque<>();
    private long lastSeq;

    NumberedLog(Function<E, Instant> time) {
        this.time = time;
    }

    private record Entry<E>(long seq, E event) {}

    void add(E event) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry<>(++lastSeq, event));
    }

    void clear() {
        entries.clear();
    }

    /**
     * The events after a point.
     *
     * @param since a sequence number (events with a greater one), an ISO time (events of then or later), or null for all
     * @throws IllegalArgumentException one sentence when it is neither
     */
    ArrayNode since(@Nullable String since) {
        Predicate<Entry<E>> wanted = wanted(since);
        ArrayNode list = Json.MAPPER.createArrayNode();
        entries.stream().filter(wanted).forEach(entry -> list.add(json(entry)));
        return list;
    }

    private Predicate<Entry<E>> wanted(@Nullable String since) {
        if (since == null || since.isEmpty()) {
            return entry -> true;
        }
        if (since.matches("\\d{1,18}")) {
            long seq = Long.parseLong(since);
            return entry -> entry.seq() > seq;
        }
        try {
            Instant start = Instant.parse(since);
            return entry -> !time.apply(entry.event()).isBefore(start);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "since must be a sequence number or an ISO time in UTC, not '" + since + "'.", e);
        }
    }

    private static ObjectNode json(Entry<?> entry) {
        ObjectNode json = Json.object().put("seq", entry.seq());
        return json.setAll(Json.MAPPER.<ObjectNode>valueToTree(entry.event()));
    }
}
