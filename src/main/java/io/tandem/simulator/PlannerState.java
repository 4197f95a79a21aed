package io.tandem.simulator;

import io.tandem.simulator.PlannerObject.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Plans, buckets, tasks and what happened to them; part of the {@link Tenant} and moved by it alone. */
final class PlannerState {
    /** So many events are remembered for each plan. */
    static final int EVENTS_KEPT = 500;

    private final Map<Kind, Map<String, PlannerObject>> objects = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Set<String>>> children = new EnumMap<>(Kind.class);
    private final Map<String, Deque<PlannerEvent>> events = new LinkedHashMap<>();
    private final PlannerTally tally = new PlannerTally();
    private long lastSeq;

    PlannerState() {
        for (Kind kind : Kind.values()) {
            objects.put(kind, new LinkedHashMap<>());
            children.put(kind, new LinkedHashMap<>());
        }
    }

    Optional<PlannerObject> find(Kind kind, String id) {
        return Optional.ofNullable(all(kind).get(id));
    }

    /** The plans of a group, the buckets or the tasks of a plan, in the order of creation. */
    List<PlannerObject> of(Kind kind, String parent) {
        return children(kind).getOrDefault(parent, Set.of()).stream()
                .map(all(kind)::get)
                .filter(Objects::nonNull)
                .toList();
    }

    Collection<PlannerObject> plans() {
        return Collections.unmodifiableCollection(all(Kind.PLAN).values());
    }

    PlannerTally tally() {
        return tally;
    }

    /** What happened in a plan, the oldest first. */
    Collection<PlannerEvent> events(String plan) {
        return Collections.unmodifiableCollection(events.getOrDefault(plan, new ArrayDeque<>()));
    }

    long lastSeq() {
        return lastSeq;
    }

    void put(PlannerObject object) {
        PlannerObject before = all(object.kind()).put(object.id(), object);
        if (before != null && !before.parent().equals(object.parent())) {
            children(object.kind())
                    .getOrDefault(before.parent(), new LinkedHashSet<>())
                    .remove(object.id());
        }
        children(object.kind())
                .computeIfAbsent(object.parent(), key -> new LinkedHashSet<>())
                .add(object.id());
        tally.count(before, -1);
        tally.count(object, 1);
    }

    /** A plan goes with all that is in it, a task with its details, a bucket alone. */
    void remove(Kind kind, String id) {
        PlannerObject object = all(kind).remove(id);
        if (object == null) {
            return;
        }
        children(kind).getOrDefault(object.parent(), new LinkedHashSet<>()).remove(id);
        tally.count(object, -1);
        if (kind == Kind.TASK) {
            remove(Kind.TASK_DETAILS, id);
        } else if (kind == Kind.PLAN) {
            List.of(Kind.PLAN_DETAILS, Kind.TASK, Kind.BUCKET)
                    .forEach(inside -> of(inside, id).forEach(child -> remove(inside, child.id())));
            List.of(Kind.values()).forEach(inside -> children(inside).remove(id));
            events.remove(id);
        }
    }

    /** The plans of a group with all that is in them. */
    List<Change> ofGroup(String group) {
        List<Change> all = new ArrayList<>();
        for (PlannerObject plan : of(Kind.PLAN, group)) {
            all.add(new Change.PlannerPut(plan));
            for (Kind inside : List.of(Kind.PLAN_DETAILS, Kind.BUCKET, Kind.TASK)) {
                of(inside, plan.id()).forEach(child -> all.add(new Change.PlannerPut(child)));
            }
            of(Kind.TASK, plan.id())
                    .forEach(task -> find(Kind.TASK_DETAILS, task.id())
                            .ifPresent(details -> all.add(new Change.PlannerPut(details))));
        }
        return all;
    }

    /** The plans of a deleted group go with it (graph-contract 8.2). */
    void removeGroup(String group) {
        of(Kind.PLAN, group).forEach(plan -> remove(Kind.PLAN, plan.id()));
        children(Kind.PLAN).remove(group);
    }

    void happened(PlannerEvent event) {
        Deque<PlannerEvent> list = events.computeIfAbsent(event.plan(), key -> new ArrayDeque<>());
        list.addLast(event);
        if (list.size() > EVENTS_KEPT) {
            list.removeFirst();
        }
        counted(event.seq());
    }

    /** So many events there were; those of deleted plans are forgotten, their numbers are not given again. */
    void counted(long seq) {
        lastSeq = Math.max(lastSeq, seq);
    }

    List<Change> snapshot() {
        List<Change> all = new ArrayList<>();
        objects.values().forEach(map -> map.values().forEach(object -> all.add(new Change.PlannerPut(object))));
        events.values().forEach(list -> list.forEach(event -> all.add(new Change.PlannerHappened(event))));
        all.add(new Change.PlannerCounted(lastSeq));
        return all;
    }

    private Map<String, PlannerObject> all(Kind kind) {
        return Objects.requireNonNull(objects.get(kind));
    }

    private Map<String, Set<String>> children(Kind kind) {
        return Objects.requireNonNull(children.get(kind));
    }
}
