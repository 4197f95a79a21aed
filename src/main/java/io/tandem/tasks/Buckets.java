package io.tandem.tasks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The buckets of a plan.
 *
 * @param known whether they were read and nothing unclear happened since
 * @param ids id by the name of the list; a bucket that people renamed stays the bucket of its list
 * @param refused Graph's code by the name of the list that got no bucket
 */
public record Buckets(boolean known, Map<String, String> ids, Map<String, String> refused) {
    static final Buckets UNKNOWN = new Buckets(false, Map.of(), Map.of());

    /** Copies the maps. */
    public Buckets {
        ids = Map.copyOf(ids);
        refused = Map.copyOf(refused);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(ids.get(name));
    }

    Buckets doubted() {
        return new Buckets(false, ids, refused);
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
        return new Buckets(true, all, refused);
    }

    Buckets created(String name, String id) {
        Map<String, String> all = new HashMap<>(ids);
        all.put(name, id);
        return new Buckets(true, all, refused);
    }

    Buckets refused(String name, String code) {
        Map<String, String> all = new HashMap<>(refused);
        all.put(name, code);
        return new Buckets(known, ids, all);
    }
}
