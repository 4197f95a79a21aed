package io.tandem.tasks;

import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.RetailTask;
import io.tandem.model.Said;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tiny Commerce: it says words, hears news, takes them over, and says them itself. */
final class FakeCommerce {
    static final StoreNumber NUMBER = new StoreNumber("000135");
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    static final SortedMap<String, String> USERS =
            new TreeMap<>(Map.of("000201", "u1", "000202", "u2", "000203", "u3"));

    private static final String OWN = "-of-Commerce";

    /** What the store's zone is, or what somebody takes it for. */
    ZoneId zone = ZONE;

    /** A task as Commerce has it. */
    record Task(
            TaskId id,
            TaskOrigin origin,
            boolean deleted,
            Map<TaskField, Said> words,
            @Nullable String plannerTaskId) {
        String value(TaskField field) {
            return Word.of(retail(), field).value();
        }

        RetailTask retail() {
            return new RetailTask(id, NUMBER, origin, null, deleted, words, plannerTaskId);
        }
    }

    final Map<TaskId, Task> tasks = new TreeMap<>();
    /** What Tandem has taken in. */
    final Map<TaskId, Task> heard = new TreeMap<>();

    final Deque<TaskNews.OfTask> news = new ArrayDeque<>();
    private final Deque<Task> events = new ArrayDeque<>();
    /** What Tandem had heard of the task when it told the news. */
    private final Map<TaskNews.OfTask, Task> heardThen = new IdentityHashMap<>();

    private final Set<String> takenOver = new HashSet<>();
    /** Whether news never undoes an edit here of which Tandem had not heard, instead of always being taken over. */
    final boolean keepsUnheardEdits;

    /** Whether its events tell times in whole seconds. */
    private final boolean wholeSeconds;

    int taken;
    private int stamps;

    FakeCommerce(boolean keepsUnheardEdits, boolean wholeSeconds) {
        this.keepsUnheardEdits = keepsUnheardEdits;
        this.wholeSeconds = wholeSeconds;
    }

    /** Tandem tells the news, which is on its way from now on. */
    void tell(TaskNews.OfTask item) {
        news.add(item);
        Task then = heard.get(id(item));
        if (then != null) {
            heardThen.put(item, then);
        }
    }

    private static TaskId id(TaskNews.OfTask item) {
        TaskId named = item.about().task().task();
        return named == null ? idOf(item.about().plannerTaskId()) : named;
    }

    /** Of every other task that people make in Planner Commerce makes one with an id of its own. */
    static TaskId idOf(String plannerTaskId) {
        boolean own = plannerTaskId.charAt(plannerTaskId.length() - 1) % 2 == 1;
        return new TaskId(own ? plannerTaskId + OWN : plannerTaskId);
    }

    private static boolean isOwn(TaskId id) {
        return id.value().endsWith(OWN);
    }

    /** The task of Planner of which Commerce made that one. */
    static String madeOf(TaskId id) {
        return isOwn(id) ? id.value().substring(0, id.value().length() - OWN.length()) : id.value();
    }

    Task task(TaskId id) {
        return Objects.requireNonNull(tasks.get(id));
    }

    void put(TaskId id, TaskOrigin origin, boolean deleted, Map<TaskField, String> values, Instant now) {
        Task before = tasks.getOrDefault(id, new Task(id, origin, false, Map.of(), isOwn(id) ? madeOf(id) : null));
        Instant at = wholeSeconds ? now.truncatedTo(ChronoUnit.SECONDS) : now;
        Map<TaskField, Said> words = new EnumMap<>(TaskField.class);
        words.putAll(before.words());
        values.forEach((field, value) ->
                words.put(field, new Said(value.isEmpty() ? null : value, at, "%08d".formatted(++stamps))));
        Task after = new Task(id, before.origin(), deleted, words, before.plannerTaskId());
        tasks.put(id, after);
        events.add(after);
    }

    void edit(TaskId id, TaskField field, String value, Instant now) {
        Task task = task(id);
        put(id, task.origin(), task.deleted(), Map.of(field, value), now);
    }

    /** Takes over the oldest news, if it names a task that Commerce knows. */
    void hear(Instant now) {
        TaskNews.OfTask item = news.poll();
        if (item == null || isNameless(item)) {
            return;
        }
        TaskId id = id(item);
        switch (item) {
            case TaskNews.TaskCreated created -> put(id, TaskOrigin.POS, false, created.values(), now);
            case TaskNews.TaskUpdated updated ->
                updated.changed().forEach((field, value) -> take(id, field, value, updated, now));
            case TaskNews.TaskAssigned assigned -> take(id, TaskField.ASSIGNEES, assigned.assignees(), assigned, now);
            case TaskNews.TaskStatusChanged changed -> take(id, TaskField.STATUS, changed.status(), changed, now);
            case TaskNews.TaskDeleted deleted -> take(id, TaskField.STATUS, "Canceled", deleted, now);
        }
    }

    private static boolean isNameless(TaskNews.OfTask item) {
        return item.about().task().isMadeInPlanner() && !(item instanceof TaskNews.TaskCreated) && isOwn(id(item));
    }

    private void take(TaskId id, TaskField field, String value, TaskNews.OfTask item, Instant now) {
        Task task = task(id);
        if (!(keepsUnheardEdits && isUnheard(task, field, heardThen.getOrDefault(item, task)))) {
            put(id, task.origin(), task.deleted(), Map.of(field, value), now);
            takenOver.add(stamp(task(id), field));
        }
    }

    private boolean isUnheard(Task task, TaskField field, Task then) {
        String stamp = stamp(task, field);
        return !takenOver.contains(stamp)
                && stamp.compareTo(stamp(then, field)) > 0
                && !task.value(field).equals(then.value(field));
    }

    private static String stamp(Task task, TaskField field) {
        return Word.of(task.retail(), field).stamp();
    }

    /** Tandem takes in the oldest event. */
    void intake() {
        Task event = events.poll();
        if (event != null) {
            heard.put(event.id(), event);
            taken++;
        }
    }

    /** Tandem takes in everything that was said, before Commerce hears anything. */
    void intakeAll() {
        while (!events.isEmpty()) {
            intake();
        }
    }

    boolean isQuiet() {
        return news.isEmpty() && events.isEmpty();
    }

    StoreTasks wanted() {
        Map<PersonnelNumber, Identity> people = new HashMap<>();
        USERS.forEach((number, user) -> people.put(new PersonnelNumber(number), new Identity(user, null)));
        Store store = new Store(NUMBER, "Houston", zone, Store.Place.unknown(), null, null);
        return new StoreTasks(store, heard.values().stream().map(Task::retail).toList(), people);
    }
}
