package io.tandem.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Plans the buckets and tasks of a plan that is there. */
final class PlanWork {
    private final KnownPlan known;
    private final TaskPolicy policy;
    private final String planId;
    private final Instant now;
    private final List<TaskPlan> tasks;
    private final BucketPlan buckets;
    private final List<Step> steps = new ArrayList<>();

    PlanWork(DesiredPlan desired, KnownPlan known, TaskPolicy policy, String planId, Instant now) {
        this.known = known;
        this.policy = policy;
        this.planId = planId;
        this.now = now;
        this.buckets = new BucketPlan(desired, known.buckets(), policy, now);
        Set<TaskRef> refs = new TreeSet<>(known.tasks().keySet());
        refs.addAll(desired.tasks().keySet());
        this.tasks = refs.stream()
                .map(ref -> new TaskPlan(TaskView.of(ref, desired, policy, known, now)))
                .toList();
    }

    List<Step> steps(Collection<Finding> findings) {
        List<Step> writes =
                tasks.stream().flatMap(task -> task.steps().stream()).toList();
        List<TaskPlan> deletions =
                tasks.stream().filter(TaskPlan::isToBeDeleted).toList();
        List<Step> twins = known.twins().deletions();
        List<Step> seen = delete(deletions, twins);
        boolean unseen = seen.size() < deletions.size() + twins.size();
        if (known.buckets().isAsking()) {
            steps.add(new Step.ReadBuckets(planId));
        }
        steps.addAll(seen);
        if (isLookDue() || unseen) {
            steps.add(look(deletions.isEmpty() && twins.isEmpty()));
        }
        steps.addAll(only(writes, true));
        create(findings);
        steps.addAll(only(writes, false));
        tasks.forEach(task -> task.report(findings));
        known.twins().report(findings);
        return steps;
    }

    /** At once after the look: each other call takes time, in which the look may become too old to delete anything on it. */
    private List<Step> delete(List<TaskPlan> deletions, List<Step> twins) {
        Instant fresh = now.minus(policy.pace().fresh());
        Stream<Step> seen = deletions.stream().flatMap(task -> task.deletion(known.rhythm(), fresh).stream());
        return Stream.concat(seen, known.rhythm().isListedSince(fresh) ? twins.stream() : Stream.empty())
                .toList();
    }

    /** Whoever trusts the history feed asks it first; now and then, and before a deletion, all tasks are read. */
    private Step look(boolean nothingGoes) {
        Instant readAt = known.rhythm().readAt();
        boolean ask = policy.history()
                && nothingGoes
                && !isSomebodyLate()
                && !known.isCreating()
                && known.rhythm().isAskedFirst(policy.pace(), now);
        return ask && readAt != null
                ? new Step.ReadHistory(
                        planId,
                        readAt.minus(policy.pace().fresh()),
                        now.plus(policy.pace().slack()),
                        policy.applicationId())
                : new Step.ReadTasks(planId);
    }

    private static List<Step> only(List<Step> steps, boolean reads) {
        return steps.stream()
                .filter(step -> reads != (step instanceof Step.Write))
                .toList();
    }

    private boolean isLookDue() {
        boolean due = !now.isBefore(known.rhythm().dueAt(policy.pace()));
        return due
                || isSomebodyLate()
                || lookAt().filter(at -> !now.isBefore(at)).isPresent();
    }

    private boolean isSomebodyLate() {
        return tasks.stream().anyMatch(TaskPlan::isToldWhenRead);
    }

    /** When the list tells what became of the task whose making is unclear. */
    Optional<Instant> lookAt() {
        return known.tasks().values().stream()
                .flatMap(task -> task.presence() instanceof Presence.Creating creating
                        ? Stream.of(creating.lookAt())
                        : Stream.empty())
                .min(Instant::compareTo);
    }

    /** One after the other: while it is unclear whether one was made, no other is, so that it can be told which it is. */
    private void create(Collection<Finding> findings) {
        List<TaskPlan> missing = tasks.stream().filter(TaskPlan::isMissing).toList();
        Optional<String> full =
                tasks.stream().flatMap(task -> task.limitOfPlan().stream()).findFirst();
        if (full.isPresent()) {
            full.filter(limit -> !missing.isEmpty())
                    .ifPresent(limit -> findings.add(new Finding.PlanFull(limit, missing.size())));
        } else if (!known.isCreating()) {
            Set<String> named = new HashSet<>();
            missing.forEach(task -> create(task, named));
        }
        buckets.refused(tasks).forEach((list, why) -> findings.add(new Finding.BucketRefused(list, why.code())));
    }

    private void create(TaskPlan task, Set<String> named) {
        String bucket = buckets.bucketFor(task.ref());
        Optional<String> id = known.buckets().find(bucket);
        boolean asked = known.buckets().known() || known.buckets().isAsking();
        if (!asked && named.isEmpty()) {
            steps.add(new Step.ReadBuckets(planId));
        }
        if (named.add(bucket) && id.isEmpty() && buckets.isPossible(bucket)) {
            steps.add(new Step.CreateBucket(planId, bucket));
        }
        steps.add(task.creation(planId, id.orElse(null)));
    }

    /** When Graph may be asked again about what it refused. */
    Stream<Instant> retries() {
        Stream<Instant> lists = buckets.refused(tasks).values().stream().map(Buckets.Refused::until);
        return Stream.concat(tasks.stream().flatMap(TaskPlan::retries), lists).filter(now::isBefore);
    }
}
