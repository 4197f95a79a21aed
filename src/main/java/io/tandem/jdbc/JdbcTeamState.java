package io.tandem.jdbc;

import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.commerce.Stamp;
import io.tandem.model.Claim;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.LeaseLostException;
import io.tandem.teams.Standing;
import io.tandem.teams.TeamState;
import io.tandem.teams.TeamTakenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Desired teams from facts, known teams from their rows; every write proves its lease first. */
final class JdbcTeamState implements TeamState {
    /** A union, not an "or": each half is found by its index. */
    private static final String FACTS = """
            select subject, about, field, value, stamp from fact where subject = :store
            union all
            select fact.subject, fact.about, fact.field, fact.value, fact.stamp
            from (select distinct subject from fact where about = :store) concerned
            join fact on fact.subject = concerned.subject""";

    private static final String PROVE_LEASE = """
            update due_key set lease_until = :until where key = :key and lease = :lease""";

    private static final String REPORT = """
            insert into store_board (store_number, name, legal_entity, city, country, state, reason, findings)
            values (:store, :name, :legalEntity, :city, :country, :state, :reason, :findings)
            on conflict (store_number) do update
            set name = excluded.name, legal_entity = excluded.legal_entity, city = excluded.city,
                country = excluded.country, state = excluded.state, reason = excluded.reason,
                findings = excluded.findings, updated_at = now()""";

    private static final String HOLDER = """
            select store_number from team where team_id = :team and store_number <> :store""";

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration lease;

    JdbcTeamState(Jdbi jdbi, Clock clock, Duration lease) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.lease = lease;
    }

    @Override
    public StoreStaff staff(StoreNumber store) {
        List<Fact> facts = jdbi.withHandle(handle -> handle.createQuery(FACTS)
                .bind("store", "store/" + store)
                .map((row, context) -> new Fact(
                        row.getString("subject"),
                        row.getString("about"),
                        row.getString("field"),
                        row.getString("value"),
                        new Stamp(row.getString("stamp"))))
                .list());
        return FactReader.staff(store, facts);
    }

    @Override
    public KnownTeam known(StoreNumber store) {
        return jdbi.withHandle(handle -> TeamRows.load(handle, store));
    }

    @Override
    public void save(Claim claim, StoreNumber store, KnownTeam before, KnownTeam after) {
        try {
            jdbi.useTransaction(handle -> {
                proveLease(handle, claim);
                if (!before.equals(after)) {
                    TeamRows.save(handle, store, before, after);
                }
            });
        } catch (UnableToExecuteStatementException refused) {
            throw taken(store, after).map(RuntimeException.class::cast).orElse(refused);
        }
    }

    private Optional<TeamTakenException> taken(StoreNumber store, KnownTeam team) {
        return team.stage()
                .teamId()
                .flatMap(id -> jdbi.withHandle(handle -> handle.createQuery(HOLDER)
                        .bind("team", id)
                        .bind("store", store.value())
                        .mapTo(String.class)
                        .findOne()
                        .map(holder -> new TeamTakenException(id, new StoreNumber(holder)))));
    }

    @Override
    public void report(Claim claim, StoreStaff staff, Standing standing, List<Finding> findings) {
        Store store = staff.store();
        String[] sentences = findings.stream().map(Finding::sentence).toArray(String[]::new);
        jdbi.useTransaction(handle -> {
            proveLease(handle, claim);
            handle.createUpdate(REPORT)
                    .bind("store", store.number().value())
                    .bind("name", store.name())
                    .bind("legalEntity", store.place().legalEntity())
                    .bind("city", store.place().city())
                    .bind("country", store.place().country())
                    .bind("state", standing.state().name())
                    .bind("reason", standing.reason())
                    .bindArray("findings", String.class, (Object[]) sentences)
                    .execute();
        });
    }

    private void proveLease(Handle handle, Claim claim) {
        Instant until = clock.instant().plus(lease);
        int held = handle.createUpdate(PROVE_LEASE)
                .bind("until", until)
                .bind("key", claim.key().toString())
                .bind("lease", claim.lease())
                .execute();
        if (held == 0) {
            throw new LeaseLostException(claim.key().toString());
        }
    }
}
