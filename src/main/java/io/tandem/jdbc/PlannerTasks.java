package io.tandem.jdbc;

import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.Presence;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Remembers in the plan of which store tasks of Planner were, whatever becomes of the rows of the tasks. */
final class PlannerTasks {
    private static final String REMEMBER = """
            insert into planner_task (planner_task_id, store_number, plan_id)
            select id, :store, :plan from unnest(:ids::text[]) as id order by id
            on conflict (planner_task_id) do update
            set store_number = excluded.store_number, plan_id = excluded.plan_id, at = excluded.at""";

    /** A plan that goes from one store to another takes its tasks along: nobody has moved them. */
    private static final String MOVED = """
            select planner_task_id from planner_task
            where planner_task_id = any(:ids) and store_number <> :store
              and plan_id is distinct from (select plan_id from plan where plan.store_number = :store)""";

    private static final String LEFT = """
            select distinct store_number from task
            where planner_task_id = any(:ids) and presence = 'present' and store_number <> :store""";

    /** In the order in which all lock keys. */
    private static final String LOCK = """
            select key from due_key where key = any(:keys) order by key for update""";

    /** Noted beside what is known of the plan, so that whoever works on it now does not write over it. */
    private static final String LOOK_AGAIN = """
            update plan set doubted = true where store_number = any(:stores)""";

    private PlannerTasks() {}

    /**
     * {@return the stores that do not know yet that tasks of theirs are in the plan of this one} Their keys and that of this store
     * are locked, before any other row is.
     */
    static Set<StoreNumber> left(Handle handle, StoreNumber store, KnownPlan before, KnownPlan after) {
        Set<String> ids = arrived(before, after);
        Set<StoreNumber> left = ids.isEmpty()
                ? Set.of()
                : handle.createQuery(LEFT)
                        .bind("store", store.value())
                        .bindArray("ids", String.class, ids)
                        .mapTo(String.class)
                        .map(StoreNumber::new)
                        .set();
        if (!left.isEmpty()) {
            List<String> keys = Stream.concat(left.stream(), Stream.of(store))
                    .map(number -> Key.ofTasks(number).toString())
                    .toList();
            handle.createQuery(LOCK)
                    .bindArray("keys", String.class, keys)
                    .mapTo(String.class)
                    .list();
        }
        return left;
    }

    /** They are read at once: until then what Commerce says of such a task would be written into the plan of another store. */
    static void lookAgain(Handle handle, Set<StoreNumber> stores) {
        if (!stores.isEmpty()) {
            stores.forEach(store -> JdbcDueKeys.markDueIfThere(handle, Key.ofTasks(store)));
            handle.createUpdate(LOOK_AGAIN)
                    .bindArray(
                            "stores",
                            String.class,
                            stores.stream().map(StoreNumber::value).toList())
                    .execute();
        }
    }

    /** Remembers those that are there now and were not there before. */
    static void remember(Handle handle, StoreNumber store, KnownPlan before, KnownPlan after) {
        Set<String> ids = arrived(before, after);
        if (!ids.isEmpty()) {
            after.stage()
                    .planId()
                    .ifPresent(plan -> handle.createUpdate(REMEMBER)
                            .bind("store", store.value())
                            .bind("plan", plan)
                            .bindArray("ids", String.class, ids)
                            .execute());
        }
    }

    private static Set<String> arrived(KnownPlan before, KnownPlan after) {
        Set<String> ids = present(after);
        ids.removeAll(present(before));
        return ids;
    }

    private static Set<String> present(KnownPlan plan) {
        return plan.tasks().values().stream()
                .filter(task -> task.presence() instanceof Presence.Present)
                .flatMap(task -> task.presence().lastId().stream())
                .collect(Collectors.toSet());
    }

    /** {@return those of the tasks that were in the plan of another store when they were seen last, and in another plan} */
    static Set<String> moved(Handle handle, StoreNumber store, Collection<String> ids) {
        return handle.createQuery(MOVED)
                .bind("store", store.value())
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .set();
    }
}
