package io.tandem.jdbc;

import io.tandem.model.TeamSource;
import io.tandem.teams.Brake;
import io.tandem.teams.Permit;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Teams that are to be archived, as rows; like departures each waits a moment for others, so that a wave is known as one. */
record JdbcArchives(Jdbi jdbi, Brake brake) {
    private static final String OF_STORE = """
            select state, asked_at, hold from archiving where store_number = :store and state <> 'done'""";

    /** One store after the other decides: two halves of a wave must see each other. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('tandem archives'))";

    private static final String ASK = """
            insert into archiving (store_number, state, asked_at) values (:store, 'asked', :now)
            on conflict (store_number) do update set state = 'asked', asked_at = excluded.asked_at, hold = null
            where archiving.state = 'done'""";

    private static final String DONE = "update archiving set state = 'done' where store_number = :store";

    private static final String WAVE = "select count(*) from archiving where " + JdbcDepartures.UNDECIDED;

    private static final String OPEN = """
            with known as (select number from hold where state = 'open' and kind = 'archives'),
            made as (
                insert into hold (made_at, kind) select :now, 'archives' where not exists (select 1 from known)
                returning number)
            select number from known union all select number from made""";

    private static final String HOLD = "update archiving set state = 'held', hold = :hold where state = 'asked'";

    private static final String GRANT =
            "update archiving set state = 'granted', hold = :run where store_number = :store";

    private static final String WITHDRAW = """
            update hold set state = 'withdrawn', decided_at = :now
            where state = 'open' and kind = 'archives'
              and not exists (select 1 from archiving where hold = hold.number and state = 'held')""";

    /** Where a team is on its way into the archive. */
    private record Row(
            String state, Instant askedAt, @Nullable Long hold) {
        Permit permit() {
            return new Permit(state.equals("held") ? hold : null, isKept(), null);
        }

        boolean isKept() {
            return state.equals("kept");
        }
    }

    Permit ask(TeamSource source, boolean wanted, Instant now) {
        Optional<Row> before = jdbi.withHandle(handle -> row(handle, source));
        return wanted || before.isPresent()
                ? jdbi.inTransaction(handle -> decide(handle, source, wanted, now))
                : Permit.free();
    }

    Permit archived(TeamSource source, Instant now) {
        Optional<Row> before = jdbi.withHandle(handle -> row(handle, source));
        return before.isPresent() ? jdbi.inTransaction(handle -> settle(handle, source, now)) : Permit.free();
    }

    /** What is there needs no decision any more, unless somebody has just decided that it shall not stay. */
    private static Permit settle(Handle handle, TeamSource source, Instant now) {
        handle.execute(LOCK);
        Optional<Permit> kept = row(handle, source).filter(Row::isKept).map(Row::permit);
        return kept.orElseGet(() -> done(handle, source, now));
    }

    private static Permit done(Handle handle, TeamSource source, Instant now) {
        handle.createUpdate(DONE).bind("store", source.value()).execute();
        withdraw(handle, now);
        return Permit.free();
    }

    private Permit decide(Handle handle, TeamSource source, boolean wanted, Instant now) {
        handle.execute(LOCK);
        if (!wanted) {
            return done(handle, source, now);
        }
        handle.createUpdate(ASK).bind("store", source.value()).bind("now", now).execute();
        Row row = row(handle, source).orElseThrow();
        return row.state().equals("asked") ? decide(handle, source, row, now) : row.permit();
    }

    private Permit decide(Handle handle, TeamSource source, Row row, Instant now) {
        if (isWave(handle, now)) {
            long number =
                    handle.createQuery(OPEN).bind("now", now).mapTo(Long.class).one();
            handle.createUpdate(HOLD).bind("hold", number).execute();
            return new Permit(number, false, null);
        }
        if (row.askedAt().plus(brake.settle()).isAfter(now)) {
            return new Permit(null, false, row.askedAt().plus(brake.settle()));
        }
        handle.createUpdate(GRANT)
                .bind("store", source.value())
                .bind("run", JdbcRuns.passing(handle, "archives", brake, now))
                .execute();
        return Permit.free();
    }

    private boolean isWave(Handle handle, Instant now) {
        long teams = handle.createQuery(WAVE)
                .bind("since", now.minus(brake.wave()))
                .mapTo(Long.class)
                .one();
        return brake.stopsArchiving(teams);
    }

    private static void withdraw(Handle handle, Instant now) {
        handle.createUpdate(WITHDRAW).bind("now", now).execute();
    }

    private static Optional<Row> row(Handle handle, TeamSource source) {
        return handle.createQuery(OF_STORE)
                .bind("store", source.value())
                .map((row, context) -> new Row(
                        row.getString("state"),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getObject("hold") == null ? null : row.getLong("hold")))
                .findOne();
    }
}
