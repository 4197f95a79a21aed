package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What follows from a call about a task that Graph refused. Whatever can go on without the refused value does: of several
 * values that were refused together each is tried by itself, and a task is made without them.
 */
record Refusals(Transition transition) {
    static final String NOT_FOUND = "NotFound";
    private static final Set<String> LIMITS_OF_PLAN = Set.of("MaximumTasksInProject", "MaximumActiveTasksInProject");

    static boolean isLimitOfPlan(String code) {
        return LIMITS_OF_PLAN.contains(code);
    }

    KnownPlan refused(KnownPlan known, Step step, String code) {
        return switch (step) {
            case Step.CreateTask create
            when mayBeMissed(known, create, code) ->
                parked(known.with(known.buckets().doubted()), create, code, transition.soon());
            case Step.CreateTask create when mayDoWithout(create, code) -> without(known, create, code);
            case Step.CreateTask create -> parked(known, create, code, later(code));
            case Step.Write write -> tried(known, write, code);
            case Step.OfTask other -> parked(known, other, code, later(code));
            case Step.CreateBucket create ->
                known.with(known.buckets().refused(create.name(), new Buckets.Refused(code, later(code))));
            default -> known;
        };
    }

    /** What it was to be made in may be gone; once that was looked at, the task itself is refused. */
    static boolean mayBeMissed(KnownPlan known, Step.CreateTask create, String code) {
        boolean first = known.task(create.ref()).map(KnownTask::parked).isEmpty();
        return first && !Trial.isLimit(code);
    }

    /** It was not found, which is looked into before it is tried again. */
    KnownPlan missed(KnownPlan known, Step.OfTask step) {
        return parked(known, step, NOT_FOUND, transition.soon());
    }

    /** Whether the refusal may be about anything but the title. */
    private static boolean mayDoWithout(Step.CreateTask create, String code) {
        return create.values().size() > 1 && !isLimitOfPlan(code) && !code.equals(NOT_FOUND);
    }

    private KnownPlan without(KnownPlan known, Step.CreateTask create, String code) {
        Map<TaskField, Trial> trials = new EnumMap<>(TaskField.class);
        create.values().forEach((field, value) -> trials.put(field, Trial.atOnce(value, code, transition.now())));
        trials.remove(TaskField.TITLE);
        return with(known, create, trials);
    }

    private KnownPlan tried(KnownPlan known, Step.Write write, String code) {
        TaskView view = transition.view(known, write.ref());
        Collection<TaskField> fields = write.values().keySet();
        boolean alone = fields.size() == 1
                || write.values().entrySet().stream()
                        .anyMatch(due ->
                                view.field(due.getKey()).trialOf(due.getValue()).isPresent());
        Map<TaskField, Trial> trials = new EnumMap<>(TaskField.class);
        write.values().forEach((field, value) -> {
            Trial trial = Trial.atOnce(value, code, transition.now());
            Trial before = view.known().agreed(field).trial();
            trials.put(field, alone ? trial.alone(field, before, later(code)) : trial);
        });
        return with(known, write, trials);
    }

    private KnownPlan with(KnownPlan known, Step.OfTask step, Map<TaskField, Trial> trials) {
        KnownTask task = transition.view(known, step.ref()).known();
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        trials.forEach((field, trial) -> agreed.put(field, task.agreed(field).tried(trial)));
        return known.with(step.ref(), task.with(agreed));
    }

    private KnownPlan parked(KnownPlan known, Step.OfTask step, String code, Instant until) {
        TaskView view = transition.view(known, step.ref());
        return known.with(
                step.ref(), view.known().parked(new KnownTask.Parked(Trial.named(code), until, view.stamp())));
    }

    private Instant later(String code) {
        TaskPolicy.Pace pace = transition.policy().pace();
        return transition.now().plus(Trial.isForbidden(code) ? pace.barred() : pace.recheck());
    }
}
