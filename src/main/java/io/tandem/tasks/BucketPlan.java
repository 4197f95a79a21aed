package io.tandem.tasks;

import io.tandem.model.RetailTask;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which bucket each task is made. */
record BucketPlan(DesiredPlan desired, Buckets buckets, TaskPolicy policy, Instant now) {
    /** The bucket of its list, or the default one while that is refused. */
    String bucketFor(TaskRef ref) {
        String bucket = wantedFor(ref);
        return isPossible(bucket) ? bucket : policy.defaultBucket();
    }

    boolean isPossible(String bucket) {
        return !buckets.isRefused(bucket, now);
    }

    private String wantedFor(TaskRef ref) {
        @Nullable String list = desired.task(ref).map(RetailTask::list).orElse(null);
        return policy.bucket(list);
    }

    /** The lists that got no bucket, of those on which anything is left to do. */
    Map<String, Buckets.Refused> refused(Collection<TaskPlan> tasks) {
        Map<String, Buckets.Refused> refused = new TreeMap<>(buckets.refused());
        refused.keySet()
                .retainAll(tasks.stream()
                        .filter(TaskPlan::isOpen)
                        .map(task -> wantedFor(task.ref()))
                        .collect(Collectors.toSet()));
        return refused;
    }
}
