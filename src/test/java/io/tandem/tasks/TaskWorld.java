package io.tandem.tasks;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** People who work on the tasks of a store, in Commerce and in Planner, and what each side shows of them. */
final class TaskWorld {
    static final List<TaskField> FIELDS = List.of(TaskField.values());
    private static final LocalDate DAY = LocalDate.parse("2026-03-11");
    private static final String MARK = "[Canceled] ";
    private static final List<String> STATUSES = List.of("NotStarted", "InProgress", "Completed", "Canceled");

    private static final List<FieldOwnership> OWNERS = Stream.of(
                    "",
                    "hq.title=shared,hq.assignees=shared",
                    "hq.status=commerce,pos.notes=commerce",
                    "pos.due-date=planner,hq.links=shared,teams.status=commerce")
            .map(FieldOwnership.shipped()::with)
            .toList();

    final Random random;
    final FakeCommerce commerce;
    final FakePlanner planner;
    final Reconciler worker;
    private final boolean wakes;
    private int texts;

    TaskWorld(Random random, TaskPolicy policy, boolean saysWhoMadeIt) {
        this.random = random;
        this.commerce = new FakeCommerce(random.nextBoolean(), random.nextInt(4) == 0);
        this.planner = new FakePlanner(saysWhoMadeIt);
        this.worker = new Reconciler(commerce, planner, policy, random.nextBoolean());
        this.wakes = random.nextInt(8) == 0;
    }

    /** Neighbouring seeds make histories that have nothing in common. */
    static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    static TaskPolicy policy(Random random, boolean knowsItself, boolean history) {
        return new TaskPolicy(
                "{name} tasks",
                "Store tasks",
                random.nextInt(3) == 0 ? TaskPolicy.Canceled.MARKED : TaskPolicy.Canceled.DELETED,
                knowsItself ? FakePlanner.OURS : null,
                OWNERS.get(random.nextInt(OWNERS.size())),
                TaskPolicy.Pace.usual(),
                history);
    }

    /** A new task in Commerce. */
    TaskId post() {
        TaskId id = new TaskId("T" + commerce.tasks.size());
        Map<TaskField, String> values = new EnumMap<>(TaskField.class);
        values.put(TaskField.TITLE, commerceText());
        for (TaskField field : FIELDS) {
            if (field != TaskField.TITLE && random.nextInt(3) == 0) {
                values.put(field, commerceValue(field));
            }
        }
        commerce.put(id, random.nextBoolean() ? TaskOrigin.HQ : TaskOrigin.POS, false, values, worker.now);
        return id;
    }

    String commerceValue(TaskField field) {
        return switch (field) {
            case TITLE -> commerceText();
            case NOTES -> random.nextInt(4) == 0 ? "" : commerceText();
            case DUE_DATE ->
                random.nextInt(4) == 0
                        ? ""
                        : DAY.plusDays(2L * random.nextInt(4)).toString();
            case ASSIGNEES -> String.join(" ", some(FakeCommerce.USERS.keySet()));
            case STATUS -> STATUSES.get(random.nextInt(STATUSES.size()));
            case LINKS -> String.join("\n", some(Set.of("https://c/1", "https://c/2")));
        };
    }

    private String commerceText() {
        String text = "c" + ++texts;
        return random.nextInt(12) == 0 ? text + "x".repeat(300) : text;
    }

    private TreeSet<String> some(Collection<String> all) {
        TreeSet<String> some = new TreeSet<>(all);
        some.removeIf(one -> random.nextBoolean());
        return some;
    }

    /** What a person changes in Planner. */
    Setting plannerChange(FakePlanner.Item item, TaskField field) {
        return switch (field) {
            case TITLE -> new Setting.Title((item.title.startsWith(MARK) ? MARK : "") + "p" + ++texts);
            case NOTES -> new Setting.Description(random.nextInt(4) == 0 ? "" : "p" + ++texts);
            case DUE_DATE -> new Setting.Due(random.nextInt(4) == 0 ? null : rescheduled(item));
            case ASSIGNEES -> change(item.assignees, Set.of("u1", "u2", "u3", "u9"), true);
            case STATUS -> new Setting.Percent(List.of(0, 1, 50, 99, 100).get(random.nextInt(5)));
            case LINKS -> change(item.references, Set.of("https://c/1", "https://p/1"), false);
        };
    }

    /** Whoever says when something is due often says, too, that it is not to be begun before. */
    private Instant rescheduled(FakePlanner.Item item) {
        Instant day = plannerDay();
        item.start = random.nextInt(3) == 0 ? day : item.start;
        return day;
    }

    private Instant plannerDay() {
        return DAY.plusDays(1 + 2L * random.nextInt(4))
                .atTime(LocalTime.of(18, 0))
                .toInstant(ZoneOffset.UTC);
    }

    private Setting change(Set<String> before, Set<String> all, boolean people) {
        TreeSet<String> after = some(all);
        TreeSet<String> added = new TreeSet<>(after);
        added.removeAll(before);
        TreeSet<String> removed = new TreeSet<>(before);
        removed.removeAll(after);
        return people ? new Setting.Assignments(added, removed) : new Setting.References(added, removed);
    }

    /** A new task in Planner. */
    FakePlanner.Item make() {
        FakePlanner.Item item = planner.make(worker.now, "a-person's-app");
        planner.apply(item, new Setting.Title("p" + ++texts), worker.now);
        if (random.nextBoolean()) {
            planner.apply(item, plannerChange(item, pick(FIELDS.subList(1, 6))), worker.now);
        }
        return item;
    }

    <T> T pick(Collection<T> all) {
        return new ArrayList<>(all).get(random.nextInt(all.size()));
    }

    boolean knowsItself() {
        return worker.policy.applicationId() != null;
    }

    boolean marks() {
        return worker.policy.canceled() == TaskPolicy.Canceled.MARKED;
    }

    /** What Planner shows of a field, as Commerce would say it; a deleted task shows that it is canceled. */
    String shown(FakePlanner.@Nullable Item item, TaskField field) {
        if (item == null) {
            return "Canceled";
        }
        boolean marked = marks() && item.title.startsWith(MARK);
        return switch (field) {
            case TITLE -> marked ? item.title.substring(MARK.length()) : item.title;
            case NOTES -> item.description;
            case DUE_DATE ->
                item.due == null
                        ? ""
                        : LocalDate.ofInstant(item.due, FakeCommerce.ZONE).toString();
            case ASSIGNEES -> numbers(item.assignees);
            case STATUS -> marked ? "Canceled" : STATUSES.get(item.percent == 0 ? 0 : item.percent < 100 ? 1 : 2);
            case LINKS -> String.join("\n", item.references);
        };
    }

    /** Personnel numbers of users; what is no user of Commerce's is left out, what is a number stays. */
    static String numbers(Collection<String> users) {
        return users.stream()
                .map(user -> FakeCommerce.USERS.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(user))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(user))
                .filter(FakeCommerce.USERS::containsKey)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** As Planner can show it. */
    String projected(TaskField field, String value) {
        int longest = marks() ? 244 : 255;
        return field == TaskField.TITLE && value.length() > longest ? value.substring(0, longest) : value;
    }

    /** The task of Planner that Tandem holds for this one. */
    Optional<FakePlanner.Item> item(TaskId id) {
        return worker.known
                .task(TaskRef.of(id))
                .or(() -> worker.known.task(TaskRef.madeInPlanner(FakeCommerce.madeOf(id))))
                .flatMap(task -> task.presence().plannerTaskId())
                .flatMap(planner::find);
    }

    Owner owner(TaskId id, TaskField field) {
        return worker.policy
                .ownership()
                .of(isMadeInPlanner(id) ? TaskOrigin.TEAMS : commerce.task(id).origin(), field);
    }

    static boolean isMadeInPlanner(TaskId id) {
        return id.value().startsWith("P");
    }

    /** Time in which nothing happens; some workers wake whenever the store is due, others are down until its end. */
    void rest(Duration time) {
        Instant end = worker.now.plus(time);
        if (wakes) {
            worker.runUntil(end);
        } else {
            worker.now = end;
            worker.run();
        }
    }

    /** Everything is heard by everybody. */
    void hearAll() {
        while (!commerce.isQuiet()) {
            commerce.hear(worker.now);
            commerce.intake();
        }
    }

    /** All tasks of Planner belong to one task of Commerce each, and nothing else is there. */
    List<String> strayItems() {
        Set<String> held = new HashSet<>();
        commerce.tasks.keySet().forEach(id -> item(id).ifPresent(item -> held.add(item.id)));
        return planner.items().keySet().stream()
                .filter(id -> !held.contains(id))
                .toList();
    }

    /** What differs between the two sides, empty when nothing does. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        commerce.tasks.forEach((id, task) -> {
            FakePlanner.Item item = item(id).orElse(null);
            boolean canceled = task.value(TaskField.STATUS).equals("Canceled");
            if (task.deleted() || canceled && !marks()) {
                if (item != null) {
                    differences.add(id + " should be gone");
                }
            } else if (item == null && !canceled) {
                differences.add(id + " is missing");
            } else if (item != null) {
                FIELDS.forEach(field -> compare(id, field, item, differences));
            }
        });
        return differences;
    }

    private void compare(TaskId id, TaskField field, FakePlanner.Item item, List<String> differences) {
        String said = projected(field, commerce.task(id).value(field));
        String shown = projected(field, shown(item, field));
        boolean attachments = field == TaskField.LINKS && owner(id, field) == Owner.COMMERCE;
        boolean same = attachments ? item.references.containsAll(Texts.parts(field, said)) : said.equals(shown);
        if (!same) {
            differences.add(id + " " + field + ": Commerce says '" + said + "', Planner shows '" + shown + "'");
        }
    }
}
