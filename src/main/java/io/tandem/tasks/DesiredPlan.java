package io.tandem.tasks;

import io.tandem.model.RetailTask;
import io.tandem.model.Store;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that the plan of a store should have now.
 *
 * @param store the store
 * @param teamId id of its team, null while there is none
 * @param tasks what Commerce says of each task, those that it deleted included
 * @param users user id by personnel number, of people who have a usable account
 * @param members user ids of those who are in the team
 * @param links the task that Commerce made of a task that was made in Planner, by its id there
 */
public record DesiredPlan(
        Store store,
        @Nullable String teamId,
        SortedMap<TaskRef, RetailTask> tasks,
        Map<String, String> users,
        Set<String> members,
        Map<String, TaskRef> links) {

    /** Copies the collections. */
    public DesiredPlan {
        tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
        users = Map.copyOf(users);
        members = Set.copyOf(members);
        links = Map.copyOf(links);
    }

    /** {@return the tasks of a store, of which none is linked to one made in Planner but by its very id} */
    public static DesiredPlan of(StoreTasks wanted, TeamAccess access) {
        return of(wanted, access, Map.of());
    }

    /**
     * Derives the plan of a store.
     *
     * @param wanted what Commerce says
     * @param access who can be assigned
     * @param links Planner's id of the task that Commerce made its own, by the id that Commerce gave it
     */
    public static DesiredPlan of(StoreTasks wanted, TeamAccess access, Map<TaskId, String> links) {
        SortedMap<TaskRef, RetailTask> tasks = new TreeMap<>();
        Map<String, TaskRef> refs = new HashMap<>();
        wanted.tasks().forEach(task -> {
            TaskRef ref = TaskRef.of(task.id());
            tasks.put(ref, task);
            refs.put(links.getOrDefault(task.id(), task.id().value()), ref);
        });
        Map<String, String> users = new HashMap<>();
        wanted.people().forEach((number, identity) -> {
            String user = access.accounts().get(identity);
            if (user != null) {
                users.put(number.value(), user);
            }
        });
        return new DesiredPlan(wanted.store(), access.teamId(), tasks, users, access.members(), refs);
    }

    Optional<RetailTask> task(TaskRef ref) {
        return Optional.ofNullable(tasks.get(ref));
    }

    /** How Commerce names a task of Planner. */
    TaskRef refOf(String plannerTaskId) {
        return Optional.ofNullable(links.get(plannerTaskId)).orElseGet(() -> TaskRef.madeInPlanner(plannerTaskId));
    }

    /** What is known, with the ids that Commerce has given since to tasks that were made in Planner. */
    KnownPlan named(KnownPlan known) {
        KnownPlan named = known;
        for (TaskRef ref : known.tasks().keySet()) {
            TaskRef linked = links.get(Optional.ofNullable(ref.plannerTaskId()).orElse(""));
            named = linked == null ? named : named.linked(ref, linked);
        }
        return named;
    }
}
