package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans one task. */
record TaskPlan(TaskView view) {
    TaskRef ref() {
        return view.ref();
    }

    private KnownTask known() {
        return view.known();
    }

    /** Whether it has to be made. */
    boolean isMissing() {
        return known().presence() instanceof Presence.Absent
                && view.task().isPresent()
                && !view.isDeleted()
                && !view.isCanceled()
                && !title().isEmpty()
                && !view.isParked();
    }

    /** Whether Commerce has it and it is still to be done. */
    boolean isOpen() {
        return view.task().isPresent() && view.isOpen();
    }

    private String title() {
        return view.decided(TaskField.TITLE);
    }

    /** Whether it has to go. */
    private boolean isUnwanted() {
        return view.isDeleted()
                || !view.policy().marks() && view.field(TaskField.STATUS).due().equals(Optional.of(TaskForm.CANCELED));
    }

    /** Makes the task, without what Planner refused of it: it gets that afterwards, if it can. */
    Step.CreateTask creation(String planId, @Nullable String bucketId) {
        KnownTask none = KnownTask.fresh(false);
        TaskView anew = view.knowing(none.with(known().fields()));
        Map<TaskField, String> values = new EnumMap<>(TaskField.class);
        for (TaskField field : TaskForm.OF_TASK) {
            FieldView was = anew.field(field);
            String value = was.shownByNew();
            boolean refused = field != TaskField.TITLE && was.trialOf(value).isPresent();
            if (!refused && !value.equals(Texts.clean(field, null))) {
                values.put(field, value);
            }
        }
        return new Step.CreateTask(ref(), planId, bucketId, values, view.form().settings(values, none));
    }

    /** What is left to do about a task that is in Planner and stays, reads first. */
    List<Step> steps() {
        if (!(known().presence() instanceof Presence.Present present)) {
            return List.of();
        }
        if (present.sight() != Presence.Sight.CLEAR) {
            return view.isParked() ? List.of() : List.of(new Step.ReadTask(ref(), present.id()));
        }
        return isUnwanted() ? List.of() : changes(present);
    }

    /** Whether Commerce is told, once the list of tasks is read, that it spoke too late. */
    boolean isToldWhenRead() {
        return known().presence() instanceof Presence.Present(String id, String etag, Presence.Sight sight)
                && sight == Presence.Sight.CLEAR
                && !known().details().stale()
                && !view.isParked()
                && !view.isDeleted()
                && known().fields().entrySet().stream()
                        .filter(field -> field.getValue().told() != null)
                        .anyMatch(field -> view.field(field.getKey()).isLate());
    }

    private List<Step> changes(Presence.Present present) {
        List<Step> steps = new ArrayList<>();
        String id = present.id();
        String etag = known().details().etag();
        List<Map<TaskField, String>> details = view.isParked() ? List.of() : writes(TaskForm.OF_DETAILS);
        if (!view.isParked() && known().details().stale() || !details.isEmpty() && etag.isEmpty()) {
            steps.add(new Step.ReadDetails(ref(), id));
        }
        for (Map<TaskField, String> due : writes(TaskForm.OF_TASK)) {
            Map<TaskField, String> values = view.form().fitted(due, known());
            steps.add(new Step.UpdateTask(ref(), id, present.etag(), values, settings(values)));
        }
        details.forEach(values -> steps.add(new Step.UpdateDetails(ref(), id, etag, values, settings(values))));
        return steps;
    }

    private List<Setting> settings(Map<TaskField, String> values) {
        return view.form().settings(values, known());
    }

    /** What is due, by calls: everything that was never refused in one, and of the rest each value in one of its own. */
    private List<Map<TaskField, String>> writes(Collection<TaskField> fields) {
        Map<TaskField, String> together = new EnumMap<>(TaskField.class);
        List<Map<TaskField, String>> alone = new ArrayList<>();
        for (TaskField field : fields) {
            FieldView of = view.field(field);
            of.due()
                    .ifPresent(value -> of.trial()
                            .ifPresentOrElse(
                                    trial -> alone.addAll(
                                            trial.isWaiting(view.now()) ? List.of() : List.of(Map.of(field, value))),
                                    () -> together.put(field, value)));
        }
        if (!together.isEmpty()) {
            alone.addFirst(together);
        }
        return alone;
    }

    /** What Planner refuses of a task that is there. */
    private Map<TaskField, Trial> refused() {
        Map<TaskField, Trial> refused = new EnumMap<>(TaskField.class);
        if (known().presence() instanceof Presence.Present) {
            for (TaskField field : TaskField.values()) {
                view.field(field)
                        .trial()
                        .filter(trial -> trial.isWaiting(view.now()))
                        .ifPresent(trial -> refused.put(field, trial));
            }
        }
        return refused;
    }

    /** When Graph may be asked again about what it refused. */
    Stream<Instant> retries() {
        KnownTask.Parked parked = known().parked();
        return Stream.concat(
                parked == null ? Stream.empty() : Stream.of(parked.until()),
                refused().values().stream().map(Trial::until));
    }

    /** Whether it is to be deleted once all that people did to it was seen. */
    boolean isToBeDeleted() {
        return known().presence() instanceof Presence.Present present
                && present.sight() == Presence.Sight.CLEAR
                && isUnwanted()
                && !view.isParked();
    }

    /**
     * The next step of the deletion. Nothing of the task may tell that its details changed, so that they are read last.
     *
     * @param rhythm when the list of the plan was read
     * @param fresh since when a look counts
     * @return empty when the list has to be read first
     */
    Optional<Step> deletion(Rhythm rhythm, Instant fresh) {
        Presence.Present present = (Presence.Present) known().presence();
        Instant listed = rhythm.listedAt();
        KnownTask.Details details = known().details();
        boolean seen =
                listed != null && !rhythm.unclear() && details.areReadSince(listed) && details.areReadSince(fresh);
        if (seen || !details.areThere() && rhythm.isListedSince(fresh)) {
            return Optional.of(new Step.DeleteTask(ref(), present.id(), present.etag()));
        }
        return rhythm.isListedSince(fresh) ? Optional.of(new Step.ReadDetails(ref(), present.id())) : Optional.empty();
    }

    /** The limit of the plan that keeps the task out, empty when none does. */
    Optional<String> limitOfPlan() {
        return Optional.ofNullable(known().parked())
                .filter(parked -> view.isParked())
                .map(KnownTask.Parked::code)
                .filter(Refusals::isLimitOfPlan);
    }

    void report(Collection<Finding> findings) {
        KnownTask.Parked parked = known().parked();
        if (parked != null && view.isParked() && !parked.isForOldAnswer()) {
            findings.add(refusal(parked.code()).orElseGet(() -> new Finding.TaskRefused(ref(), parked.code())));
        }
        refused()
                .forEach((field, trial) -> findings.add(
                        refusal(trial.code()).orElseGet(() -> new Finding.ValueRefused(ref(), field, trial.code()))));
        if (isOpen()) {
            if (title().isEmpty()) {
                findings.add(new Finding.NoTitle(ref()));
            }
            Texts.parts(TaskField.ASSIGNEES, view.decided(TaskField.ASSIGNEES))
                    .forEach(number -> report(number, findings));
        }
    }

    /** What a refusal means, whatever was refused of the task; empty when its code does not say. */
    private Optional<Finding> refusal(String code) {
        if (Trial.isForbidden(code)) {
            return Optional.of(new Finding.TaskForbidden(ref()));
        }
        return Trial.isLimit(code) ? Optional.of(new Finding.LimitReached(ref(), code)) : Optional.empty();
    }

    private void report(String number, Collection<Finding> findings) {
        String user = view.desired().users().get(number);
        if (user == null) {
            findings.add(new Finding.AssigneeWithoutAccount(number));
        } else if (!view.desired().members().contains(user)) {
            findings.add(new Finding.AssigneeNotInTeam(number));
        }
    }
}
