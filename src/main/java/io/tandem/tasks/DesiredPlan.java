package io.tandem.tasks;

import io.tandem.model.RetailTask;
import io.tandem.model.Store;
import io.tandem.model.StoreTasks;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /**
     * Derives the plan of a store.
     *
     * @param wanted what Commerce says
     * @param access who can be assigned
     */
    public static DesiredPlan of(StoreTasks wanted, TeamAccess access) {
        SortedMap<TaskRef, RetailTask> tasks = new TreeMap<>();
        wanted.tasks().forEach(task -> tasks.put(TaskRef.of(task.id()), task));
        Map<String, String> users = new HashMap<>();
        wanted.people().forEach((number, identity) -> {
            String user = access.accounts().get(identity);
            if (user != null) {
                users.put(number.value(), user);
            }
        });
        return new DesiredPlan(wanted.store(), access.teamId(), tasks, users, access.members(), links(wanted.tasks()));
    }

    /** Commerce names the task of Planner, or took its id for its own; of two that name the same the one that it has not deleted counts. */
    private static Map<String, TaskRef> links(List<RetailTask> tasks) {
        Map<String, TaskRef> links = new HashMap<>();
        tasks.stream()
                .sorted(Comparator.comparing(task -> task.plannerTaskId() != null && !task.deleted()))
                .forEach(task -> links.put(
                        Objects.requireNonNullElse(
                                task.plannerTaskId(), task.id().value()),
                        TaskRef.of(task.id())));
        return links;
    }

    Optional<RetailTask> task(TaskRef ref) {
        return Optional.ofNullable(tasks.get(ref));
    }

    /** How Commerce names a task of Planner. */
    TaskRef refOf(String plannerTaskId) {
        return Optional.ofNullable(links.get(plannerTaskId)).orElseGet(() -> TaskRef.madeInPlanner(plannerTaskId));
    }

    /** Whether Commerce deleted a task of which something is known: what people make of it after that is another one. */
    private boolean isGivenUp(TaskRef ref, KnownPlan known) {
        return known.tasks().containsKey(ref)
                && task(ref).filter(RetailTask::deleted).isPresent();
    }

    /** What is known, with the ids that Commerce has given since to tasks that were made in Planner. */
    KnownPlan named(KnownPlan known) {
        KnownPlan named = known;
        for (TaskRef ref : known.tasks().keySet()) {
            TaskRef linked = links.get(Optional.ofNullable(ref.plannerTaskId()).orElse(""));
            named = linked == null || isGivenUp(linked, known) ? named : named.linked(ref, linked);
        }
        return named;
    }
}
