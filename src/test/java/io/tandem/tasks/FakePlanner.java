package io.tandem.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tiny Planner with etags: a stale one is accepted unless the same property was changed since (graph-contract 8.3). It
 * remembers what must never be asked of it.
 */
final class FakePlanner {
    static final String OURS = "0000c0de";

    /** A task with its details, each with the version in which each property was changed last. */
    static final class Item {
        final String id;
        final Instant createdAt;
        final @Nullable String createdBy;
        final Map<String, Integer> changed = new HashMap<>();
        final TreeSet<String> assignees = new TreeSet<>();
        final TreeSet<String> references = new TreeSet<>();
        String planId;
        String title = "";
        String description = "";
        int percent;
        boolean plain = true;
        int version = 1;
        int detailsVersion = 1;
        int detailsShown = 1;

        @Nullable
        String bucketId;

        @Nullable
        Instant start;

        @Nullable
        Instant due;

        @Nullable
        Instant completedAt;

        Item(String id, String planId, Instant createdAt, @Nullable String createdBy) {
            this.id = id;
            this.planId = planId;
            this.createdAt = createdAt;
            this.createdBy = createdBy;
        }

        String etag() {
            return "%s#t%05d".formatted(id, version);
        }

        String detailsEtag() {
            return "%s#d%05d".formatted(id, detailsVersion);
        }

        PlannerTask shown() {
            return new PlannerTask(
                    id,
                    planId,
                    etag(),
                    title,
                    bucketId,
                    percent,
                    due,
                    assignees,
                    !description.isEmpty(),
                    references.size(),
                    plain,
                    new PlannerTask.Origin(createdAt, createdBy, completedAt, completedAt == null ? null : "u1"));
        }

        PlannerDetails details() {
            detailsShown = detailsVersion;
            return readDetails();
        }

        PlannerDetails readDetails() {
            return new PlannerDetails(detailsEtag(), description.isEmpty() ? null : description, references);
        }
    }

    final SequencedMap<String, Map<String, Item>> plans = new LinkedHashMap<>();
    final Map<String, String> planTitles = new LinkedHashMap<>();
    final Map<String, String> buckets = new LinkedHashMap<>();
    final List<Step> calls = new ArrayList<>();
    final List<String> sins = new ArrayList<>();
    /** Tasks that were deleted with details that nobody was shown, and whose etag did not say so. */
    final Set<TaskRef> deletedUnseen = new HashSet<>();

    final Map<String, String> refusals = new HashMap<>();
    /** What is refused wherever it is written. */
    Predicate<Setting> unwelcome = setting -> false;

    String unwelcomeCode = "";
    final boolean saysWhoMadeIt;
    boolean groupIsMissing;
    /** Whether the etag of a task that is open moves with its details; nobody promises that. */
    boolean detailsMoveTasks = true;
    /** Whether the history of a plan leaves everything out; it is beta. */
    boolean historyIsBlind;
    /** When it was last asked for all tasks, or whether anything happened, and nothing had. */
    Instant shownAt = Instant.EPOCH;

    /** Shows for a while what was before. */
    final LaggingCopy copy = new LaggingCopy();

    private final List<Instant> happened = new ArrayList<>();
    private Set<String> there = Set.of();
    private int ids;

    FakePlanner(boolean saysWhoMadeIt) {
        this.saysWhoMadeIt = saysWhoMadeIt;
    }

    /** The tasks of the only plan. */
    Map<String, Item> items() {
        return plans.isEmpty() ? Map.of() : plans.firstEntry().getValue();
    }

    /** A task of the only plan. */
    Optional<Item> find(String id) {
        return Optional.ofNullable(items().get(id));
    }

    private Optional<Item> anywhere(String id) {
        return plans.values().stream()
                .flatMap(items -> Stream.ofNullable(items.get(id)))
                .findFirst();
    }

    /** People move a task to another plan. */
    void move(Item item, String planId) {
        Objects.requireNonNull(plans.get(item.planId)).remove(item.id);
        plans.computeIfAbsent(planId, other -> new TreeMap<>()).put(item.id, item);
        item.planId = planId;
        item.version++;
    }

    Item make(Instant now, @Nullable String by) {
        Item item = new Item("P%04d".formatted(++ids), plans.firstEntry().getKey(), now, saysWhoMadeIt ? by : null);
        items().put(item.id, item);
        happened.add(now);
        return item;
    }

    void apply(Item item, Setting setting, Instant now) {
        happened.add(now);
        boolean details = isOfDetails(setting);
        boolean moves = !details || detailsMoveTasks || item.percent == 100;
        copy.changes(item, moves, details, now);
        switch (setting) {
            case Setting.Title(String text) -> item.title = text;
            case Setting.Due(Instant at) -> {
                item.due = at;
                item.start = startsAfter(item.start, at) ? at : item.start;
            }
            case Setting.Start(Instant at) -> item.start = at;
            case Setting.Percent(int value) -> {
                item.completedAt = value < 100 ? null : item.percent == 100 ? item.completedAt : now;
                item.percent = value;
            }
            case Setting.Assignments(var added, var removed) -> {
                item.assignees.addAll(added);
                item.assignees.removeAll(removed);
            }
            case Setting.Description(String text) -> item.description = text;
            case Setting.References(var added, var removed) -> {
                item.references.addAll(added);
                item.references.removeAll(removed);
            }
        }
        item.version += moves ? 1 : 0;
        item.detailsVersion += details ? 1 : 0;
        names(setting).forEach(name -> item.changed.put(name, details ? item.detailsVersion : item.version));
    }

    private static boolean isOfDetails(Setting setting) {
        return setting instanceof Setting.Description || setting instanceof Setting.References;
    }

    private static List<String> names(Setting setting) {
        List<String> names = new ArrayList<>();
        switch (setting) {
            case Setting.Assignments(var added, var removed) -> {
                added.forEach(user -> names.add("assignments/" + user));
                removed.forEach(user -> names.add("assignments/" + user));
            }
            case Setting.References(var added, var removed) -> {
                added.forEach(url -> names.add("references/" + url));
                removed.forEach(url -> names.add("references/" + url));
            }
            default -> names.add(setting.getClass().getSimpleName());
        }
        return names;
    }

    Outcome call(Step step, Instant now) {
        calls.add(step);
        noticeDeletions(now);
        String refusal =
                step instanceof Step.Write write && write.settings().stream().anyMatch(unwelcome)
                        ? unwelcomeCode
                        : refusals.get(step.getClass().getSimpleName());
        if (refusal != null) {
            return new Outcome.Refused(refusal, "refused " + refusal);
        }
        return switch (step) {
            case Step.FindPlans find ->
                groupIsMissing
                        ? new Outcome.Gone()
                        : new Outcome.PlansFound(planTitles.entrySet().stream()
                                .map(plan -> new Outcome.PlansFound.Plan(plan.getKey(), plan.getValue(), Instant.EPOCH))
                                .toList());
            case Step.CreatePlan create -> {
                String id = "plan-" + ++ids;
                plans.put(id, new TreeMap<>());
                planTitles.put(id, create.title());
                yield new Outcome.PlanCreated(id);
            }
            case Step.ReadBuckets read ->
                inPlan(
                        read.planId(),
                        new Outcome.BucketsRead(buckets.entrySet().stream()
                                .map(bucket -> new Outcome.BucketsRead.Bucket(bucket.getKey(), bucket.getValue()))
                                .toList()));
            case Step.CreateBucket create -> inPlan(create.planId(), bucket(create.name()));
            case Step.ReadTasks read -> {
                shownAt = now;
                yield inPlan(
                        read.planId(),
                        new Outcome.TasksRead(
                                items().values().stream().map(Item::shown).toList()));
            }
            case Step.ReadHistory read -> {
                boolean news = !historyIsBlind
                        && happened.stream().anyMatch(at -> at.isAfter(read.since()) && at.isBefore(read.until()));
                shownAt = news ? shownAt : now;
                yield inPlan(read.planId(), new Outcome.HistoryRead(news));
            }
            case Step.CreateTask create -> inPlan(create.planId(), create(create, now));
            case Step.ReadTask read ->
                anywhere(read.id())
                        .<Outcome>map(item -> new Outcome.TaskSeen(item.shown()))
                        .orElseGet(Outcome.Gone::new);
            case Step.ReadDetails read ->
                anywhere(read.id())
                        .<Outcome>map(item -> new Outcome.DetailsSeen(item.details()))
                        .orElseGet(Outcome.Gone::new);
            case Step.UpdateTask update -> update(update, update.id(), update.etag(), now);
            case Step.UpdateDetails update -> update(update, update.id(), update.etag(), now);
            case Step.DeleteTask delete -> delete(delete);
        };
    }

    /** People delete without a word. */
    private void noticeDeletions(Instant now) {
        if (!items().keySet().containsAll(there)) {
            happened.add(now);
        }
        there = Set.copyOf(items().keySet());
    }

    private Outcome inPlan(String planId, Outcome outcome) {
        return plans.containsKey(planId) ? outcome : new Outcome.Gone();
    }

    private Outcome bucket(String name) {
        String id = "bucket-" + ++ids;
        buckets.put(id, name);
        return new Outcome.BucketCreated(id);
    }

    private Outcome create(Step.CreateTask create, Instant now) {
        if (create.bucketId() != null && !buckets.containsKey(create.bucketId())) {
            return new Outcome.Refused("", "there is no such bucket");
        }
        Item item = make(now, OURS);
        item.bucketId = create.bucketId();
        create.settings().forEach(setting -> apply(item, setting, now));
        if (item.title.isBlank()) {
            sins.add("a task without a title");
        }
        return new Outcome.TaskSeen(item.shown());
    }

    /** What people do moves the start along with the due date; of an application Planner refuses it. */
    private static boolean startsAfter(@Nullable Instant start, @Nullable Instant due) {
        return start != null && due != null && start.isAfter(due);
    }

    private static boolean startsTooLate(Item item, Step.Write write) {
        boolean moved = write.settings().stream().anyMatch(Setting.Start.class::isInstance);
        return !moved
                && write.settings().stream()
                        .anyMatch(setting -> setting instanceof Setting.Due(Instant at) && startsAfter(item.start, at));
    }

    private Outcome update(Step.Write write, String id, String etag, Instant now) {
        Item item = anywhere(id).orElse(null);
        if (item == null) {
            return new Outcome.Gone();
        }
        boolean details = write instanceof Step.UpdateDetails;
        if (write.settings().isEmpty()
                || write.settings().stream().anyMatch(setting -> isOfDetails(setting) != details)) {
            sins.add("a write that says nothing or the wrong things: " + write);
        }
        int version = version(item, etag, details ? "#d" : "#t");
        boolean conflict = write.settings().stream()
                .flatMap(setting -> names(setting).stream())
                .anyMatch(name -> item.changed.getOrDefault(name, 0) > version);
        if (conflict) {
            return new Outcome.Outdated();
        }
        if (startsTooLate(item, write)) {
            return new Outcome.Refused("", "it would start after it is due");
        }
        write.settings().forEach(setting -> apply(item, setting, now));
        return details ? new Outcome.DetailsSeen(item.details()) : new Outcome.TaskSeen(item.shown());
    }

    private int version(Item item, String etag, String kind) {
        if (!etag.startsWith(item.id + kind)) {
            sins.add("etag " + etag + " is not of task " + item.id);
            return 0;
        }
        return Integer.parseInt(etag.substring((item.id + kind).length()));
    }

    private Outcome delete(Step.DeleteTask delete) {
        Item item = anywhere(delete.id()).orElse(null);
        if (item == null) {
            return new Outcome.Gone();
        }
        if (version(item, delete.etag(), "#t") < item.version) {
            return new Outcome.Outdated();
        }
        if (copy.hasShown(item) || !detailsMoveTasks && item.detailsShown < item.detailsVersion) {
            deletedUnseen.add(delete.ref());
        }
        Objects.requireNonNull(plans.get(item.planId)).remove(item.id);
        return new Outcome.TaskDeleted();
    }
}
