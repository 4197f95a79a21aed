package io.tandem.jdbc;

import io.tandem.commerce.FactReader;
import io.tandem.model.Claim;
import io.tandem.model.Communications;
import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Key;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Stage;
import io.tandem.teams.Standing;
import io.tandem.teams.StepTaken;
import io.tandem.teams.TeamNews;
import io.tandem.teams.TeamState;
import io.tandem.teams.TeamTakenException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Desired teams from facts, known teams from their rows; every write proves its lease first. */
final class JdbcTeamState implements TeamState {
    private static final String REPORT = """
            insert into store_board (store_number, name, legal_entity, city, country, state, reason, findings)
            values (:store, :name, :legalEntity, :city, :country, :state, :reason, :findings)
            on conflict (store_number) do update
            set name = excluded.name, legal_entity = excluded.legal_entity, city = excluded.city,
                country = excluded.country, state = excluded.state, reason = excluded.reason,
                findings = excluded.findings, updated_at = now()""";

    private static final String HOLDER = """
            select store_number from team where team_id = :team and store_number <> :store""";

    /** Locked in the order in which all lock keys. */
    private static final String DOUBT = """
            with concerned as (
                select key from due_key
                where key in (select team.key from team where :all or team_id = any(:teams))
                order by key for update),
            marked as (
                update due_key set desired_generation = desired_generation + 1, attempts = 0,
                    due_since = coalesce(due_since, now()), renewed_at = coalesce(renewed_at, now())
                from concerned where due_key.key = concerned.key
                returning due_key.key, desired_generation)
            update team set doubt_generation = marked.desired_generation,
                sweep_generation = case when team_id = any(:changed) then marked.desired_generation else sweep_generation end
            from marked where team.key = marked.key
            returning marked.key""";

    /**
     * What the tasks of a store depend on: where its plan belongs, and who can be assigned.
     *
     * @param teamId id of the team that is ready, empty while there is none
     * @param users those who are seen in it
     */
    private record Access(Optional<String> teamId, Set<String> users) {
        static Access of(KnownTeam team) {
            return new Access(
                    team.stage() instanceof Stage.Ready(String id) ? Optional.of(id) : Optional.empty(),
                    team.members().entrySet().stream()
                            .filter(member -> member.getValue().seenAt() != null)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()));
        }
    }

    private final Jdbi jdbi;
    private final Lease lease;
    private final boolean plansForAll;

    /** @param plansForAll whether every team gets a plan, and not only those of whose tasks somebody spoke */
    JdbcTeamState(Jdbi jdbi, Lease lease, boolean plansForAll) {
        this.jdbi = jdbi;
        this.lease = lease;
        this.plansForAll = plansForAll;
    }

    @Override
    public StoreStaff staff(StoreNumber store) {
        return jdbi.withHandle(handle -> FactReader.staff(store, StoreFacts.ofStaff(handle, store))
                .restoring(RestoredRows.restored(handle, store))
                .renumbered(
                        JdbcRenumbered.former(handle, List.of(store.value())).get(store.value())));
    }

    @Override
    public CommunicationsStaff communications() {
        return jdbi.withHandle(handle -> FactReader.communications(StoreFacts.ofCommunications(handle))
                .restoring(RestoredRows.restored(handle, Communications.TEAM)));
    }

    @Override
    public KnownTeam known(TeamSource source) {
        return jdbi.withHandle(handle -> TeamRows.load(handle, source));
    }

    @Override
    public void save(Claim claim, TeamSource source, KnownTeam before, KnownTeam after, List<TeamNews> news) {
        try {
            jdbi.useTransaction(handle -> {
                lease.prove(handle, claim);
                if (!before.equals(after)) {
                    TeamRows.save(handle, source, before, after);
                    if (!Objects.equals(before.look().readAt(), after.look().readAt())) {
                        TeamRows.readBy(handle, source, claim.generation());
                    }
                }
                if (before.look().deep() && !after.look().deep()) {
                    TeamRows.checkedBy(handle, source, claim.generation());
                }
                tell(handle, news);
                if (source instanceof StoreNumber store && !Access.of(before).equals(Access.of(after))) {
                    markTasks(handle, Key.ofTasks(store));
                }
            });
        } catch (UnableToExecuteStatementException refused) {
            throw taken(source, after).map(RuntimeException.class::cast).orElse(refused);
        }
    }

    private void tell(Handle handle, List<TeamNews> news) {
        Instant now = lease.clock().instant();
        JdbcOutbox.add(handle, news.stream().flatMap(TeamUpdates::of).toList(), now);
        DriftRows.add(handle, news, now);
    }

    @Override
    public void note(TeamSource source, StepTaken taken) {
        if (taken.isToBeKept()) {
            jdbi.useHandle(handle -> JdbcStepLog.add(handle, source, taken));
        }
    }

    /** The row of the store's team is locked by now: keys of teams sort before those of tasks. */
    private void markTasks(Handle handle, Key tasks) {
        if (plansForAll) {
            JdbcDueKeys.markDue(handle, List.of(tasks));
        } else {
            JdbcDueKeys.markDueIfThere(handle, tasks);
        }
    }

    private Optional<TeamTakenException> taken(TeamSource source, KnownTeam team) {
        return team.stage()
                .teamId()
                .flatMap(id -> jdbi.withHandle(handle -> handle.createQuery(HOLDER)
                        .bind("team", id)
                        .bind("store", source.value())
                        .mapTo(String.class)
                        .findOne()
                        .map(holder -> new TeamTakenException(id, TeamSource.of(holder)))));
    }

    @Override
    public int doubt(Collection<String> teamIds, Collection<String> changed) {
        return doubt(false, teamIds, changed);
    }

    @Override
    public void doubtAll() {
        doubt(true, List.of(), List.of());
    }

    private int doubt(boolean all, Collection<String> teamIds, Collection<String> changed) {
        return jdbi.inTransaction(handle -> {
            List<String> keys = handle.createQuery(DOUBT)
                    .bind("all", all)
                    .bindArray("teams", String.class, teamIds)
                    .bindArray("changed", String.class, changed)
                    .mapTo(String.class)
                    .list();
            JdbcDeadLetters.supersede(handle, keys);
            return keys.size();
        });
    }

    @Override
    public void report(Claim claim, TeamStaff staff, Standing standing, List<Finding> findings) {
        Store.Place place = staff instanceof StoreStaff store ? store.store().place() : Store.Place.unknown();
        String[] sentences = findings.stream().map(Finding::sentence).toArray(String[]::new);
        jdbi.useTransaction(handle -> {
            lease.prove(handle, claim);
            handle.createUpdate(REPORT)
                    .bind("store", staff.source().value())
                    .bind(
                            "name",
                            staff instanceof StoreStaff store ? store.store().name() : null)
                    .bind("legalEntity", place.legalEntity())
                    .bind("city", place.city())
                    .bind("country", place.country())
                    .bind("state", standing.state().name())
                    .bind("reason", standing.reason())
                    .bindArray("findings", String.class, (Object[]) sentences)
                    .execute();
        });
    }
}
