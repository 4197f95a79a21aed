package io.tandem.jdbc;

import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.model.Communications;
import io.tandem.model.Key;
import io.tandem.model.Restored;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.teams.Decision;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Outflow;
import io.tandem.teams.Permit;
import io.tandem.teams.TeamSurvey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Many stores by as many queries as one takes, and the communications managers by one more. */
record JdbcTeamSurvey(Jdbi jdbi) implements TeamSurvey {
    private static final String SOURCES = """
            select key from due_key where kind in ('store', 'team') order by key""";

    /** As {@link StoreFacts} has them, but for names of workers; a worker of two stores comes twice. */
    private static final String FACTS = """
            select substr(subject, length('store/') + 1) as store, subject, about, field, value, stamp, told_at
            from fact where subject = any(:subjects)
            union all
            select substr(subject, length('mapping/RetailStore/') + 1), subject, about, field, value, stamp, told_at
            from fact where subject = any(:mappings)
            union all
            select substr(worker.about, length('store/') + 1), fact.subject, fact.about, fact.field, fact.value, fact.stamp, fact.told_at
            from (select distinct about, subject from fact
                  where about = any(:subjects) and about <> '' and subject like 'worker/%') worker
            join fact on fact.subject = worker.subject and fact.field <> 'name'""";

    private static final String ARCHIVES = """
            select store_number, state, hold from archiving where store_number = any(:stores) and state <> 'done'""";

    private static final String WAVE = """
            select (select count(*) from departure where %1$s) as leaving,
                   (select count(*) from team_member where written_at is not null or seen_at is not null) as memberships,
                   (select count(*) from archiving where %1$s) as archives""".formatted(JdbcDepartures.UNDECIDED);

    @Override
    public List<TeamSource> sources() {
        return jdbi.withHandle(handle -> handle.createQuery(SOURCES)
                .map((row, context) -> TeamSource.of(Key.parse(row.getString(1))))
                .list());
    }

    @Override
    public List<Picture> pictures(Collection<? extends TeamSource> sources) {
        return jdbi.inTransaction(handle -> pictures(handle, sources));
    }

    /** The same inside the caller's transaction. */
    static List<Picture> pictures(Handle handle, Collection<? extends TeamSource> sources) {
        List<String> numbers = sources.stream().map(TeamSource::value).toList();
        Map<String, List<Fact>> facts = facts(handle, numbers);
        Map<String, KnownTeam> teams = TeamRows.load(handle, numbers);
        Map<String, DepartureRows> departures = DepartureRows.of(handle, numbers);
        Map<String, Archive> archives = archives(handle, numbers);
        Map<String, List<Restored>> restored = RestoredRows.restored(handle, numbers);
        Map<String, StoreNumber> former = JdbcRenumbered.former(handle, numbers);
        return sources.stream()
                .map(source -> picture(
                        staff(handle, source, facts, former)
                                .restoring(restored.getOrDefault(source.value(), List.of())),
                        teams.getOrDefault(source.value(), KnownTeam.unknown()),
                        departures.getOrDefault(source.value(), DepartureRows.NONE),
                        archives.getOrDefault(source.value(), Archive.unasked())))
                .toList();
    }

    private static TeamStaff staff(
            Handle handle, TeamSource source, Map<String, List<Fact>> facts, Map<String, StoreNumber> former) {
        return switch (source) {
            case StoreNumber store ->
                FactReader.staff(store, facts.getOrDefault(store.value(), List.of()))
                        .renumbered(former.get(store.value()));
            case Communications communications -> FactReader.communications(StoreFacts.ofCommunications(handle));
        };
    }

    private static Picture picture(TeamStaff staff, KnownTeam known, DepartureRows departures, Archive archive) {
        return new Picture(
                staff, known, departures.leave(), archive, departures.users("asked"), departures.users("granted"));
    }

    private static Map<String, List<Fact>> facts(Handle handle, List<String> numbers) {
        Map<String, List<Fact>> facts = new HashMap<>();
        handle.createQuery(FACTS)
                .bindArray("subjects", String.class, prefixed("store/", numbers))
                .bindArray("mappings", String.class, prefixed("mapping/RetailStore/", numbers))
                .map((row, context) -> Map.entry(row.getString("store"), StoreFacts.fact(row)))
                .forEach(fact -> facts.computeIfAbsent(fact.getKey(), store -> new ArrayList<>())
                        .add(fact.getValue()));
        return facts;
    }

    private static List<String> prefixed(String prefix, List<String> numbers) {
        return numbers.stream().map(prefix::concat).toList();
    }

    private static Map<String, Archive> archives(Handle handle, List<String> numbers) {
        return handle.createQuery(ARCHIVES)
                .bindArray("stores", String.class, numbers)
                .map((row, context) -> Map.entry(
                        row.getString("store_number"),
                        archive(row.getString("state"), row.getObject("hold", Long.class))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Archive archive(String state, @Nullable Long hold) {
        Permit permit = new Permit(state.equals("held") ? hold : null, state.equals("kept"), null);
        return new Archive(permit, state.equals("asked"), state.equals("granted"));
    }

    @Override
    public Map<String, Decision> decisions(TeamSource source) {
        return jdbi.withHandle(handle -> DepartureRows.decisions(handle, source));
    }

    @Override
    public Wave wave(Instant since) {
        return jdbi.inTransaction(handle -> wave(handle, since));
    }

    /** The same inside the caller's transaction. */
    static Wave wave(Handle handle, Instant since) {
        Map<TeamSource, Outflow> outflows = OutflowRows.all(handle, since);
        return handle.createQuery(WAVE)
                .bind("since", since)
                .map((row, context) ->
                        new Wave(row.getLong("leaving"), row.getLong("memberships"), row.getLong("archives"), outflows))
                .one();
    }
}
