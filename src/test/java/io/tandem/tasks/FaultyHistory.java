package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.tasks.Reconciler.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A history in which calls fail, answers are lost, news and events are late, and people go on working meanwhile. An edit
 * must reach the other side, or be overwritten by its own, or stand in the ledger.
 */
final class FaultyHistory {
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private record Place(String task, TaskField field) {}

    /**
     * How much happens at once.
     *
     * @param events how often something happens
     * @param pause the longest time between, in milliseconds
     * @param work in how many of so many and twelve cases Tandem gets to work
     * @param quiet people interrupt it in four of so many cases
     * @param faults how many calls of hundred may fail, at most
     * @param rest the longest time in which nothing happens, in seconds
     */
    private record Density(int events, int pause, int work, int quiet, int faults, int rest) {
        static Density of(Random random) {
            return new Density(
                    3 + random.nextInt(random.nextInt(8) == 0 ? 40 : 14),
                    one(random, 50, 2_000, 2_000, 30_000),
                    one(random, 2, 6, 6, 18),
                    one(random, 4, 12, 12, 100),
                    one(random, 1, 30, 60, 95),
                    one(random, 60, 400, 400, 1_200));
        }

        private static int one(Random random, int... values) {
            return values[random.nextInt(values.length)];
        }
    }

    private final TaskWorld world;
    private final Reconciler worker;
    private final Random random;
    private final Map<Place, Edit> inCommerce = new HashMap<>();
    private final Map<Place, Edit> inPlanner = new HashMap<>();
    private final Map<Place, Integer> changes = new HashMap<>();
    private final Map<Place, Integer> words = new HashMap<>();
    private final Density density;
    /** The fields that matter in this history: the fewer, the more often both sides meet. */
    private final List<TaskField> fields;

    /** How long Graph may hold up a call; only who knows what is his own recognises a task that was given up. */
    private final Duration heldUp;

    private int edits;
    private int interruptions;

    private FaultyHistory(TaskWorld world) {
        this.world = world;
        this.worker = world.worker;
        this.random = world.random;
        this.density = Density.of(random);
        this.heldUp = world.knowsItself() && random.nextBoolean() ? Duration.ofMinutes(20) : Duration.ofMinutes(1);
        this.fields = random.nextBoolean() ? TaskWorld.FIELDS : List.of(world.pick(TaskWorld.FIELDS));
        world.planner.detailsMoveTasks = world.marks() || random.nextInt(4) > 0;
    }

    static void of(long seed) {
        Random random = TaskWorld.random(seed);
        boolean knowsItself = random.nextInt(4) > 0;
        FaultyHistory history = new FaultyHistory(
                new TaskWorld(random, TaskWorld.policy(random, knowsItself, seed % 2 == 1), knowsItself));
        try {
            history.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    static String key(TaskRef ref) {
        return Optional.ofNullable(ref.task())
                .orElseGet(() -> FakeCommerce.idOf(Objects.requireNonNull(ref.plannerTaskId())))
                .value();
    }

    /** What was lost, as Commerce would say it. */
    static String lost(LedgerEntry entry) {
        return entry.field() == TaskField.ASSIGNEES
                ? TaskWorld.numbers(Texts.parts(TaskField.ASSIGNEES, entry.lost()))
                : entry.lost();
    }

    private void run() {
        begin();
        for (int event = density.events(); event >= 0; event--) {
            sleep(Duration.ofMillis(random.nextInt(density.pause())));
            happen();
            deliveries();
        }
        calmDown();
        check();
    }

    private void sleep(Duration time) {
        worker.sleep(time, heldUp);
    }

    /** Mostly the store has its plan already, and often a task in it. */
    private void begin() {
        if (random.nextInt(8) > 0) {
            worker.run();
        }
        world.post();
        world.commerce.intake();
        if (random.nextBoolean()) {
            worker.run();
        }
    }

    private void happen() {
        if (random.nextInt(heldUp.compareTo(SETTLED) > 0 ? 12 : 3) == 0) {
            worker.deliverLate();
        }
        switch (random.nextInt(12 + density.work())) {
            case 0 -> {
                world.post();
                edits++;
            }
            case 1, 2 -> say();
            case 3, 4 -> change();
            case 5 -> {
                if (random.nextBoolean() && worker.known.stage().planId().isPresent()) {
                    changed(world.make());
                }
            }
            case 6 -> remove();
            case 7 -> hear();
            case 8 -> world.commerce.intake();
            case 9 -> sleep(Duration.ofSeconds(random.nextInt(density.rest())));
            case 10 -> worker.known = worker.known.doubted();
            case 11 -> member();
            default -> work();
        }
    }

    private void work() {
        int percent = random.nextInt(density.faults());
        interruptions = 0;
        worker.run(step -> {
            meanwhile();
            boolean fails = random.nextInt(100) < percent;
            return fails ? Fault.values()[1 + random.nextInt(Fault.values().length - 1)] : Fault.NONE;
        });
        deliveries();
        sleep(Duration.ofSeconds(6));
    }

    /** People do not wait until Tandem is done, nor do they work without a rest. */
    private void meanwhile() {
        switch (interruptions++ < 40 ? random.nextInt(density.quiet()) : 4) {
            case 0 -> say();
            case 1, 2 -> change();
            case 3 -> world.commerce.intake();
            default -> {}
        }
        deliveries();
    }

    private void member() {
        String user = world.pick(FakeCommerce.USERS.values());
        if (!worker.members.remove(user)) {
            worker.members.add(user);
        }
    }

    private void say() {
        List<TaskId> tasks = world.commerce.tasks.values().stream()
                .filter(task -> !task.deleted())
                .map(FakeCommerce.Task::id)
                .toList();
        if (tasks.isEmpty()) {
            return;
        }
        TaskId id = world.pick(tasks);
        if (random.nextInt(20) == 0) {
            FakeCommerce.Task task = world.commerce.task(id);
            world.commerce.put(id, task.origin(), true, Map.of(), worker.now);
            return;
        }
        TaskField field = world.pick(fields);
        String value = world.commerceValue(field);
        if (!value.equals(world.commerce.task(id).value(field))) {
            world.commerce.edit(id, field, value, worker.now);
            inCommerce.put(new Place(id.value(), field), Edit.to(value, worker.now));
            words.merge(new Place(id.value(), field), 1, Integer::sum);
            edits++;
        }
    }

    private void change() {
        if (world.planner.items().isEmpty()) {
            return;
        }
        FakePlanner.Item item = world.pick(world.planner.items().values());
        String key = key(item);
        if (key == null) {
            return;
        }
        TaskField field = world.pick(fields);
        String before = world.shown(item, field);
        world.planner.apply(item, world.plannerChange(item, field), worker.now);
        changes.merge(new Place(key, field), 1, Integer::sum);
        edits++;
        String value = world.shown(item, field);
        boolean attachment = field == TaskField.LINKS && world.owner(new TaskId(key), field) == Owner.COMMERCE;
        if (isAsIfNeverChanged(key, field, value)) {
            inPlanner.remove(new Place(key, field));
        } else if (!value.equals(before) && !attachment) {
            Edit edit = inPlanner.getOrDefault(new Place(key, field), Edit.none(before, worker.now));
            inPlanner.put(new Place(key, field), edit.then(field, before, seen(key, field), value, worker.now));
            inPlanner.values().removeIf(back -> back.value().equals(back.before()));
        } else if (attachment) {
            inPlanner.remove(new Place(key, field));
        }
    }

    /**
     * Back to what Tandem saw last, or just what it is writing: nobody can tell that anything was changed in between, or
     * who changed it.
     */
    private boolean isAsIfNeverChanged(String key, TaskField field, String value) {
        return known(key)
                .flatMap(task -> Stream.of(task.shown(field), task.written().getOrDefault(field, task.shown(field))))
                .anyMatch(known -> value.equals(readable(field, known)));
    }

    /** What Tandem saw last. */
    private String seen(String key, TaskField field) {
        return known(key)
                .map(task -> readable(field, task.shown(field)))
                .findFirst()
                .orElse("");
    }

    private Stream<KnownTask> known(String key) {
        return worker.known.tasks().entrySet().stream()
                .filter(task -> key(task.getKey()).equals(key))
                .map(Map.Entry::getValue);
    }

    private static String readable(TaskField field, String shown) {
        return field == TaskField.ASSIGNEES ? TaskWorld.numbers(Texts.parts(field, shown)) : shown;
    }

    private void changed(FakePlanner.Item item) {
        edits++;
        String key = FakeCommerce.idOf(item.id).value();
        TaskWorld.FIELDS.forEach(field -> changes.merge(new Place(key, field), 1, Integer::sum));
    }

    /** How the task is called; null when nobody can tell yet and Planner would not say who made it. */
    private @Nullable String key(FakePlanner.Item item) {
        for (TaskId id : world.commerce.tasks.keySet()) {
            if (world.item(id).filter(held -> held == item).isPresent()) {
                return id.value();
            }
        }
        if (!FakePlanner.OURS.equals(item.createdBy)) {
            return item.createdBy == null ? null : FakeCommerce.idOf(item.id).value();
        }
        if (!worker.known.twins().requests().isEmpty()) {
            return null;
        }
        return worker.known.tasks().entrySet().stream()
                .filter(task -> task.getValue().presence() instanceof Presence.Creating)
                .map(task -> key(task.getKey()))
                .findFirst()
                .orElse(null);
    }

    private void remove() {
        if (world.planner.items().isEmpty() || random.nextInt(3) > 0) {
            return;
        }
        FakePlanner.Item item = world.pick(world.planner.items().values());
        String key = key(item);
        boolean held = worker.known.tasks().values().stream()
                .anyMatch(task -> task.presence().plannerTaskId().equals(Optional.of(item.id)));
        if (key != null && held) {
            world.planner.items().remove(item.id);
            changes.merge(new Place(key, TaskField.STATUS), 1, Integer::sum);
            TaskWorld.FIELDS.forEach(field -> inPlanner.remove(new Place(key, field)));
            if (!isAsIfNeverChanged(key, TaskField.STATUS, "Canceled")) {
                inPlanner.put(new Place(key, TaskField.STATUS), Edit.to("Canceled", worker.now));
            }
            edits++;
        }
    }

    /** What Commerce takes over undoes its own edits. */
    private void hear() {
        Map<TaskId, FakeCommerce.Task> before = new TreeMap<>(world.commerce.tasks);
        world.commerce.hear(worker.now);
        before.forEach((id, task) -> TaskWorld.FIELDS.stream()
                .filter(field ->
                        !task.value(field).equals(world.commerce.task(id).value(field)))
                .forEach(field -> inCommerce.remove(new Place(id.value(), field))));
    }

    /** Edits that the other side shows are not lost any more, nor those that say what it said of itself. */
    private void deliveries() {
        deliveries(world.commerce.tasks);
        deliveries(world.commerce.heard);
        inCommerce.entrySet().removeIf(edit -> shows(edit.getKey(), edit.getValue()));
    }

    private void deliveries(Map<TaskId, FakeCommerce.Task> tasks) {
        new HashMap<>(inPlanner).forEach((place, edit) -> {
            FakeCommerce.Task task = tasks.get(new TaskId(place.task()));
            if (task != null && edit.isIn(place.field(), task.value(place.field()))) {
                inPlanner.remove(place);
            } else if (task != null) {
                inPlanner.put(place, edit.but(place.field(), task.value(place.field())));
            }
        });
    }

    private boolean shows(Place place, Edit edit) {
        FakePlanner.Item item = world.item(new TaskId(place.task())).orElse(null);
        if (item == null) {
            return edit.value().equals("Canceled");
        }
        String shown = world.shown(item, place.field());
        return world.projected(place.field(), edit.value()).equals(shown)
                || place.field() == TaskField.LINKS
                        && item.references.containsAll(Texts.parts(place.field(), edit.value()));
    }

    /** Details that changed unseen are read again one by one, as time goes by. */
    private void readAllDetails() {
        int looks = world.planner.detailsMoveTasks && !world.planner.copy.hasShown()
                ? 0
                : world.planner.items().size();
        for (int look = 0; look < looks; look++) {
            listen();
            world.rest(worker.policy.pace().quiet());
            deliveries();
        }
    }

    private void listen() {
        while (!world.commerce.news.isEmpty()) {
            hear();
            deliveries();
        }
        world.hearAll();
    }

    private void calmDown() {
        worker.deliverLate();
        worker.members.addAll(FakeCommerce.USERS.values());
        readAllDetails();
        int before = worker.writes;
        int rounds = 0;
        do {
            listen();
            worker.known = worker.known.doubted();
            worker.run(step -> {
                deliveries();
                return Fault.NONE;
            });
            deliveries();
            world.rest(Duration.ofMinutes(11));
            deliveries();
            rounds++;
        } while (!world.commerce.isQuiet() && rounds < 12);
        assertThat(world.commerce.isQuiet()).as("no ping-pong").isTrue();
        assertThat(worker.writes - before).as("writes to converge").isLessThanOrEqualTo(8 + 4 * edits);
        int writes = worker.writes;
        world.rest(Duration.ofMinutes(20));
        assertThat(worker.writes).as("no write once converged").isEqualTo(writes);
        assertThat(world.commerce.isQuiet()).as("no news once converged").isTrue();
    }

    private void check() {
        assertThat(world.planner.sins).isEmpty();
        assertThat(world.planner.plans).as("one store, one plan").hasSizeLessThanOrEqualTo(1);
        assertThat(new TreeSet<>(world.planner.buckets.values())).hasSameSizeAs(world.planner.buckets.values());
        assertThat(world.strayItems()).as("a task twice").isEmpty();
        assertThat(world.differences()).isEmpty();
        inPlanner.forEach((place, edit) -> assertThat(
                        isInLedger(place, edit) || isSettledByTheEnd(place, edit) || wentUnseen(place))
                .as("lost in Planner: %s %s, ledger %s", place, edit, worker.entries)
                .isTrue());
        inCommerce.forEach((place, edit) -> assertThat(isInLedger(place, edit) || isOver(place))
                .as("lost in Commerce: %s %s, ledger %s", place, edit, worker.entries)
                .isTrue());
        checkNews();
    }

    /** Between the last look at details whose etag moves alone and the deletion of the task nobody can see a change. */
    private boolean wentUnseen(Place place) {
        return (place.field() == TaskField.NOTES || place.field() == TaskField.LINKS)
                && world.planner.deletedUnseen.stream().anyMatch(ref -> key(ref).equals(place.task()));
    }

    private boolean isInLedger(Place place, Edit edit) {
        List<LedgerEntry> entries = worker.entries.stream()
                .filter(entry -> key(entry.task()).equals(place.task()) && entry.field() == place.field())
                .toList();
        return Edit.isSet(place.field())
                ? isInLedgerPartByPart(place, edit, entries)
                : entries.stream()
                        .anyMatch(entry ->
                                !entry.at().isBefore(edit.at()) && lost(entry).equals(edit.value()));
    }

    /** Each link and each assignment is a property of its own, and so is lost by itself. */
    private boolean isInLedgerPartByPart(Place place, Edit edit, List<LedgerEntry> entries) {
        Set<String> now =
                parts(place, world.commerce.task(new TaskId(place.task())).value(place.field()));
        Set<String> added = edit.missing(now);
        Set<String> removed = edit.undone(now);
        entries.forEach(entry -> {
            Set<String> lost = parts(place, lost(entry));
            added.removeAll(lost);
            removed.removeIf(part -> !lost.contains(part));
        });
        return added.isEmpty() && removed.isEmpty();
    }

    private static Set<String> parts(Place place, String value) {
        return Texts.parts(place.field(), value);
    }

    /**
     * Who deletes what the other side deletes too loses nothing, progress under a mark is still there, and of what is over
     * Commerce need but have heard.
     */
    private boolean isSettledByTheEnd(Place place, Edit edit) {
        boolean canceled = edit.value().equals("Canceled");
        boolean hidden = world.marks() && place.field() == TaskField.STATUS;
        return isOver(place) && (canceled || hidden || isTold(place, edit));
    }

    private boolean isTold(Place place, Edit edit) {
        return worker.news.stream()
                .filter(TaskNews.OfTask.class::isInstance)
                .map(TaskNews.OfTask.class::cast)
                .filter(news -> key(news.about().task()).equals(place.task()))
                .filter(news -> !news.observedAt().isBefore(edit.at()))
                .anyMatch(news -> fields(news).contains(place.field()));
    }

    private static Set<TaskField> fields(TaskNews.OfTask news) {
        return switch (news) {
            case TaskNews.TaskCreated created -> created.values().keySet();
            case TaskNews.TaskUpdated updated -> updated.changed().keySet();
            case TaskNews.TaskAssigned assigned -> Set.of(TaskField.ASSIGNEES);
            case TaskNews.TaskStatusChanged changed -> Set.of(TaskField.STATUS);
            case TaskNews.TaskDeleted deleted -> Set.of(TaskField.STATUS);
        };
    }

    private boolean isOver(Place place) {
        FakeCommerce.Task task = world.commerce.tasks.get(new TaskId(place.task()));
        return task == null || task.deleted() || task.value(TaskField.STATUS).equals("Canceled");
    }

    /**
     * At most one piece of news for each change that somebody made in Planner, one for each word that came too late for it, and one
     * when Commerce gives an id to what was made there.
     */
    private void checkNews() {
        Map<Place, Integer> told = new HashMap<>();
        worker.news.stream()
                .filter(news -> !(news instanceof TaskNews.TaskCreated))
                .filter(TaskNews.OfTask.class::isInstance)
                .map(TaskNews.OfTask.class::cast)
                .forEach(news -> fields(news)
                        .forEach(field -> told.merge(new Place(key(news.about().task()), field), 1, Integer::sum)));
        told.forEach((place, times) -> {
            if (world.owner(new TaskId(place.task()), place.field()) != Owner.PLANNER) {
                assertThat(times)
                        .as("news of %s", place)
                        .isLessThanOrEqualTo(changes.getOrDefault(place, 0)
                                + words.getOrDefault(place, 0)
                                + (TaskWorld.isMadeInPlanner(new TaskId(place.task())) ? 1 : 0));
            }
        });
    }
}
