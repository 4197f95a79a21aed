package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every call that was executed or refused, the last 200,000 of them. Sequence numbers never start again. */
final class RequestLog {
    private static final int KEPT = 200_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long lastSeq;

    /**
     * One call.
     *
     * @param time arrival
     * @param method HTTP method
     * @param path path and query
     * @param status status answered, or that would have been answered; null when the connection was dropped unexecuted
     * @param durationMs from arrival to the end of execution, with injected latency
     * @param caller application id, or user id of a signed-in person, or null without a good token
     * @param group id or alternate key of the group or team in the path, or null
     * @param requestId request id of the answer
     * @param fault word of the fault that acted, or null
     */
    record Call(
            Instant time,
            String method,
            String path,
            @Nullable Integer status,
            double durationMs,
            @Nullable String caller,
            @Nullable String group,
            String requestId,
            @Nullable String fault) {}

    private record Entry(long seq, Call call) {}

    void add(Call call) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(++lastSeq, call));
    }

    void clear() {
        entries.clear();
    }

    /**
     * The calls after a point.
     *
     * @param since a sequence number (calls with a greater one), an ISO time (calls that arrived then or later), or null for all
     * @throws IllegalArgumentException one sentence when it is neither
     */
    ArrayNode since(@Nullable String since) {
        Predicate<Entry> wanted = wanted(since);
        ArrayNode list = Json.MAPPER.createArrayNode();
        entries.stream().filter(wanted).forEach(entry -> list.add(json(entry)));
        return list;
    }

    private static Predicate<Entry> wanted(@Nullable String since) {
        if (since == null || since.isEmpty()) {
            return entry -> true;
        }
        if (since.matches("\\d{1,18}")) {
            long seq = Long.parseLong(since);
            return entry -> entry.seq() > seq;
        }
        try {
            Instant time = Instant.parse(since);
            return entry -> !entry.call().time().isBefore(time);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "since must be a sequence number or an ISO time in UTC, not '" + since + "'.", e);
        }
    }

    private static ObjectNode json(Entry entry) {
        ObjectNode json = Json.object().put("seq", entry.seq());
        return json.setAll(Json.MAPPER.<ObjectNode>valueToTree(entry.call()));
    }
}
