package io.tandem.jdbc;

import io.tandem.model.StoreNumber;
import io.tandem.tasks.Buckets;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.KnownTask;
import io.tandem.tasks.PlanStage;
import io.tandem.tasks.Rhythm;
import io.tandem.tasks.TaskRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is known of a plan: one row for the plan and one for each task. */
final class PlanRows {
    private static final String PLAN = """
            select stage, plan_id, lost, meant, not_before, silent_since, unlisted_since, buckets_known, buckets,
                   buckets_refused, bucket_names, interval_millis, read_at, listed_at, unclear, calls, unanswered
            from plan where store_number = :store""";

    private static final String SAVE = """
            insert into plan (store_number, stage, plan_id, lost, meant, not_before, silent_since, unlisted_since,
                              buckets_known, buckets, buckets_refused, bucket_names, interval_millis, read_at, listed_at,
                              unclear, calls, unanswered)
            values (:store, :stage, :planId, :lost, :meant, :notBefore, :silentSince, :unlistedSince, :bucketsKnown,
                    :buckets::json, :bucketsRefused::json, :bucketNames::json, :intervalMillis,
                    :readAt, :listedAt, :unclear, :calls, :unanswered::json)
            on conflict (store_number) do update
            set stage = excluded.stage, plan_id = excluded.plan_id, lost = excluded.lost, meant = excluded.meant,
                not_before = excluded.not_before, silent_since = excluded.silent_since,
                unlisted_since = excluded.unlisted_since, buckets_known = excluded.buckets_known,
                buckets = excluded.buckets, buckets_refused = excluded.buckets_refused,
                bucket_names = excluded.bucket_names, interval_millis = excluded.interval_millis,
                read_at = excluded.read_at, listed_at = excluded.listed_at, unclear = excluded.unclear, calls = excluded.calls,
                unanswered = excluded.unanswered""";

    /** Asked for by people: what was refused is tried again, and what may have changed is read. A plan that is being made is left alone. */
    private static final String RECONSIDER = """
            update plan
            set doubted = false, unclear = true, buckets_refused = '{}',
                not_before = case when meant is null then null else not_before end
            where store_number = :store and doubted""";

    private static final PlanStage.Unknown NOTHING = new PlanStage.Unknown(null, null, null);

    private PlanRows() {}

    static KnownPlan load(Handle handle, StoreNumber store) {
        boolean asked =
                handle.createUpdate(RECONSIDER).bind("store", store.value()).execute() > 0;
        Map<TaskRef, KnownTask> tasks = asked ? TaskRows.reconsidered(handle, store) : TaskRows.load(handle, store);
        KnownPlan unknown = KnownPlan.unknown();
        return handle.createQuery(PLAN)
                .bind("store", store.value())
                .map((row, context) -> plan(row, tasks))
                .findOne()
                .orElseGet(() -> new KnownPlan(
                        unknown.stage(), unknown.buckets(), tasks, unknown.rhythm(), unknown.calls(), unknown.twins()));
    }

    static void save(Handle handle, StoreNumber store, KnownPlan before, KnownPlan after) {
        if (!bare(before).equals(bare(after))) {
            plan(handle, store, after).execute();
        }
        TaskRows.save(handle, store, before.tasks(), after.tasks());
        PlannerTasks.remember(handle, store, before, after);
    }

    private static KnownPlan bare(KnownPlan plan) {
        return new KnownPlan(plan.stage(), plan.buckets(), Map.of(), plan.rhythm(), plan.calls(), plan.twins());
    }

    private static KnownPlan plan(ResultSet row, Map<TaskRef, KnownTask> tasks) throws SQLException {
        return new KnownPlan(
                stage(row),
                new Buckets(
                        row.getBoolean("buckets_known"),
                        TaskJson.names(row.getString("buckets")),
                        TaskJson.refused(row.getString("buckets_refused")),
                        TaskJson.names(row.getString("bucket_names"))),
                tasks,
                new Rhythm(
                        Duration.ofMillis(row.getLong("interval_millis")),
                        TeamRows.instant(row, "read_at"),
                        row.getBoolean("unclear"),
                        TeamRows.instant(row, "listed_at")),
                row.getInt("calls"),
                TaskJson.twins(row.getString("unanswered")));
    }

    private static PlanStage stage(ResultSet row) throws SQLException {
        return switch (row.getString("stage")) {
            case "ready" -> new PlanStage.Ready(row.getString("plan_id"), TeamRows.instant(row, "silent_since"));
            case "missing" -> new PlanStage.Missing();
            default ->
                new PlanStage.Unknown(
                        row.getString("lost"),
                        row.getString("meant"),
                        TeamRows.instant(row, "not_before"),
                        silence(row));
        };
    }

    private static PlanStage.@Nullable Silence silence(ResultSet row) throws SQLException {
        Instant since = TeamRows.instant(row, "silent_since");
        return since == null ? null : new PlanStage.Silence(since, TeamRows.instant(row, "unlisted_since"));
    }

    private static Update plan(Handle handle, StoreNumber store, KnownPlan plan) {
        Update update = handle.createUpdate(SAVE)
                .bind("store", store.value())
                .bind("planId", plan.stage().planId().orElse(null))
                .bind("bucketsKnown", plan.buckets().known())
                .bind("buckets", TaskJson.write(plan.buckets().ids()))
                .bind("bucketsRefused", TaskJson.write(plan.buckets().refused()))
                .bind("bucketNames", TaskJson.write(plan.buckets().names()))
                .bind("intervalMillis", plan.rhythm().interval().toMillis())
                .bind("readAt", plan.rhythm().readAt())
                .bind("listedAt", plan.rhythm().listedAt())
                .bind("unclear", plan.rhythm().unclear())
                .bind("calls", plan.calls())
                .bind("unanswered", TaskJson.write(plan.twins().requests()));
        return switch (plan.stage()) {
            case PlanStage.Unknown unknown -> stage(update, "unknown", unknown, unknown.silence());
            case PlanStage.Missing missing -> stage(update, "missing", NOTHING, null);
            case PlanStage.Ready ready -> stage(update, "ready", NOTHING, silence(ready.silentSince()));
        };
    }

    private static PlanStage.@Nullable Silence silence(@Nullable Instant since) {
        return since == null ? null : new PlanStage.Silence(since, null);
    }

    private static Update stage(
            Update update, String name, PlanStage.Unknown unknown, PlanStage.@Nullable Silence silence) {
        return update.bind("silentSince", silence == null ? null : silence.since())
                .bind("unlistedSince", silence == null ? null : silence.unlisted())
                .bind("stage", name)
                .bind("lost", unknown.lost())
                .bind("meant", unknown.meant())
                .bind("notBefore", unknown.notBefore());
    }
}
