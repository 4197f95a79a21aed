package io.tandem.jdbc;

import io.tandem.console.Holds;
import io.tandem.model.Key;
import io.tandem.model.TeamSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Holds as people see and decide them. */
final class JdbcHolds implements Holds {
    private static final String DECIDE = """
            update hold set state = :state, decided_at = :now, decided_by = :who, reason = :reason
            where number = :number and state = 'open'""";

    /** Only those who were shown; whoever is to go since then was put there by a plan that came before this decision. */
    private static final String RELEASE = """
            with gone as (
                update departure set state = :state, restored_at = case when :state = 'kept' then clock_timestamp() end
                where hold = :number and state = 'held'
                returning store_number, user_id, role, team_size, told_until),
            recorded as (
                insert into removal (run, store_number, user_id, role, team_size, at, told_until)
                select :number, store_number, user_id, role, team_size, clock_timestamp(), told_until from gone),
            archived as (
                update archiving set state = :state where hold = :number and state = 'held' returning store_number)
            select store_number from gone union select store_number from archived""";

    private final Jdbi jdbi;
    private final InstantSource clock;

    JdbcHolds(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public List<Row> holds() {
        return jdbi.withHandle(handle -> HoldRows.rows(handle, List.of("open", "approved", "rejected", "withdrawn")));
    }

    @Override
    public List<Row> runs() {
        return jdbi.withHandle(handle -> HoldRows.rows(handle, List.of("approved", "passed")));
    }

    @Override
    public Optional<Detail> hold(long number) {
        return jdbi.withHandle(handle -> HoldRows.row(handle, number)
                .map(row -> new Detail(row, HoldRows.teams(handle, number), HoldRows.names(handle, number))));
    }

    @Override
    public Verdict approve(long number, String revision, String who, @Nullable String reason) {
        return decide(number, revision, new Decision(true, who, reason));
    }

    @Override
    public Verdict reject(long number, String revision, String who, @Nullable String reason) {
        return decide(number, revision, new Decision(false, who, reason));
    }

    private Verdict decide(long number, String revision, Decision decision) {
        return jdbi.inTransaction(handle -> {
            JdbcUndo.lock(handle);
            Optional<Row> open =
                    HoldRows.row(handle, number).filter(hold -> hold.state().equals("open"));
            if (open.isEmpty()) {
                return Verdict.NOT_OPEN;
            }
            boolean same = revision.equals(open.get().revision());
            if (same) {
                decide(handle, number, decision);
            }
            return same ? Verdict.DECIDED : Verdict.CHANGED;
        });
    }

    /** What somebody decided. */
    private record Decision(
            boolean approve, String who, @Nullable String reason) {}

    /** Nobody joins the hold meanwhile: whoever asks for somebody waits for the lock. */
    private void decide(Handle handle, long number, Decision decision) {
        handle.createUpdate(DECIDE)
                .bind("state", decision.approve() ? "approved" : "rejected")
                .bind("now", clock.instant())
                .bind("who", decision.who())
                .bind("reason", decision.reason())
                .bind("number", number)
                .execute();
        JdbcActivity.add(
                handle,
                decision.who(),
                decision.approve() ? "hold.approve" : "hold.reject",
                Long.toString(number),
                Objects.requireNonNullElse(decision.reason(), ""));
        JdbcDueKeys.markDue(handle, released(handle, number, decision.approve() ? "granted" : "kept"));
    }

    @Override
    public Undoing undo(long number, String who, @Nullable String reason) {
        return jdbi.inTransaction(handle -> {
            JdbcUndo.Undone undone = JdbcUndo.undo(handle, number, who, reason, clock.instant());
            if (undone.verdict() == Undoing.UNDONE) {
                JdbcActivity.add(
                        handle, who, "hold.undo", Long.toString(number), Objects.requireNonNullElse(reason, ""));
                JdbcDueKeys.markDue(
                        handle, undone.sources().stream().map(TeamSource::key).toList());
            }
            return undone.verdict();
        });
    }

    private static List<Key> released(Handle handle, long number, String state) {
        return handle
                .createQuery(RELEASE)
                .bind("state", state)
                .bind("number", number)
                .mapTo(String.class)
                .list()
                .stream()
                .map(source -> TeamSource.of(source).key())
                .distinct()
                .toList();
    }
}
