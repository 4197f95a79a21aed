package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans one task. */
record TaskPlan(TaskView view) {
    private static final Set<String> LIMITS_OF_PLAN = Set.of("MaximumTasksInProject", "MaximumActiveTasksInProject");

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

    private String title() {
        return view.decided(TaskField.TITLE);
    }

    /** Whether it has to go. */
    private boolean isUnwanted() {
        return view.isDeleted()
                || !view.policy().marks() && view.field(TaskField.STATUS).due().equals(Optional.of(TaskForm.CANCELED));
    }

    Step.CreateTask creation(String planId, @Nullable String bucketId) {
        KnownTask none = KnownTask.fresh(false);
        TaskView anew = view.knowing(none.with(known().fields()));
        Map<TaskField, String> values = new EnumMap<>(TaskField.class);
        for (TaskField field : TaskForm.OF_TASK) {
            FieldView was = anew.field(field);
            String value = view.form().target(field, view.owner(field), was.decided(), Agreed.nothing(field), "");
            if (!value.equals(Texts.clean(field, null))) {
                values.put(field, value);
            }
        }
        return new Step.CreateTask(ref(), planId, bucketId, values, view.form().settings(values, none));
    }

    /** What is left to do about a task that is in Planner and stays, reads first. */
    List<Step> steps() {
        if (!(known().presence() instanceof Presence.Present present) || view.isParked()) {
            return List.of();
        }
        if (present.sight() != Presence.Sight.CLEAR) {
            return List.of(new Step.ReadTask(ref(), present.id()));
        }
        return isUnwanted() ? List.of() : changes(present);
    }

    /** Whether Commerce is told, once the list of tasks is read, that it spoke too late. */
    boolean isToldWhenRead() {
        return known().presence() instanceof Presence.Present(String id, String etag, Presence.Sight sight)
                && sight == Presence.Sight.CLEAR
                && !known().details().stale()
                && !view.isDeleted()
                && known().fields().entrySet().stream()
                        .filter(field -> field.getValue().told() != null)
                        .anyMatch(field -> view.field(field.getKey()).isLate());
    }

    private List<Step> changes(Presence.Present present) {
        List<Step> steps = new ArrayList<>();
        Map<TaskField, String> values = view.form().fitted(due(TaskForm.OF_TASK), known());
        Map<TaskField, String> details = due(TaskForm.OF_DETAILS);
        String etag = known().details().etag();
        if (known().details().stale() || !details.isEmpty() && etag.isEmpty()) {
            steps.add(new Step.ReadDetails(ref(), present.id()));
        }
        if (!values.isEmpty()) {
            steps.add(new Step.UpdateTask(ref(), present.id(), present.etag(), values, settings(values)));
        }
        if (!details.isEmpty()) {
            steps.add(new Step.UpdateDetails(ref(), present.id(), etag, details, settings(details)));
        }
        return steps;
    }

    private List<Setting> settings(Map<TaskField, String> values) {
        return view.form().settings(values, known());
    }

    private Map<TaskField, String> due(Collection<TaskField> fields) {
        Map<TaskField, String> due = new EnumMap<>(TaskField.class);
        fields.forEach(field -> view.field(field).due().ifPresent(value -> due.put(field, value)));
        return due;
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
                .filter(LIMITS_OF_PLAN::contains);
    }

    void report(Collection<Finding> findings) {
        KnownTask.Parked parked = known().parked();
        if (parked != null && view.isParked()) {
            findings.add(
                    parked.code().startsWith("Maximum")
                            ? new Finding.LimitReached(ref(), parked.code())
                            : new Finding.TaskRefused(ref(), parked.code()));
        }
        if (view.task().isPresent() && view.isOpen()) {
            if (title().isEmpty()) {
                findings.add(new Finding.NoTitle(ref()));
            }
            Texts.parts(TaskField.ASSIGNEES, view.decided(TaskField.ASSIGNEES))
                    .forEach(number -> report(number, findings));
        }
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
