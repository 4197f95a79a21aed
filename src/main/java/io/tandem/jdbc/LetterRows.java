package io.tandem.jdbc;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetterBook.Row;
import io.tandem.deadletter.DeadLetterBook.Whole;
import io.tandem.deadletter.FiledLetter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** How dead letters are written as rows, found, and read again. */
final class LetterRows {
    static final String INSERT = """
            insert into dead_letter (id, at, cause, reason, key, value, headers, topic, partition, place, status, code,
                                     request_id, attempts, generation, type, store, event_id, trace_id, replay_of, cut, written)
            values (:id, :at, :cause, :reason, :key, :value, :headers::json, :topic, :partition, :place, :status, :code,
                    :requestId, :attempts, :generation, :type, :store, :eventId, :traceId, :replayOf, :cut, :written)
            on conflict do nothing""";

    static final String COLUMNS = """
            number, id, at, cause, reason, key, topic, partition, place, status, code, request_id, attempts, type, store,
            event_id, trace_id, replay_of, cut, state, state_at, note, replay, repaired is not null as mended,
            coalesce(octet_length(value), 0) as size""";

    static final String WITH_BYTES = COLUMNS + ", value, repaired, headers";

    private static final int LONGEST_REASON = 4000;

    private LetterRows() {}

    static void add(PreparedBatch batch, FiledLetter filed) {
        DeadLetter letter = filed.letter();
        DeadLetter.@Nullable Origin origin = letter.origin();
        var details = letter.cause().details();
        batch.bind("id", filed.id().toString())
                .bind("at", filed.at())
                .bind("cause", text(letter.cause().kind()))
                .bind("reason", shortened(text(letter.cause().reason())))
                .bind("key", letter.key() == null ? null : text(letter.key()))
                .bind("value", letter.value())
                .bind("headers", TaskJson.write(letter.headers()))
                .bind("topic", origin == null ? null : text(origin.topic()))
                .bind("partition", origin == null ? null : origin.partition())
                .bind("place", origin == null ? null : origin.offset())
                .bind("status", number(details.get("status")))
                .bind("code", orNull(details.get("code")))
                .bind("requestId", orNull(details.get("request-id")))
                .bind("attempts", number(details.get("attempts")))
                .bind("generation", orNull(letter.generation()))
                .bind("written", orNull(letter.written()))
                .bind("type", orNull(filed.traits().type()))
                .bind("store", orNull(filed.traits().store()))
                .bind("eventId", orNull(filed.traits().eventId()))
                .bind("traceId", orNull(filed.traits().traceId()))
                .bind("replayOf", orNull(letter.replayOf().orElse(null)))
                .bind("cut", letter.isCut())
                .add();
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                present(row, "at"),
                row.getString("cause"),
                row.getString("reason"),
                row.getString("key"),
                row.getString("topic"),
                row.getObject("partition", Integer.class),
                row.getObject("place", Long.class),
                row.getString("type"),
                row.getString("store"),
                row.getString("event_id"),
                row.getString("trace_id"),
                row.getObject("status", Integer.class),
                row.getString("code"),
                row.getString("request_id"),
                row.getObject("attempts", Integer.class),
                row.getInt("size"),
                row.getBoolean("cut"),
                row.getString("state"),
                present(row, "state_at"),
                row.getString("note"),
                row.getString("replay_of"),
                row.getObject("replay", Long.class),
                row.getBoolean("mended"));
    }

    static Whole whole(ResultSet row) throws SQLException {
        Row listed = row(row);
        DeadLetter letter =
                DeadLetter.read(listed.key(), row.getBytes("value"), context(listed, row.getString("headers")));
        return new Whole(row.getLong("number"), listed, letter, row.getBytes("repaired"));
    }

    /** The headers of the letter as they were on the topic, so that there is one way to read a letter. */
    private static Map<String, String> context(Row row, String headers) {
        Map<String, String> context = new HashMap<>(TaskJson.names(headers));
        context.put("tandem-cause", row.cause());
        context.put("tandem-reason", row.reason());
        put(context, "tandem-topic", row.topic());
        put(context, "tandem-partition", row.partition());
        put(context, "tandem-offset", row.offset());
        put(context, "tandem-status", row.status());
        put(context, "tandem-code", row.code());
        put(context, "tandem-request-id", row.requestId());
        put(context, "tandem-attempts", row.attempts());
        return context;
    }

    private static void put(Map<String, String> context, String name, @Nullable Object value) {
        if (value != null) {
            context.put(name, value.toString());
        }
    }

    static Instant present(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(TeamRows.instant(row, column), column);
    }

    /** What somebody wrote, as PostgreSQL takes it. */
    static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }
}
