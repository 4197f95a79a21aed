package io.tandem.jdbc;

import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.Dependents;
import io.tandem.commerce.Dependents.Tie;
import io.tandem.commerce.EventHeader;
import io.tandem.commerce.EventKey;
import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.commerce.Rehearsal;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.TeamSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private static final String KEEP_FACTS = """
            insert into fact (subject, about, field, value, stamp, told_at)
            select told.*, statement_timestamp()
            from unnest(:subjects::text[], :abouts::text[], :fields::text[], :values::text[], :stamps::text[]) as told
            on conflict (subject, about, field) do update
            set value = excluded.value, stamp = excluded.stamp,
                told_at = case when fact.value is distinct from excluded.value then excluded.told_at else fact.told_at end
            where fact.stamp < excluded.stamp
            returning subject, about, field""";

    private static final String TIES = """
            select distinct subject, about from fact where subject = any(:subjects) and about <> ''""";

    private static final int SHOWN_STORES = 10;

    private final Jdbi jdbi;

    JdbcCommerceState(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Outcome fold(Batch batch) {
        return jdbi.inTransaction(handle -> fold(handle, batch).outcome());
    }

    @Override
    public Preview rehearse(Batch batch) {
        return undone(batch, JdbcCommerceState::preview);
    }

    @Override
    public Outcome outcome(Batch batch) {
        return undone(batch, (handle, folded) -> folded.outcome());
    }

    private <T> T undone(Batch batch, BiFunction<Handle, Folded, T> look) {
        return jdbi.withHandle(handle -> {
            handle.begin();
            try {
                return look.apply(handle, fold(handle, batch));
            } finally {
                handle.rollback();
            }
        });
    }

    private static Preview preview(Handle handle, Folded folded) {
        List<StoreStaff> staff = folded.outcome().due().stream()
                .filter(key -> key.kind().equals(Key.STORE))
                .map(Key::id)
                .sorted()
                .limit(SHOWN_STORES)
                .map(StoreNumber::new)
                .map(store -> FactReader.staff(store, StoreFacts.ofStaff(handle, store))
                        .restoring(RestoredRows.restored(handle, store)))
                .toList();
        return new Preview(folded.outcome(), folded.replaced().stream().sorted().toList(), staff);
    }

    /** What a batch changed. */
    record Folded(Outcome outcome, Set<Fact.Register> replaced) {}

    /** Folds a batch inside the caller's transaction. */
    static Folded fold(Handle handle, Batch batch) {
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
        JdbcDueKeys.markSpokenOf(handle, due);
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
