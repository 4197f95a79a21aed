package io.tandem.tasks;

import static io.tandem.model.TaskField.ASSIGNEES;
import static io.tandem.model.TaskField.LINKS;
import static io.tandem.model.TaskField.STATUS;

import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a look at one task changes: its fields are merged, Commerce is told, and what did not hold is entered. */
record TaskReading(TaskView view, String planId, Bulletin bulletin) {
    /** What Commerce has not heard by then it never will: Kafka keeps records for seven days unless told otherwise. */
    private static final Duration NEWS_LASTS = Duration.ofDays(7);

    /** Somebody made it in Planner, on a list or on none. */
    KnownTask found(PlannerTask task, @Nullable String list) {
        Map<TaskField, String> values = new EnumMap<>(TaskField.class);
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        boolean news = view.ref().isMadeInPlanner();
        view.form().face(task).forEach((field, seen) -> {
            String told = view.form().told(field, "", "", seen);
            values.put(field, told);
            agreed.put(
                    field,
                    news
                            ? Agreed.found(told, seen, since(field, seen, task.origin()), view.now())
                            : new Agreed(told, "", seen, false, null));
        });
        if (news) {
            bulletin.tell(new TaskNews.TaskCreated(about(task.id()), values, list, view.now()));
        }
        return view.known()
                .with(agreed)
                .with(new KnownTask.Details("", task.hasDetails(), null))
                .in(view.desired().store().zone())
                .at(clear(task));
    }

    /** Commerce has given it an id. What it was told before that did not name it so, and what it has not taken over is told again. */
    KnownTask linked() {
        if (view.isDeleted()) {
            return view.known();
        }
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        Map<TaskField, String> told = new EnumMap<>(TaskField.class);
        view.known()
                .fields()
                .keySet()
                .forEach(name -> view.field(name).toldAgain().ifPresent(again -> {
                    agreed.put(name, again);
                    told.put(name, again.value());
                }));
        tell(told, about(view.known().presence().lastId().orElse("")), completion());
        return view.known().with(agreed);
    }

    /** What is remembered of who completed it, and when; null when it is not there any more. */
    private PlannerTask.@Nullable Origin completion() {
        Agreed status = view.known().agreed(STATUS);
        Instant completed = Optional.ofNullable(status.told())
                .filter(told -> status.value().equals(TaskStatus.COMPLETED.word()))
                .map(Agreed.Told::since)
                .orElse(null);
        return view.known().presence() instanceof Presence.Absent
                ? null
                : new PlannerTask.Origin(Instant.EPOCH, null, completed, null);
    }

    /** It is as it was before. Null once it is over with what people made there and Commerce never named. */
    @Nullable
    KnownTask asBefore() {
        boolean absent = view.known().presence() instanceof Presence.Absent;
        if (absent
                && view.ref().isMadeInPlanner()
                && isOver(view.known().agreed(STATUS).told())) {
            return null;
        }
        if (isCanceledLater()) {
            return gone();
        }
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        view.known().fields().keySet().forEach(name -> {
            FieldView field = view.field(name);
            agreed.put(name, field.confirmed());
            if (!field.says()) {
                field.overruled().ifPresent(bulletin::enter);
            }
        });
        return view.known().with(agreed);
    }

    /** Whether it was deleted in Planner after what Commerce says by now. */
    private boolean isCanceledLater() {
        FieldView status = view.field(STATUS);
        return view.known().presence() instanceof Presence.Absent(String was, String etag)
                && was != null
                && !view.isDeleted()
                && status.seen().equals(TaskForm.CANCELED)
                && status.isLate();
    }

    private boolean isOver(Agreed.@Nullable Told told) {
        return told == null || !view.now().isBefore(told.at().plus(NEWS_LASTS));
    }

    /** The task as it is. It tells of its details that there are none, or that they are as they were. */
    KnownTask seen(PlannerTask task) {
        Recency recency = new Recency(view);
        KnownTask here = new DueDay(view).here(task.dueAt());
        return recency.isOld(task)
                ? recency.withOldTask()
                : new TaskReading(view.knowing(here), planId, bulletin).shown(task, recency);
    }

    private KnownTask shown(PlannerTask task, Recency recency) {
        KnownTask.Details details = details(task);
        Map<TaskField, String> face = new EnumMap<>(view.form().face(task));
        if (!details.stale()) {
            TaskForm.OF_DETAILS.forEach(
                    field -> face.put(field, task.hasDetails() ? view.known().shown(field) : ""));
        }
        boolean moved = details.stale() && !view.known().details().stale();
        KnownTask seen = merged(face, task.id(), task.origin()).settled(face.keySet());
        return (moved ? seen.moved(TaskForm.OF_DETAILS, view.between()) : seen)
                .with(details)
                .at(clear(task))
                .parked(isAsKnown(task) ? recency.afterTask(details) : null);
    }

    /** The list of its plan lacks it. */
    KnownTask missing() {
        Presence.Sight sight = Presence.Sight.MISSING;
        KnownTask known = view.known();
        return known.presence() instanceof Presence.Present present && present.sight() != sight
                ? known.moved(List.of(STATUS), view.between())
                        .at(present.at(sight))
                        .parked(null)
                : known;
    }

    /**
     * Its details have an etag of their own, but when they change, so does the task's, as a rule. When it did not and the task
     * shows none, it may lag behind their write.
     */
    private KnownTask.Details details(PlannerTask task) {
        KnownTask.Details before = view.known().details();
        if (!task.hasDetails()) {
            return isAsKnown(task) && view.known().showsDetails() ? before.doubted() : before.none();
        }
        return isAsKnown(task) && before.areThere() ? before : before.doubted();
    }

    private boolean isAsKnown(PlannerTask task) {
        return view.known().presence() instanceof Presence.Present present
                && present.etag().equals(task.etag());
    }

    private static Presence clear(PlannerTask task) {
        return new Presence.Present(task.id(), task.etag(), Presence.Sight.CLEAR);
    }

    KnownTask seen(PlannerDetails details) {
        Recency recency = new Recency(view);
        return recency.isOld(details) ? recency.withOldDetails() : shown(details, recency);
    }

    private KnownTask shown(PlannerDetails details, Recency recency) {
        Map<TaskField, String> face = TaskForm.face(details);
        String id = view.known().presence().plannerTaskId().orElse("");
        return merged(face, id, null)
                .settled(face.keySet())
                .with(new KnownTask.Details(details.etag(), false, view.now()))
                .parked(recency.afterDetails());
    }

    /** The task as it is after these values were written to it. */
    KnownTask written(Map<TaskField, String> values, PlannerTask task) {
        return after(values, view.form().face(task)).seen(task).parked(null);
    }

    /** The details as they are after these values were written to them. */
    KnownTask written(Map<TaskField, String> values, PlannerDetails details) {
        return after(values, TaskForm.face(details)).seen(details).parked(null);
    }

    /**
     * Whatever Planner made of a text is no change. What it shows beside the people and links that were written is one:
     * each of them is a property of its own, so that a late write of another does not conflict (graph-contract 8.4).
     */
    private TaskReading after(Map<TaskField, String> values, Map<TaskField, String> face) {
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        values.forEach((field, meant) -> {
            String shown = field == ASSIGNEES || field == LINKS ? meant : face.getOrDefault(field, meant);
            agreed.put(field, view.known().agreed(field).written(shown));
        });
        return new TaskReading(view.knowing(view.known().with(agreed).settled(values.keySet())), planId, bulletin);
    }

    /** The task was deleted. Null when nothing is left to know of it. */
    @Nullable
    KnownTask gone() {
        if (view.isDeleted()) {
            return null;
        }
        return merged(
                        Map.of(STATUS, TaskForm.CANCELED),
                        view.known().presence().lastId().orElse(""),
                        null)
                .gone();
    }

    private KnownTask merged(Map<TaskField, String> face, String plannerTaskId, PlannerTask.@Nullable Origin origin) {
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        Map<TaskField, String> told = new EnumMap<>(TaskField.class);
        face.forEach((field, seen) -> {
            FieldView now = view.field(field, seen, since(field, seen, origin));
            if (view.isDeleted()) {
                agreed.put(field, now.base().seen(seen));
                lostToDeletion(now).ifPresent(bulletin::enter);
            } else {
                Agreed considered = now.considered();
                agreed.put(field, considered);
                now.entries().forEach(bulletin::enter);
                if (now.merge().isTold()) {
                    told.put(field, considered.value());
                }
            }
        });
        tell(told, about(plannerTaskId), origin);
        return view.known().with(agreed);
    }

    private static Optional<LedgerEntry> lostToDeletion(FieldView field) {
        return field.changed() && !field.seen().equals(TaskForm.CANCELED)
                ? Optional.of(field.entry(LedgerEntry.Reason.DELETED, "", field.seen()))
                : Optional.empty();
    }

    /**
     * Planner says since when of a completion only, by a clock that may be ahead of ours. What took a call of its own to see counts
     * from when the list that led to it was read.
     */
    private Instant since(TaskField field, String seen, PlannerTask.@Nullable Origin origin) {
        Instant moved = view.known().agreed(field).moved();
        if (origin == null && moved != null) {
            return moved;
        }
        Instant completed = origin == null ? null : origin.completedAt();
        if (completed == null || field != STATUS || !seen.equals(TaskStatus.COMPLETED.word())) {
            return view.between();
        }
        return completed.isBefore(view.now()) ? completed : view.now();
    }

    private void tell(Map<TaskField, String> told, TaskNews.About about, PlannerTask.@Nullable Origin origin) {
        Map<TaskField, String> rest = new EnumMap<>(TaskField.class);
        rest.putAll(told);
        String status = rest.remove(STATUS);
        String assignees = rest.remove(ASSIGNEES);
        if (!rest.isEmpty()) {
            bulletin.tell(new TaskNews.TaskUpdated(about, rest, view.now()));
        }
        if (assignees != null) {
            bulletin.tell(new TaskNews.TaskAssigned(about, assignees, view.now()));
        }
        if (status != null) {
            bulletin.tell(statusNews(status, about, origin));
        }
    }

    /** What was not read but found missing was deleted. */
    private TaskNews statusNews(String status, TaskNews.About about, PlannerTask.@Nullable Origin origin) {
        String previous = view.field(STATUS).previous();
        return origin == null
                ? new TaskNews.TaskDeleted(about, previous, view.now())
                : new TaskNews.TaskStatusChanged(
                        about, status, previous, origin.completedBy(), origin.completedAt(), view.now());
    }

    private TaskNews.About about(String plannerTaskId) {
        return new TaskNews.About(view.desired().store().number(), planId, plannerTaskId, view.ref());
    }

    /** Entries of several fields, in the order of the fields. */
    static List<LedgerEntry> overwritten(TaskView view, Collection<TaskField> fields) {
        return fields.stream()
                .sorted()
                .flatMap(field -> view.field(field).overwritten().stream())
                .toList();
    }
}
