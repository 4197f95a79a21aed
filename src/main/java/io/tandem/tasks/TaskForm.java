package io.tandem.tasks;

import static io.tandem.model.TaskField.ASSIGNEES;
import static io.tandem.model.TaskField.DUE_DATE;
import static io.tandem.model.TaskField.LINKS;
import static io.tandem.model.TaskField.NOTES;
import static io.tandem.model.TaskField.STATUS;
import static io.tandem.model.TaskField.TITLE;

import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How Planner shows what Commerce says, and the other way round. */
record TaskForm(DesiredPlan desired, TaskPolicy policy) {
    static final List<TaskField> OF_TASK = List.of(TITLE, DUE_DATE, ASSIGNEES, STATUS);
    static final List<TaskField> OF_DETAILS = List.of(NOTES, LINKS);
    static final String CANCELED = TaskStatus.CANCELED.word();

    private static final String MARK = "[Canceled] ";
    private static final int LONGEST_TITLE = 255;
    private static final LocalTime NOON = LocalTime.NOON;

    /** What Planner shows of a task but for its details. The mark of a canceled task is no part of its title. */
    Map<TaskField, String> face(PlannerTask task) {
        boolean marked = policy.marks() && task.title().startsWith(MARK);
        Map<TaskField, String> face = new EnumMap<>(TaskField.class);
        face.put(TITLE, Texts.clean(TITLE, marked ? task.title().substring(MARK.length()) : task.title()));
        face.put(DUE_DATE, task.dueAt() == null ? "" : day(task.dueAt()));
        face.put(ASSIGNEES, Texts.join(ASSIGNEES, task.assignees()));
        face.put(STATUS, marked ? CANCELED : status(task.percentComplete()).word());
        return face;
    }

    static Map<TaskField, String> face(PlannerDetails details) {
        Map<TaskField, String> face = new EnumMap<>(TaskField.class);
        face.put(NOTES, Texts.clean(NOTES, details.description()));
        face.put(LINKS, Texts.join(LINKS, details.references()));
        return face;
    }

    String day(Instant dueAt) {
        return day(dueAt, desired.store().zone());
    }

    static String day(Instant dueAt, ZoneId zone) {
        return LocalDate.ofInstant(dueAt, zone).toString();
    }

    private static TaskStatus status(int percent) {
        if (percent <= 0) {
            return TaskStatus.NOT_STARTED;
        }
        return percent < 100 ? TaskStatus.IN_PROGRESS : TaskStatus.COMPLETED;
    }

    private static int percent(String status) {
        return switch (TaskStatus.of(status).orElse(TaskStatus.NOT_STARTED)) {
            case NOT_STARTED, CANCELED -> 0;
            case IN_PROGRESS -> 50;
            case COMPLETED -> 100;
        };
    }

    /** What Planner should show for a value of Commerce, given what it shows now. */
    String target(TaskField field, Owner owner, String value, Agreed base, String seen) {
        return switch (field) {
            case TITLE -> Texts.cut(value, policy.marks() ? LONGEST_TITLE - MARK.length() : LONGEST_TITLE);
            case NOTES, DUE_DATE, STATUS -> value;
            case ASSIGNEES -> assignees(value, base.planner(), seen);
            case LINKS -> owner == Owner.COMMERCE ? links(value, base, seen) : value;
        };
    }

    /** People of whom Commerce knows nothing stay; of the others those who can be assigned, or were. */
    private String assignees(String value, String shown, String seen) {
        SortedSet<String> all = Texts.parts(ASSIGNEES, seen);
        SortedSet<String> there = Texts.parts(ASSIGNEES, shown);
        there.addAll(all);
        all.removeAll(desired.users().values());
        Texts.parts(ASSIGNEES, value).stream()
                .map(number -> desired.users().getOrDefault(number, ""))
                .filter(user -> desired.members().contains(user) || there.contains(user))
                .forEach(all::add);
        return Texts.join(ASSIGNEES, all);
    }

    /** What people attached to a task of headquarters is theirs. */
    private static String links(String value, Agreed base, String seen) {
        SortedSet<String> all = Texts.parts(LINKS, seen);
        all.removeAll(Texts.parts(LINKS, base.value()));
        all.addAll(Texts.parts(LINKS, value));
        return Texts.join(LINKS, all);
    }

    /** The part of what Planner shows by which a change there is told: not people and links that Commerce never named. */
    String telling(TaskField field, Owner owner, Agreed base, String shown) {
        SortedSet<String> parts = Texts.parts(field, shown);
        if (field == ASSIGNEES) {
            parts.retainAll(desired.users().values());
            return Texts.join(field, parts);
        }
        if (field == LINKS && owner == Owner.COMMERCE) {
            parts.retainAll(Texts.parts(LINKS, base.value()));
            return Texts.join(field, parts);
        }
        return shown;
    }

    /** The part of Commerce's value of which Planner has no say, for it cannot show it. */
    String hidden(TaskField field, String value) {
        SortedSet<String> numbers = Texts.parts(field, value);
        numbers.removeIf(number -> desired.members().contains(desired.users().getOrDefault(number, "")));
        return field == ASSIGNEES ? Texts.join(field, numbers) : value;
    }

    /** What Commerce is told of a value of Planner. */
    String told(TaskField field, String value, String shown, String seen) {
        return field == ASSIGNEES ? numbers(value, shown, seen) : seen;
    }

    /** Assignees whom Planner could not show are still assigned; an account that several workers share keeps its worker. */
    private String numbers(String value, String shown, String seen) {
        SortedSet<String> rest = Texts.parts(ASSIGNEES, seen);
        SortedSet<String> before = Texts.parts(ASSIGNEES, shown);
        SortedSet<String> told = new TreeSet<>();
        for (String number : Texts.parts(ASSIGNEES, value)) {
            String user = desired.users().getOrDefault(number, "");
            if (rest.contains(user) || !before.contains(user)) {
                told.add(number);
            }
        }
        told.forEach(number -> rest.remove(desired.users().getOrDefault(number, "")));
        new TreeSet<>(desired.users().keySet()).forEach(number -> {
            if (rest.remove(desired.users().getOrDefault(number, ""))) {
                told.add(number);
            }
        });
        return Texts.join(ASSIGNEES, told);
    }

    /** The values that a write has to carry so that the mark fits before a title that people made long. */
    Map<TaskField, String> fitted(Map<TaskField, String> values, KnownTask known) {
        String title = shown(TITLE, values, known);
        String cut = Texts.cut(title, LONGEST_TITLE - MARK.length());
        if (!isMarked(values, known) || cut.equals(title)) {
            return values;
        }
        Map<TaskField, String> fitted = new EnumMap<>(values);
        fitted.put(TITLE, cut);
        return fitted;
    }

    private boolean isMarked(Map<TaskField, String> values, KnownTask known) {
        return policy.marks() && shown(STATUS, values, known).equals(CANCELED) && !values.isEmpty();
    }

    private static String shown(TaskField field, Map<TaskField, String> values, KnownTask known) {
        return values.getOrDefault(field, known.shown(field));
    }

    /** What a call says so that Planner shows these values in place of what is known to be shown. */
    List<Setting> settings(Map<TaskField, String> values, KnownTask known) {
        List<Setting> settings = new ArrayList<>();
        boolean marked = isMarked(values, known);
        boolean turned = policy.marks() && marked != known.shown(STATUS).equals(CANCELED);
        if (values.containsKey(TITLE) || turned && values.containsKey(STATUS)) {
            settings.add(new Setting.Title((marked ? MARK : "") + shown(TITLE, values, known)));
        }
        new TreeSet<>(values.keySet()).forEach(field -> settings.addAll(setting(field, values.get(field), known)));
        return settings;
    }

    private List<Setting> setting(TaskField field, @Nullable String value, KnownTask known) {
        String text = value == null ? "" : value;
        SortedSet<String> added = Texts.parts(field, text);
        SortedSet<String> removed = Texts.parts(field, known.shown(field));
        SortedSet<String> both = new TreeSet<>(added);
        both.retainAll(removed);
        added.removeAll(both);
        removed.removeAll(both);
        return switch (field) {
            case TITLE -> List.of();
            case NOTES -> List.of(new Setting.Description(text));
            case DUE_DATE -> due(text, known);
            case ASSIGNEES -> List.of(new Setting.Assignments(added, removed));
            case STATUS -> List.of(new Setting.Percent(percent(text.equals(CANCELED) ? known.shown(STATUS) : text)));
            case LINKS -> List.of(new Setting.References(added, removed));
        };
    }

    /** The start is people's, and is moved only when Planner would not have the due date otherwise. */
    private List<Setting> due(String day, KnownTask known) {
        Instant noon = noon(day, desired.store().zone());
        Trial trial = known.agreed(DUE_DATE).trial();
        return noon != null && trial != null && trial.isOf(day) && trial.withStart()
                ? List.of(new Setting.Due(noon), new Setting.Start(noon))
                : List.of(new Setting.Due(noon));
    }

    /** Noon is the same day almost everywhere. */
    static @Nullable Instant noon(String day, ZoneId zone) {
        return day.isEmpty()
                ? null
                : LocalDate.parse(day).atTime(NOON).atZone(zone).toInstant();
    }
}
