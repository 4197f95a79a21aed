package io.tandem.jdbc;

import io.tandem.console.Holds;
import io.tandem.model.Key;
import io.tandem.model.TeamSource;
import java.time.InstantSource;
import java.util.List;
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
                update departure set state = :state where hold = :number and state = 'held'
                returning store_number, user_id, role, team_size),
            recorded as (
                insert into removal (run, store_number, user_id, role, team_size, at)
                select :number, store_number, user_id, role, team_size, now() from gone),
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
        return jdbi.withHandle(handle ->
                HoldRows.row(handle, number).map(row -> new Detail(row, HoldRows.teams(handle, number))));
    }

    @Override
    public Approval approve(long number, String revision, String who, @Nullable String reason) {
        return jdbi.inTransaction(handle -> {
            handle.execute(JdbcUndo.LOCK);
            Optional<Row> open =
                    HoldRows.row(handle, number).filter(hold -> hold.state().equals("open"));
            if (open.isEmpty()) {
                return Approval.NOT_OPEN;
            }
            return revision.equals(open.get().revision()) && decide(handle, number, new Decision(true, who, reason))
                    ? Approval.APPROVED
                    : Approval.CHANGED;
        });
    }

    @Override
    public boolean reject(long number, String who, @Nullable String reason) {
        return jdbi.inTransaction(handle -> {
            handle.execute(JdbcUndo.LOCK);
            return decide(handle, number, new Decision(false, who, reason));
        });
    }

    /** What somebody decided. */
    private record Decision(
            boolean approve, String who, @Nullable String reason) {}

    /** Nobody joins the hold meanwhile: whoever asks for somebody waits for the lock. */
    private boolean decide(Handle handle, long number, Decision decision) {
        boolean open = handle.createUpdate(DECIDE)
                        .bind("state", decision.approve() ? "approved" : "rejected")
                        .bind("now", clock.instant())
                        .bind("who", decision.who())
                        .bind("reason", decision.reason())
                        .bind("number", number)
                        .execute()
                == 1;
        if (open) {
            JdbcActivity.add(
                    handle,
                    decision.who(),
                    decision.approve() ? "hold.approve" : "hold.reject",
                    Long.toString(number),
                    decision.reason() == null ? "" : decision.reason());
            JdbcDueKeys.markDue(handle, released(handle, number, decision.approve() ? "granted" : "kept"));
        }
        return open;
    }

    @Override
    public boolean undo(long number, String who, @Nullable String reason) {
        return jdbi.inTransaction(handle -> {
            Optional<List<TeamSource>> sources = JdbcUndo.undo(handle, number, who, reason, clock.instant());
            sources.ifPresent(teams -> {
                JdbcActivity.add(handle, who, "hold.undo", Long.toString(number), reason == null ? "" : reason);
                JdbcDueKeys.markDue(handle, teams.stream().map(TeamSource::key).toList());
            });
            return sources.isPresent();
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
