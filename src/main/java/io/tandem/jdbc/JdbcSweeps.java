package io.tandem.jdbc;

import io.tandem.console.Drifts;
import io.tandem.teams.Sweep;
import io.tandem.teams.Sweeps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Sweeps as rows. How far one is, is told by the teams: which of them it put in doubt, and which of these were read since. */
record JdbcSweeps(Jdbi jdbi, InstantSource clock) implements Sweeps, Drifts {
    /** Those that are there; one that was deleted is looked for by itself. */
    private static final String THERE = "t.stage in ('ready', 'archived')";

    private static final String TO_DO = THERE + """
             and t.sweep is distinct from :number and (t.swept_at is null or t.swept_at < :day)""";

    private static final String ORDER = """
            insert into sweep (ordered_by, ordered_at, teams)
            select :by, :now, count(*) from team t where %s
            on conflict do nothing""".formatted(TO_DO);

    private static final String LATEST = """
            select number, ordered_by, ordered_at, finished_at, teams from sweep order by number desc limit 1""";

    /** Locked in the order in which all lock keys; by the generation that is due then, what is read before counts for nothing. */
    private static final String GO_ON = """
            with next as materialized (
                select t.key from team t where %s order by t.store_number limit :most),
            concerned as (
                select due_key.key from due_key join next using (key) order by key for update of due_key),
            marked as (
                update due_key set desired_generation = desired_generation + 1, attempts = 0,
                    due_since = coalesce(due_since, now()), renewed_at = coalesce(renewed_at, now())
                from concerned where due_key.key = concerned.key
                returning due_key.key, desired_generation)
            update team set doubt_generation = marked.desired_generation, sweep_generation = marked.desired_generation,
                sweep = :number, swept_at = :now
            from marked where team.key = marked.key
            returning marked.key""".formatted(TO_DO);

    private static final String PROGRESS = """
            with swept as (
                select t.sweep = :number as own,
                       t.checked_generation >= t.sweep_generation and t.read_generation >= t.sweep_generation
                           or not (%s) as read,
                       k.attempts > 0 or k.next_attempt_at > :late as stuck
                from team t left join due_key k on k.key = t.key
                where t.swept_at >= :day)
            select count(*) filter (where own) as begun,
                   count(*) filter (where own and read) as read,
                   count(*) filter (where own and not read and stuck) as failed,
                   count(*) filter (where not own) as skipped,
                   (select count(*) from drift where at >= :from and at <= :until) as drifted
            from swept""".formatted(THERE);

    private static final String FINISH = "update sweep set finished_at = :now where number = :number";

    private static final String ROWS = """
            select store_number, team_id, user_id, change, action, at from drift order by number desc limit 200""";

    /** What is not tried again sooner is not waited for. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration KEPT = Duration.ofDays(90);

    @Override
    public Sweep order(String by, Instant now) {
        return jdbi.inTransaction(handle -> order(handle, by, now));
    }

    private static Sweep order(Handle handle, String by, Instant now) {
        handle.createUpdate(ORDER)
                .bind("by", by)
                .bind("now", now)
                .bind("number", 0L)
                .bind("day", new Sweep(0, by, now, null, 0).day())
                .execute();
        return latest(handle).orElseThrow();
    }

    @Override
    public Optional<Sweep> latest() {
        return jdbi.withHandle(JdbcSweeps::latest);
    }

    @Override
    public int goOn(Sweep sweep, int most, Instant now) {
        return jdbi.inTransaction(handle -> {
            List<String> keys = handle.createQuery(GO_ON)
                    .bind("number", sweep.number())
                    .bind("day", sweep.day())
                    .bind("most", most)
                    .bind("now", now)
                    .mapTo(String.class)
                    .list();
            JdbcDeadLetters.supersede(handle, keys);
            return keys.size();
        });
    }

    @Override
    public Sweep.Progress progress(Sweep sweep) {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> handle.createQuery(PROGRESS)
                .bind("number", sweep.number())
                .bind("day", sweep.day())
                .bind("late", now.plus(LONG))
                .bind("from", sweep.orderedAt())
                .bind("until", Objects.requireNonNullElse(sweep.finishedAt(), now))
                .map((row, context) -> new Sweep.Progress(
                        row.getLong("begun"),
                        row.getLong("read"),
                        row.getLong("failed"),
                        row.getLong("skipped"),
                        row.getLong("drifted")))
                .one());
    }

    @Override
    public void finish(Sweep sweep, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate(FINISH)
                    .bind("now", now)
                    .bind("number", sweep.number())
                    .execute();
            handle.createUpdate("delete from sweep where finished_at < :old")
                    .bind("old", now.minus(KEPT))
                    .execute();
        });
    }

    @Override
    public @Nullable Status status() {
        return latest().map(this::status).orElse(null);
    }

    @Override
    public Status order(String by) {
        Instant now = clock.instant();
        return status(jdbi.inTransaction(handle -> {
            Sweep sweep = order(handle, by, now);
            JdbcActivity.add(handle, by, "drift.sweep", Long.toString(sweep.number()), "");
            return sweep;
        }));
    }

    private Status status(Sweep sweep) {
        Sweep.Progress progress = progress(sweep);
        return new Status(
                sweep.number(),
                sweep.orderedBy(),
                sweep.orderedAt(),
                sweep.finishedAt(),
                sweep.teams(),
                progress.read(),
                progress.failed(),
                progress.skipped(),
                progress.drifted(),
                readyAt(sweep, progress));
    }

    private @Nullable Instant readyAt(Sweep sweep, Sweep.Progress progress) {
        if (sweep.finishedAt() != null || progress.read() == 0) {
            return null;
        }
        Instant now = clock.instant();
        double share = (double) Math.max(0, sweep.teams() - progress.read()) / progress.read();
        return now.plusMillis((long) (Duration.between(sweep.orderedAt(), now).toMillis() * share));
    }

    @Override
    public List<Row> rows() {
        return jdbi.withHandle(handle -> handle.createQuery(ROWS)
                .map((row, context) -> new Row(
                        row.getString("store_number"),
                        row.getString("team_id"),
                        row.getString("user_id"),
                        row.getString("change"),
                        row.getString("action"),
                        row.getTimestamp("at").toInstant()))
                .list());
    }

    private static Optional<Sweep> latest(Handle handle) {
        return handle.createQuery(LATEST).map((row, context) -> sweep(row)).findOne();
    }

    private static Sweep sweep(ResultSet row) throws SQLException {
        return new Sweep(
                row.getLong("number"),
                row.getString("ordered_by"),
                row.getTimestamp("ordered_at").toInstant(),
                TeamRows.instant(row, "finished_at"),
                row.getLong("teams"));
    }
}
