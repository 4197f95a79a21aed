package io.tandem.jdbc;

import io.tandem.commerce.FactReader;
import io.tandem.console.Syncs;
import io.tandem.model.StoreNumber;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Makes keys due, in the order in which all lock them, and wakes whoever works on them. */
record JdbcSyncs(Jdbi jdbi, Runnable wake) implements Syncs {
    /** Those keys of which a condition holds. */
    static final String MARK = """
            with held as materialized (select key from due_key where %s order by key for update)
            update due_key set desired_generation = desired_generation + 1, attempts = 0,
                due_since = coalesce(due_since, now()), renewed_at = coalesce(renewed_at, now())
            from held where due_key.key = held.key
            returning due_key.key""";

    private static final String MARK_ONE = MARK.formatted("key in ('store/' || :store, 'tasks/' || :store)");
    private static final String MARK_ALL = MARK.formatted("kind in ('store', 'tasks', 'team')");

    /** Roster and properties, by the generation that is due now, so that what is read before it counts for nothing. */
    private static final String DOUBT = """
            update team set doubt_generation = k.desired_generation, sweep_generation = k.desired_generation
            from due_key k
            where k.key = team.key and team.stage in ('ready', 'archived') and %s""";

    private static final String DOUBT_ONE = DOUBT.formatted("team.store_number = :store");
    private static final String DOUBT_ALL = DOUBT.formatted("true");

    /** In the order in which answers of the directory are written. */
    private static final String ASK_AGAIN = """
            with doubted as materialized (
                select identity from account where asked_at is not null and %s order by identity collate "C" for update)
            update account set asked_at = null from doubted where account.identity = doubted.identity""";

    private static final String ASK_OF_THESE = ASK_AGAIN.formatted("identity = any(:identities)");

    /** Whoever is in a team can be looked at when Graph refuses the person; whoever is not would wait for hours. */
    private static final String ASK_OF_UNUSABLE =
            ASK_AGAIN.formatted("(user_id is null or not enabled or not licensed)");
    /** Noted beside what is known of the plan, so that whoever works on it now does not write over it. */
    private static final String DOUBT_PLAN = """
            update plan set doubted = true where %s""";

    private static final String DOUBT_ONE_PLAN = DOUBT_PLAN.formatted("store_number = :store");
    private static final String DOUBT_ALL_PLANS = DOUBT_PLAN.formatted("not doubted");

    @Override
    public boolean sync(StoreNumber number, String who) {
        int marked = jdbi.inTransaction(handle -> {
            int keys = mark(handle, handle.createQuery(MARK_ONE).bind("store", number.value()));
            handle.createUpdate(DOUBT_ONE).bind("store", number.value()).execute();
            askOfPeople(handle, number);
            handle.createUpdate(DOUBT_ONE_PLAN).bind("store", number.value()).execute();
            if (keys > 0) {
                JdbcActivity.add(handle, who, "store.sync", "store/" + number, "");
            }
            return keys;
        });
        wake.run();
        return marked > 0;
    }

    @Override
    public long syncAll(String who) {
        long marked = jdbi.inTransaction(handle -> {
            long keys = markAll(handle);
            JdbcActivity.add(handle, who, "sync", "all", keys + " keys");
            return keys;
        });
        wake.run();
        return marked;
    }

    private static long markAll(Handle handle) {
        long keys = mark(handle, handle.createQuery(MARK_ALL));
        handle.execute(DOUBT_ALL);
        handle.execute(ASK_OF_UNUSABLE);
        handle.execute(DOUBT_ALL_PLANS);
        return keys;
    }

    /** What was given up is tried again, so nobody has to send its letter again. */
    static int mark(Handle handle, Query sql) {
        List<String> keys = sql.mapTo(String.class).list();
        JdbcDeadLetters.supersede(handle, keys);
        return keys.size();
    }

    private static void askOfPeople(Handle handle, StoreNumber number) {
        List<String> identities = FactReader.identities(StoreFacts.ofStaff(handle, number)).stream()
                .map(JdbcPeople::key)
                .toList();
        handle.createUpdate(ASK_OF_THESE)
                .bindArray("identities", String.class, identities)
                .execute();
    }
}
