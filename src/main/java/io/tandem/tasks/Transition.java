package io.tandem.tasks;

import static io.tandem.model.TaskField.STATUS;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How what is known changes with a step: {@link #intended} before the call, {@link #after} once its outcome is known.
 * Whatever happens between the two, the next plan looks before it acts. News and entries belong to the call that gives
 * them: each is saved with it, and not again.
 *
 * @param desired the tasks that the store should have, as the plan of the step saw them: what Commerce said since is for
 *     the next plan
 * @param policy what the retailer chose
 * @param now the time of the step
 */
public record Transition(DesiredPlan desired, TaskPolicy policy, Instant now) {
    /** {@return what is known once the step is meant: values that Planner may show from now on, a task that may exist} */
    public Change intended(KnownPlan before, Step step) {
        Bulletin bulletin = new Bulletin();
        KnownPlan linked = PlanReading.linked(before, desired, (named, ref) -> reading(named, ref, bulletin));
        return bulletin.before(meant(linked, step));
    }

    private Change meant(KnownPlan known, Step step) {
        if (known.twins().isAbout(step)) {
            return Change.to(known);
        }
        return switch (step) {
            case Step.CreatePlan create ->
                Change.to(known.at(new PlanStage.Unknown(
                        null, create.title(), now.plus(policy.pace().settle()))));
            case Step.CreateBucket create ->
                Change.to(known.with(known.buckets().doubted()));
            case Step.CreateTask create -> meant(known, create, Set.of(TaskField.values()), creating(known, create));
            case Step.UpdateTask update ->
                meant(
                        known,
                        update,
                        update.values().keySet(),
                        task(known, update).doubted().writing(update.values()));
            case Step.UpdateDetails update -> {
                KnownTask task = task(known, update);
                yield meant(
                        known,
                        update,
                        update.values().keySet(),
                        task.with(task.details().doubted()).writing(update.values()));
            }
            case Step.DeleteTask delete ->
                meant(
                        known,
                        delete,
                        Set.of(STATUS),
                        task(known, delete).doubted().writing(Map.of(STATUS, TaskForm.CANCELED)));
            default -> Change.to(known);
        };
    }

    private KnownTask creating(KnownPlan known, Step.CreateTask create) {
        KnownTask task = task(known, create);
        return task.presence() instanceof Presence.Creating
                ? task
                : task.at(new Presence.Creating(
                                now, Optional.ofNullable(create.bucketId()).orElse(""), soon()))
                        .in(desired.store().zone());
    }

    private Change meant(KnownPlan known, Step.OfTask step, Set<TaskField> fields, KnownTask task) {
        TaskView view = view(known, step.ref());
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        fields.forEach(field -> agreed.put(
                field,
                step instanceof Step.CreateTask create
                        ? view.field(field).made(create)
                        : view.field(field).meant()));
        return new Change(
                known.with(step.ref(), task.with(agreed)).with(known.rhythm().busy(policy.pace())),
                List.of(),
                TaskReading.overwritten(view, fields));
    }

    /**
     * What is known after the step. Nothing is intended any more when Graph did not carry it out; a call whose answer is
     * lost leaves the intention standing.
     *
     * @param before what was known before the step, or once it was intended
     */
    public Change after(KnownPlan before, Step step, Outcome outcome) {
        KnownPlan meant = intended(before, step).known();
        KnownPlan intended = meant.paid();
        if (meant.twins().isAbout(step)) {
            return Change.to(Twins.after(intended, step, outcome));
        }
        return switch (outcome) {
            case Outcome.Postponed postponed -> Change.to(postponed.unclear() ? intended : undone(meant, step));
            case Outcome.Denied denied -> Change.to(undone(intended, step));
            case Outcome.Refused refused -> Change.to(refusals().refused(undone(intended, step), step, refused.code()));
            case Outcome.Outdated outdated -> Change.to(doubted(undone(intended, step), step));
            case Outcome.Gone gone -> gone(intended, undone(intended, step), step);
            default -> answered(intended, step, outcome);
        };
    }

    private Change answered(KnownPlan known, Step step, Outcome outcome) {
        Bulletin bulletin = new Bulletin();
        KnownPlan after = switch (outcome) {
            case Outcome.PlansFound found -> found(known, found.plans(), bulletin);
            case Outcome.PlanCreated created -> ready(known, created.id(), bulletin);
            case Outcome.BucketsRead read -> known.with(known.buckets().read(read.buckets()));
            case Outcome.BucketCreated created ->
                known.with(known.buckets().created(((Step.CreateBucket) step).name(), created.id()));
            case Outcome.TasksRead read -> new PlanReading(this, known.answering(), planId(known), bulletin).read(read);
            case Outcome.HistoryRead read ->
                read.changed() ? known.doubted() : new PlanReading(this, known, planId(known), bulletin).asBefore();
            case Outcome.TaskSeen seen -> seen(known, (Step.OfTask) step, seen.task(), bulletin);
            case Outcome.DetailsSeen seen -> seen(known, (Step.OfTask) step, seen.details(), bulletin);
            case Outcome.TaskDeleted deleted -> deleted(known, (Step.DeleteTask) step);
            default -> known;
        };
        return bulletin.with(bulletin.hasNews() ? after.with(after.rhythm().busy(policy.pace())) : after);
    }

    private KnownPlan found(KnownPlan known, List<Outcome.PlansFound.Plan> plans, Bulletin bulletin) {
        PlanStage.Unknown before =
                known.stage() instanceof PlanStage.Unknown unknown ? unknown : new PlanStage.Unknown(null, null, null);
        PlanStage next = new PlanSearch(policy.pace(), now).found(before, plans, policy.title(desired.store()));
        String lost = before.lost();
        if (next.lastId().isPresent() && next.lastId().equals(before.lastId())) {
            return known.at(next).doubted();
        }
        KnownPlan rest = lost == null
                ? known
                : PlanReading.lost(known, ref -> new TaskReading(view(known, ref), lost, bulletin));
        return next.planId().map(id -> ready(rest, id, bulletin)).orElseGet(() -> rest.at(next));
    }

    private KnownPlan ready(KnownPlan known, String planId, Bulletin bulletin) {
        bulletin.tell(new TaskNews.PlanLinked(desired.store().number(), planId));
        return known.at(new PlanStage.Ready(planId));
    }

    /** People may move a task to the plan of somebody else: then it is gone from this one until they bring it back, deleted or not. */
    private KnownPlan seen(KnownPlan known, Step.OfTask step, PlannerTask task, Bulletin bulletin) {
        TaskReading reading = reading(known, step.ref(), bulletin);
        if (!task.isIn(planId(known)) && !new Recency(view(known, step.ref())).isOld(task)) {
            KnownTask gone = Objects.requireNonNullElse(
                    reading.gone(), reading.view().known().gone());
            return known.with(step.ref(), gone.at(new Presence.Absent(task.id(), task.etag())));
        }
        if (reading.view().isDeleted()
                && reading.view().known().presence() instanceof Presence.Present present
                && present.isBroughtAs(task)) {
            return new PlanReading(this, known, planId(known), bulletin).brought(step.ref(), task);
        }
        return known.with(
                step.ref(),
                step instanceof Step.Write write ? reading.written(write.values(), task) : reading.seen(task));
    }

    private KnownPlan seen(KnownPlan known, Step.OfTask step, PlannerDetails details, Bulletin bulletin) {
        TaskReading reading = reading(known, step.ref(), bulletin);
        return known.with(
                step.ref(),
                step instanceof Step.Write write ? reading.written(write.values(), details) : reading.seen(details));
    }

    private KnownPlan deleted(KnownPlan known, Step.DeleteTask delete) {
        TaskView view = view(known, delete.ref());
        KnownTask task = view.known();
        return known.with(
                delete.ref(),
                view.isDeleted()
                        ? null
                        : task.with(Map.of(STATUS, task.agreed(STATUS).written(TaskForm.CANCELED)))
                                .gone()
                                .parked(null));
    }

    /** What is known when the step was not carried out. */
    private KnownPlan undone(KnownPlan known, Step step) {
        return switch (step) {
            case Step.CreatePlan create -> known.at(new PlanStage.Missing());
            case Step.CreateBucket create -> known.with(known.buckets().undoubted());
            case Step.CreateTask create ->
                known.with(create.ref(), task(known, create).at(new Presence.Absent()));
            case Step.UpdateTask update ->
                known.with(
                        update.ref(),
                        task(known, update).cleared(update.values().keySet()));
            case Step.DeleteTask delete ->
                known.with(delete.ref(), task(known, delete).cleared(Set.of(STATUS)));
            case Step.UpdateDetails update ->
                known.with(
                        update.ref(),
                        task(known, update)
                                .settled(update.values().keySet())
                                .with(new KnownTask.Details(
                                        update.etag(),
                                        false,
                                        task(known, update).details().readAt())));
            default -> known;
        };
    }

    /** Somebody was faster: look, merge, and write again. */
    private static KnownPlan doubted(KnownPlan known, Step step) {
        return switch (step) {
            case Step.UpdateDetails update -> {
                KnownTask task = task(known, update);
                yield known.with(update.ref(), task.with(task.details().doubted()));
            }
            case Step.OfTask other -> known.with(other.ref(), task(known, other).doubted());
            default -> known;
        };
    }

    private Change gone(KnownPlan intended, KnownPlan undone, Step step) {
        return switch (step) {
            case Step.DeleteTask delete -> Change.to(deleted(intended, delete));
            case Step.ReadTask read -> missing(undone, read);
            case Step.CreateTask create ->
                Change.to(
                        Refusals.mayBeMissed(undone, create, Refusals.NOT_FOUND)
                                ? planGone(refusals().missed(undone, create))
                                : refusals().refused(undone, create, Refusals.NOT_FOUND));
            case Step.OfTask other ->
                Change.to(refusals()
                        .missed(undone.with(other.ref(), task(undone, other).doubted()), other));
            default -> Change.to(planGone(undone));
        };
    }

    /** A task is deleted when the list of its plan lacks it and it cannot be read either. */
    private Change missing(KnownPlan known, Step.ReadTask read) {
        boolean listed = !(task(known, read).presence() instanceof Presence.Present present
                && present.sight().isDoubtedByList());
        if (listed) {
            return Change.to(known.doubted());
        }
        Bulletin bulletin = new Bulletin();
        KnownPlan after =
                known.with(read.ref(), reading(known, read.ref(), bulletin).gone());
        return bulletin.with(after);
    }

    private KnownPlan planGone(KnownPlan known) {
        return known.with(known.buckets().doubted()).at(new PlanSearch(policy.pace(), now).silent(known.stage()));
    }

    private Refusals refusals() {
        return new Refusals(this);
    }

    Instant soon() {
        return now.plus(policy.pace().look());
    }

    private static String planId(KnownPlan known) {
        return known.stage().lastId().orElse("");
    }

    TaskView view(KnownPlan known, TaskRef ref) {
        return TaskView.of(ref, desired, policy, known, now);
    }

    private TaskReading reading(KnownPlan known, TaskRef ref, Bulletin bulletin) {
        return new TaskReading(view(known, ref), planId(known), bulletin);
    }

    private static KnownTask task(KnownPlan known, Step.OfTask step) {
        return known.task(step.ref()).orElseGet(() -> KnownTask.fresh(false));
    }
}
