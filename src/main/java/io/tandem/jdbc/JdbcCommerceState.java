package io.tandem.jdbc;

import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.Dependents;
import io.tandem.commerce.Dependents.Tie;
import io.tandem.commerce.EventHeader;
import io.tandem.commerce.EventKey;
import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.console.Rehearsal;
import io.tandem.model.Key;
import io.tandem.model.TeamSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Folds batches into the table of facts, one transaction a batch. Batches of all instances fold one after the other:
 * two at once could each miss a store that only both together make due.
 */
final class JdbcCommerceState implements CommerceState, Rehearsal {
    /** Whoever has it knows that whatever is told later is taken in after that. */
    static final String ONE_AT_A_TIME = """
            select pg_advisory_xact_lock(hashtext('tandem.intake'))""";

    private static final String KEEP_EVENTS = """
            insert into commerce_event (source, id, type, subject, stamp)
            select * from unnest(:sources::text[], :ids::text[], :types::text[], :subjects::text[], :stamps::text[])
            on conflict (source, id) do nothing
            returning source, id""";

    /** What one batch tells is taken in a microsecond apart in the order in which it was said, so that this order stays known. */
    private static final String KEEP_FACTS = """
            insert into fact (subject, about, field, value, stamp, told_at)
            select told.*,
                statement_timestamp() + dense_rank() over (order by told.stamp collate "C") * interval '1 microsecond'
            from unnest(:subjects::text[], :abouts::text[], :fields::text[], :values::text[], :stamps::text[])
                as told (subject, about, field, value, stamp)
            on conflict (subject, about, field) do update
            set value = excluded.value, stamp = excluded.stamp,
                told_at = case when fact.value is distinct from excluded.value then excluded.told_at else fact.told_at end
            where fact.stamp < excluded.stamp
            returning subject, about, field""";

    private static final String TIES = """
            select distinct subject, about from fact where subject = any(:subjects) and about <> ''""";

    private static final String NOT_FOR_LONG = """
            set local statement_timeout = '10s'""";

    private final Jdbi jdbi;

    JdbcCommerceState(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Outcome fold(Batch batch) {
        return jdbi.inTransaction(handle -> fold(handle, batch).outcome());
    }

    @Override
    public Told rehearse(Batch batch) {
        return undone(batch, (handle, folded) -> told(folded));
    }

    @Override
    public Scene scene(Batch batch, Set<TeamSource> others, Instant since) {
        return undone(batch, (handle, folded) -> {
            List<TeamSource> sources = Stream.concat(
                            folded.outcome().due().stream()
                                    .filter(key -> !key.kind().equals(Key.TASKS))
                                    .map(TeamSource::of),
                            others.stream())
                    .distinct()
                    .sorted(Comparator.comparing(TeamSource::value))
                    .toList();
            return new Scene(
                    told(folded),
                    sources,
                    JdbcTeamSurvey.pictures(handle, sources),
                    JdbcTeamSurvey.wave(handle, since));
        });
    }

    private static Told told(Folded folded) {
        return new Told(folded.outcome(), folded.replaced().stream().sorted().toList());
    }

    /** Marks nothing as due, so that nobody who works on a key waits for this. */
    private <T> T undone(Batch batch, BiFunction<Handle, Folded, T> look) {
        return jdbi.withHandle(handle -> {
            handle.begin();
            try {
                handle.execute(NOT_FOR_LONG);
                return look.apply(handle, learn(handle, batch));
            } finally {
                handle.rollback();
            }
        });
    }

    /** What a batch changed. */
    record Folded(Outcome outcome, Set<Fact.Register> replaced) {}

    /** Folds a batch inside the caller's transaction. */
    static Folded fold(Handle handle, Batch batch) {
        Folded folded = learn(handle, batch);
        JdbcDueKeys.markSpokenOf(handle, folded.outcome().due());
        return folded;
    }

    private static Folded learn(Handle handle, Batch batch) {
        handle.execute(ONE_AT_A_TIME);
        Set<EventKey> fresh = keepEvents(handle, batch.events());
        List<Fact> facts = batch.facts(fresh);
        Set<Fact.Register> replaced = keepFacts(handle, facts);
        List<Fact> news = facts.stream()
                .filter(fact -> replaced.contains(fact.register()))
                .toList();
        JdbcPeople.expect(handle, FactReader.identities(news));
        JdbcLinks.keep(handle, FactReader.links(facts));
        Dependents dependents = new Dependents(news);
        Set<Key> due = dependents.keys(ties(handle, dependents.subjects()));
        return new Folded(batch.outcome(fresh, replaced, due), replaced);
    }

    private static Set<EventKey> keepEvents(Handle handle, List<EventHeader> events) {
        return handle.createQuery(KEEP_EVENTS)
                .bindArray("sources", String.class, column(events, EventHeader::source))
                .bindArray("ids", String.class, column(events, EventHeader::id))
                .bindArray("types", String.class, column(events, EventHeader::type))
                .bindArray(
                        "subjects",
                        String.class,
                        column(events, event -> Objects.requireNonNullElse(event.subject(), "")))
                .bindArray(
                        "stamps",
                        String.class,
                        column(events, event -> event.stamp().text()))
                .map((row, context) -> new EventKey(row.getString("source"), row.getString("id")))
                .collect(Collectors.toSet());
    }

    private static Set<Fact.Register> keepFacts(Handle handle, List<Fact> facts) {
        return handle.createQuery(KEEP_FACTS)
                .bindArray("subjects", String.class, column(facts, Fact::subject))
                .bindArray("abouts", String.class, column(facts, Fact::about))
                .bindArray("fields", String.class, column(facts, Fact::field))
                .bindArray("values", String.class, column(facts, Fact::value))
                .bindArray(
                        "stamps",
                        String.class,
                        column(facts, fact -> fact.stamp().text()))
                .map((row, context) ->
                        new Fact.Register(row.getString("subject"), row.getString("about"), row.getString("field")))
                .collect(Collectors.toSet());
    }

    private static List<Tie> ties(Handle handle, Set<String> subjects) {
        return handle.createQuery(TIES)
                .bindArray("subjects", String.class, subjects)
                .map((row, context) ->
                        new Tie(row.getString("subject"), TeamSource.of(Key.parse(row.getString("about")))))
                .list();
    }

    private static <T> Object[] column(List<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray();
    }
}
