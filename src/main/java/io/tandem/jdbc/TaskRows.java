package io.tandem.jdbc;

import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.tasks.KnownTask;
import io.tandem.tasks.Presence;
import io.tandem.tasks.TaskRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is known of the tasks of a store, one row each. */
final class TaskRows {
    private static final String PLANNER = "planner/";
    private static final String COMMERCE = "commerce/";

    private static final String TASKS = """
            select ref, presence, planner_task_id, etag, sight, asked_at, bucket_id, look_at, made_in_planner, details_etag,
                   details_stale, details_read_at, parked_code, parked_until, parked_stamp, agreed, written, zone
            from task where store_number = :store""";

    private static final String LOCK = """
            select ref from task where store_number = :store order by ref for update""";

    private static final String SAVE = """
            insert into task (store_number, ref, presence, planner_task_id, etag, sight, asked_at, bucket_id, look_at,
                              made_in_planner, details_etag, details_stale, details_read_at, parked_code,
                              parked_until, parked_stamp, agreed, written, zone)
            values (:store, :ref, :presence, :plannerTaskId, :etag, :sight, :askedAt, :bucketId, :lookAt,
                    :madeInPlanner, :detailsEtag, :detailsStale, :detailsReadAt, :parkedCode, :parkedUntil,
                    :parkedStamp, :agreed::json, :written::json, :zone)
            on conflict (store_number, ref) do update
            set presence = excluded.presence, planner_task_id = excluded.planner_task_id, etag = excluded.etag,
                sight = excluded.sight, asked_at = excluded.asked_at, bucket_id = excluded.bucket_id,
                look_at = excluded.look_at, made_in_planner = excluded.made_in_planner,
                details_etag = excluded.details_etag, details_stale = excluded.details_stale,
                details_read_at = excluded.details_read_at, parked_code = excluded.parked_code,
                parked_until = excluded.parked_until, parked_stamp = excluded.parked_stamp, agreed = excluded.agreed,
                written = excluded.written, zone = excluded.zone""";

    private static final String FORGET = """
            delete from task where store_number = :store and ref = :ref""";

    private TaskRows() {}

    /** The name that {@link TaskRef#toString()} wrote. */
    static TaskRef ref(String text) {
        return text.startsWith(PLANNER)
                ? TaskRef.madeInPlanner(text.substring(PLANNER.length()))
                : TaskRef.of(new TaskId(text.substring(COMMERCE.length())));
    }

    static Map<TaskRef, KnownTask> load(Handle handle, StoreNumber store) {
        return handle.createQuery(TASKS)
                .bind("store", store.value())
                .map((row, context) -> Map.entry(ref(row.getString("ref")), task(row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The tasks, of which nothing counts as refused any more. */
    static Map<TaskRef, KnownTask> reconsidered(Handle handle, StoreNumber store) {
        handle.createQuery(LOCK)
                .bind("store", store.value())
                .mapTo(String.class)
                .list();
        Map<TaskRef, KnownTask> before = load(handle, store);
        Map<TaskRef, KnownTask> after = new HashMap<>(before);
        after.replaceAll((ref, task) -> task.reconsidered());
        save(handle, store, before, after);
        return after;
    }

    static void save(Handle handle, StoreNumber store, Map<TaskRef, KnownTask> before, Map<TaskRef, KnownTask> after) {
        PreparedBatch saved = handle.prepareBatch(SAVE);
        after.forEach((ref, task) -> {
            if (!task.equals(before.get(ref))) {
                bind(of(saved, store, ref), task).add();
            }
        });
        saved.execute();
        PreparedBatch forgotten = handle.prepareBatch(FORGET);
        before.keySet().stream()
                .filter(ref -> !after.containsKey(ref))
                .forEach(ref -> of(forgotten, store, ref).add());
        forgotten.execute();
    }

    private static PreparedBatch of(PreparedBatch batch, StoreNumber store, TaskRef ref) {
        return batch.bind("store", store.value()).bind("ref", ref.toString());
    }

    private static KnownTask task(ResultSet row) throws SQLException {
        return new KnownTask(
                presence(row),
                row.getBoolean("made_in_planner"),
                TaskJson.agreed(row.getString("agreed")),
                TaskJson.values(row.getString("written")),
                new KnownTask.Details(
                        row.getString("details_etag"),
                        row.getBoolean("details_stale"),
                        TeamRows.instant(row, "details_read_at")),
                parked(row),
                zone(row.getString("zone")));
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        return name == null ? null : ZoneId.of(name);
    }

    private static Presence presence(ResultSet row) throws SQLException {
        return switch (row.getString("presence")) {
            case "present" ->
                new Presence.Present(
                        row.getString("planner_task_id"),
                        row.getString("etag"),
                        Presence.Sight.valueOf(row.getString("sight")));
            case "creating" ->
                new Presence.Creating(written(row, "asked_at"), row.getString("bucket_id"), written(row, "look_at"));
            default -> new Presence.Absent(row.getString("planner_task_id"), row.getString("etag"));
        };
    }

    private static KnownTask.@Nullable Parked parked(ResultSet row) throws SQLException {
        String code = row.getString("parked_code");
        return code == null
                ? null
                : new KnownTask.Parked(code, written(row, "parked_until"), row.getString("parked_stamp"));
    }

    private static Instant written(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(TeamRows.instant(row, column), column);
    }

    private static PreparedBatch bind(PreparedBatch batch, KnownTask task) {
        KnownTask.Parked parked = task.parked();
        return bind(batch, task.presence())
                .bind("madeInPlanner", task.madeInPlanner())
                .bind("detailsEtag", task.details().etag())
                .bind("detailsStale", task.details().stale())
                .bind("detailsReadAt", task.details().readAt())
                .bind("parkedCode", parked == null ? null : parked.code())
                .bind("parkedUntil", parked == null ? null : parked.until())
                .bind("parkedStamp", parked == null ? null : parked.stamp())
                .bind("agreed", TaskJson.write(task.fields()))
                .bind("written", TaskJson.write(task.written()))
                .bind("zone", task.zone() == null ? null : task.zone().getId());
    }

    private static PreparedBatch bind(PreparedBatch batch, Presence presence) {
        PreparedBatch absent = batch.bind("presence", "absent")
                .bind("plannerTaskId", presence.lastId().orElse(null))
                .bind("etag", presence.left().etag())
                .bind("sight", (String) null)
                .bind("askedAt", (Instant) null)
                .bind("bucketId", (String) null)
                .bind("lookAt", (Instant) null);
        return switch (presence) {
            case Presence.Absent nowhere -> absent;
            case Presence.Creating creating ->
                absent.bind("presence", "creating")
                        .bind("askedAt", creating.since())
                        .bind("bucketId", creating.bucketId())
                        .bind("lookAt", creating.lookAt());
            case Presence.Present present ->
                absent.bind("presence", "present").bind("sight", present.sight().name());
        };
    }
}
