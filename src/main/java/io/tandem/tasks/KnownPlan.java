package io.tandem.tasks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a store's plan: written before each call (what is meant) and after it (what came of it).
 *
 * @param stage how far the plan is
 * @param buckets its buckets
 * @param tasks its tasks: those of Commerce, and those made in Planner that Commerce has given no id
 * @param rhythm when its tasks were read and are read again
 * @param calls what it cost so far in Graph calls
 * @param twins tasks that may be there twice
 */
public record KnownPlan(
        PlanStage stage, Buckets buckets, Map<TaskRef, KnownTask> tasks, Rhythm rhythm, int calls, Twins twins) {

    /** Copies the tasks. */
    public KnownPlan {
        tasks = Map.copyOf(tasks);
    }

    /** {@return a plan of which nothing is known} */
    public static KnownPlan unknown() {
        return new KnownPlan(
                new PlanStage.Unknown(null, null, null), Buckets.UNKNOWN, Map.of(), Rhythm.never(), 0, Twins.NONE);
    }

    /** {@return this plan with tasks that somebody may have changed: they are read before anything else is done} */
    public KnownPlan doubted() {
        return with(rhythm.doubted());
    }

    /** {@return this plan once Commerce has given an id to a task that was made in Planner} */
    public KnownPlan linked(TaskRef made, TaskRef linked) {
        KnownTask task = tasks.get(made);
        KnownTask there = tasks.get(linked);
        if (task == null || there != null && !there.presence().equals(new Presence.Absent())) {
            return this;
        }
        return with(made, null).with(linked, task);
    }

    Optional<KnownTask> task(TaskRef ref) {
        return Optional.ofNullable(tasks.get(ref));
    }

    boolean isCreating() {
        return tasks.values().stream().anyMatch(task -> task.presence() instanceof Presence.Creating);
    }

    KnownPlan at(PlanStage next) {
        return new KnownPlan(next, buckets, tasks, rhythm, calls, twins);
    }

    /** Its plan answers. */
    KnownPlan answering() {
        return stage instanceof PlanStage.Ready ready ? at(new PlanStage.Ready(ready.id())) : this;
    }

    KnownPlan with(Buckets other) {
        return new KnownPlan(stage, other, tasks, rhythm, calls, twins);
    }

    KnownPlan with(Rhythm other) {
        return new KnownPlan(stage, buckets, tasks, other, calls, twins);
    }

    KnownPlan with(Map<TaskRef, KnownTask> others) {
        return new KnownPlan(stage, buckets, others, rhythm, calls, twins);
    }

    KnownPlan with(Twins other) {
        return new KnownPlan(stage, buckets, tasks, rhythm, calls, other);
    }

    /** The same plan with another task, or without it when null. */
    KnownPlan with(TaskRef ref, @Nullable KnownTask task) {
        Map<TaskRef, KnownTask> all = new HashMap<>(tasks);
        if (task == null) {
            all.remove(ref);
        } else {
            all.put(ref, task);
        }
        return with(all);
    }

    KnownPlan paid() {
        return new KnownPlan(stage, buckets, tasks, rhythm, calls + 1, twins);
    }
}
