package io.tandem.tasks;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of a plan.
 *
 * @param known whether they were read and nothing unclear happened since
 * @param ids id by the name of the list; a bucket that people renamed stays the bucket of its list
 * @param refused why and how long by the name of the list that got no bucket
 * @param names name by id of those that were there when they were last read; empty of one that was asked for and not found
 */
public record Buckets(boolean known, Map<String, String> ids, Map<String, Refused> refused, Map<String, String> names) {
    static final Buckets UNKNOWN = new Buckets(false, Map.of(), Map.of(), Map.of());

    /**
     * Graph refused the bucket of a list.
     *
     * @param code Graph's error code
     * @param until when to try again
     */
    public record Refused(String code, Instant until) {}

    /** Copies the maps. */
    public Buckets {
        ids = Map.copyOf(ids);
        refused = Map.copyOf(refused);
        names = Map.copyOf(names);
    }

    /** Names that people gave were not read. */
    public Buckets(boolean known, Map<String, String> ids, Map<String, Refused> refused) {
        this(known, ids, refused, Map.of());
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(ids.get(name));
    }

    /** The list that has the bucket, or else the name that people gave it, empty when nobody knows. */
    Optional<String> nameOf(@Nullable String id) {
        return ids.entrySet().stream()
                .filter(list -> list.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> Optional.ofNullable(id).map(names::get))
                .filter(name -> !name.isEmpty());
    }

    /** Whether nobody ever asked what the bucket is called. */
    boolean isStrange(@Nullable String id) {
        return id != null && !ids.containsValue(id) && !names.containsKey(id);
    }

    /** They are to be read because somebody wants to know what this one is called; it is asked for once. */
    Buckets asking(String id) {
        Map<String, String> all = new HashMap<>(names);
        all.put(id, "");
        return new Buckets(false, ids, refused, all);
    }

    boolean isAsking() {
        return !known && names.containsValue("");
    }

    Buckets doubted() {
        return new Buckets(false, ids, refused, names);
    }

    Buckets undoubted() {
        return new Buckets(true, ids, refused, names);
    }

    /** A list keeps its bucket; without one it takes the first of its name. */
    Buckets read(List<Outcome.BucketsRead.Bucket> buckets) {
        Set<String> there = buckets.stream().map(Outcome.BucketsRead.Bucket::id).collect(Collectors.toSet());
        Map<String, String> all = new HashMap<>(ids);
        all.values().retainAll(there);
        buckets.stream()
                .filter(bucket -> !all.containsValue(bucket.id()))
                .toList()
                .forEach(bucket -> all.putIfAbsent(bucket.name(), bucket.id()));
        Map<String, String> called = new HashMap<>(names);
        called.values().removeIf(name -> !name.isEmpty());
        buckets.forEach(bucket -> called.put(bucket.id(), bucket.name()));
        return new Buckets(true, all, refusedBut(all), called);
    }

    Buckets created(String name, String id) {
        Map<String, String> all = new HashMap<>(ids);
        all.put(name, id);
        return new Buckets(true, all, refusedBut(all), names);
    }

    private Map<String, Refused> refusedBut(Map<String, String> there) {
        Map<String, Refused> rest = new HashMap<>(refused);
        rest.keySet().removeAll(there.keySet());
        return rest;
    }

    Buckets refused(String name, Refused why) {
        Map<String, Refused> all = new HashMap<>(refused);
        all.put(name, why);
        return new Buckets(known, ids, all, names);
    }

    /** Whether the list is not to get a bucket yet. */
    boolean isRefused(String name, Instant now) {
        Refused why = refused.get(name);
        return why != null && now.isBefore(why.until());
    }
}
