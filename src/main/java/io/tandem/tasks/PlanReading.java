package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the list of a plan's tasks changes. */
final class PlanReading {
    /** Looks at a plan with a task that is due today are at most so many times as far apart as those at a busy one. */
    private static final int DUE_TODAY = 8;

    private final DesiredPlan desired;
    private final TaskPolicy policy;
    private final Instant now;
    private final Bulletin bulletin;
    private final String planId;
    private final Map<String, PlannerTask> unknown = new LinkedHashMap<>();
    private KnownPlan known;
    private boolean busy;

    PlanReading(Transition transition, KnownPlan known, String planId, Bulletin bulletin) {
        this.desired = transition.desired();
        this.policy = transition.policy();
        this.now = transition.now();
        this.known = known;
        this.planId = planId;
        this.bulletin = bulletin;
    }

    KnownPlan read(Outcome.TasksRead list) {
        Buckets buckets = known.buckets();
        list.tasks().stream()
                .filter(task -> !list.moved().contains(task.id()))
                .forEach(task -> unknown.put(task.id(), task));
        Set<TaskRef> refs = new TreeSet<>(known.tasks().keySet());
        refs.forEach(this::lookAtKnown);
        refs.forEach(this::lookForMade);
        desired.tasks().keySet().forEach(this::adopt);
        lookForTwins();
        Stream<PlannerTask> moved =
                list.tasks().stream().filter(task -> list.moved().contains(task.id()));
        Map<Boolean, List<PlannerTask>> made = Stream.concat(
                        moved, unknown.values().stream().filter(task -> !isOwn(task)))
                .collect(Collectors.partitioningBy(task -> buckets.isStrange(task.bucketId())));
        made.getOrDefault(false, List.of()).forEach(this::welcome);
        readDetailsAgain();
        KnownPlan read = known.with(within(known.rhythm().read(busy || bulletin.hasNews(), policy.pace(), now)));
        return asking(read, made.getOrDefault(true, List.of()));
    }

    /** Nothing happened in Planner; Commerce may have taken over what it was told. */
    KnownPlan asBefore() {
        new TreeSet<>(known.tasks().keySet())
                .forEach(ref -> known = known.with(ref, new TaskReading(view(ref), planId, bulletin).asBefore()));
        readDetailsAgain();
        return known.with(within(known.rhythm().asked(policy.pace(), now)));
    }

    /** Nobody promises that the etag of a task moves with its details: at each look those of one open task are read again. */
    private void readDetailsAgain() {
        Instant recently = now.minus(policy.pace().quiet());
        known.tasks().entrySet().stream()
                .filter(task -> task.getValue().details().isReadBefore(recently))
                .map(task -> view(task.getKey()))
                .filter(view -> view.known().presence() instanceof Presence.Present present
                        && present.sight() == Presence.Sight.CLEAR
                        && view.isOpen())
                .min(Comparator.comparing(
                                (TaskView view) -> view.known().details().at())
                        .thenComparing(TaskView::ref))
                .ifPresent(view -> known = known.with(view.ref(), view.known().unsure(now)));
    }

    /** Where something is due today people will be at work, but not all the day. */
    private Rhythm within(Rhythm next) {
        return isDueToday() ? next.within(policy.pace().busy().multipliedBy(DUE_TODAY)) : next;
    }

    private void lookAtKnown(TaskRef ref) {
        TaskView view = view(ref);
        Presence presence = view.known().presence();
        if (presence instanceof Presence.Absent || presence instanceof Presence.Present present && present.isBack()) {
            lookAtGone(view, presence.left());
        } else if (presence instanceof Presence.Present before) {
            PlannerTask task = unknown.remove(before.id());
            busy |= task == null || !task.etag().equals(before.etag());
            known = known.with(
                    ref,
                    task == null
                            ? new TaskReading(view, planId, bulletin).missing()
                            : new TaskReading(view, planId, bulletin).seen(task));
        }
    }

    /** A list may show for a while what was deleted, but people also move a task to another plan and back. */
    private void lookAtGone(TaskView view, Presence.Absent absent) {
        String was = absent.was();
        KnownTask gone = new TaskReading(view.knowing(view.known().at(absent)), planId, bulletin).asBefore();
        PlannerTask back = gone == null || was == null ? null : unknown.remove(was);
        known = known.with(
                view.ref(),
                gone == null || back == null
                        ? gone
                        : gone.at(new Presence.Present(
                                        back.id(),
                                        Objects.requireNonNullElse(absent.etag(), back.etag()),
                                        Presence.Sight.BACK))
                                .parked(view.known().presence() instanceof Presence.Absent ? null : gone.parked()));
    }

    /** A task whose making is unclear: it is the one that fits, or it was not made and its request is kept in mind. */
    private void lookForMade(TaskRef ref) {
        TaskView view = view(ref);
        if (!(view.known().presence() instanceof Presence.Creating creating)) {
            return;
        }
        Optional<PlannerTask> made = unknown.values().stream()
                .filter(task -> isMade(view, creating, task))
                .filter(task -> isAlike(view, creating, task) || !known.twins().isExpected(task, view.form()::face))
                .min(Comparator.comparing(task -> !isAlike(view, creating, task)));
        if (made.isPresent()) {
            unknown.remove(made.get().id());
            known = known.with(ref, new TaskReading(view, planId, bulletin).seen(made.get()));
        } else {
            Instant settled = creating.since().plus(policy.pace().settle());
            known = now.isBefore(settled)
                    ? known.with(
                            ref, view.known().at(new Presence.Creating(creating.since(), creating.bucketId(), settled)))
                    : known.with(ref, view.known().at(new Presence.Absent()))
                            .with(known.twins().and(view.unanswered(creating)));
        }
    }

    /** Whether Tandem made it, and Commerce does not name it as one that people brought here. */
    private boolean isOwn(PlannerTask task) {
        return policy.isOurs(task) && desired.refOf(task.id()).isMadeInPlanner();
    }

    /** What Tandem made and knows of no task what it is was asked for before and given up. */
    private void lookForTwins() {
        List<PlannerTask> strangers =
                unknown.values().stream().filter(this::isOwn).toList();
        TaskForm form = new TaskForm(desired, policy);
        known = known.with(known.twins()
                .seen(strangers, form::face, since -> since.minus(policy.pace().slack()), now));
    }

    /** A task that Tandem made and does not know any more, as after a restore of its database, is not made twice. */
    private void adopt(TaskRef ref) {
        TaskView view = view(ref);
        TaskPlan plan = new TaskPlan(view);
        if (!plan.isMissing()) {
            return;
        }
        Map<TaskField, String> meant = plan.creation(planId, null).values();
        unknown.values().stream()
                .filter(policy::isOurs)
                .filter(task -> isAlike(view.form().face(task), meant))
                .findFirst()
                .ifPresent(task -> {
                    unknown.remove(task.id());
                    known = known.with(ref, new TaskReading(view, planId, bulletin).seen(task))
                            .with(known.twins().landed(ref));
                });
    }

    private static boolean isAlike(Map<TaskField, String> face, Map<TaskField, String> meant) {
        return Stream.of(TaskField.TITLE, TaskField.DUE_DATE)
                .allMatch(field -> meant.getOrDefault(field, "").equals(face.get(field)));
    }

    /** What Tandem made since then is that task, whatever became of it; when Planner does not say, it has to look alike. */
    private boolean isMade(TaskView view, Presence.Creating creating, PlannerTask task) {
        Instant earliest = creating.since().minus(policy.pace().slack());
        if (task.origin().createdAt().isBefore(earliest)) {
            return false;
        }
        if (policy.applicationId() != null && task.createdBy() != null) {
            return policy.isOurs(task);
        }
        return isAlike(view, creating, task);
    }

    private static boolean isAlike(TaskView view, Presence.Creating creating, PlannerTask task) {
        Map<TaskField, String> face = view.form().face(task);
        String bucket = Optional.ofNullable(task.bucketId()).orElse("");
        return creating.bucketId().equals(bucket)
                && view.known().shown(TaskField.TITLE).equals(face.get(TaskField.TITLE))
                && view.known().shown(TaskField.DUE_DATE).equals(face.get(TaskField.DUE_DATE));
    }

    /** What is in a bucket of which nobody knows the name is told once that is read. */
    private static KnownPlan asking(KnownPlan read, List<PlannerTask> tasks) {
        Buckets buckets = tasks.stream()
                .flatMap(task -> Stream.ofNullable(task.bucketId()))
                .reduce(read.buckets(), Buckets::asking, (one, other) -> other);
        return tasks.isEmpty() ? read : read.with(buckets).doubted();
    }

    /** The list of a task, null when it is on none, or nobody knows. */
    private @Nullable String list(PlannerTask task) {
        return known.buckets()
                .nameOf(task.bucketId())
                .filter(name -> !name.equals(policy.defaultBucket()))
                .orElse(null);
    }

    private void welcome(PlannerTask task) {
        TaskRef linked = desired.refOf(task.id());
        TaskRef ref = known.task(linked).isPresent() ? TaskRef.madeInPlanner(task.id()) : linked;
        TaskView view = view(ref).knowing(KnownTask.fresh(true));
        known = known.with(ref, new TaskReading(view, planId, bulletin).found(task, list(task)));
        busy = true;
    }

    /**
     * People brought a task back that Commerce has deleted since it went: now it is one that they made. On which list it is can be told
     * once its bucket has a name.
     */
    KnownPlan brought(TaskRef ref, PlannerTask task) {
        String bucket = task.bucketId();
        if (bucket != null && known.buckets().isStrange(bucket)) {
            return known.with(known.buckets().asking(bucket));
        }
        known = known.with(ref, view(ref).known().at(new Presence.Absent()));
        TaskRef made = TaskRef.madeInPlanner(task.id());
        TaskReading reading = new TaskReading(view(made), planId, bulletin);
        return known.with(made, reading.found(task, list(task)));
    }

    private boolean isDueToday() {
        String today = LocalDate.ofInstant(now, desired.store().zone()).toString();
        return known.tasks().keySet().stream()
                .map(this::view)
                .anyMatch(view -> view.known().shown(TaskField.DUE_DATE).equals(today)
                        && view.known().presence() instanceof Presence.Present
                        && view.isOpen());
    }

    private TaskView view(TaskRef ref) {
        return TaskView.of(ref, desired, policy, known, now);
    }

    /** Commerce has given ids to tasks that people made. */
    static KnownPlan linked(
            KnownPlan known, DesiredPlan desired, BiFunction<KnownPlan, TaskRef, TaskReading> readings) {
        KnownPlan named = desired.named(known);
        if (named.equals(known)) {
            return known;
        }
        KnownPlan told = named;
        Set<TaskRef> linked = new TreeSet<>(named.tasks().keySet());
        linked.removeAll(known.tasks().keySet());
        for (TaskRef ref : linked) {
            told = told.with(ref, readings.apply(named, ref).linked());
        }
        return told;
    }

    /** The tasks of a plan that is gone are made anew in the next one; what people made there is gone. */
    static KnownPlan lost(KnownPlan known, Function<TaskRef, TaskReading> readings) {
        KnownPlan left = known;
        for (TaskRef ref : new TreeSet<>(known.tasks().keySet())) {
            KnownTask task = known.tasks().get(ref);
            boolean made = ref.isMadeInPlanner();
            left = left.with(
                    ref,
                    made || task == null
                            ? readings.apply(ref).gone()
                            : task.gone().parked(null));
        }
        return left.with(Buckets.UNKNOWN).with(Rhythm.never()).with(Twins.NONE);
    }
}
