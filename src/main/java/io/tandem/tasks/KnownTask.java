package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one task.
 *
 * @param presence whether it is in Planner
 * @param madeInPlanner whether people made it there; all its fields are shared, whatever Commerce calls its origin
 * @param fields what is agreed on each field
 * @param written Planner's values that the write under way means, by which it is recognised if its answer is lost
 * @param details how well its details are known
 * @param parked why it is left alone for now, null = it is not
 */
public record KnownTask(
        Presence presence,
        boolean madeInPlanner,
        Map<TaskField, Agreed> fields,
        Map<TaskField, String> written,
        Details details,
        @Nullable Parked parked) {

    /**
     * The details of a task, an object of its own (graph-contract trap 5).
     *
     * @param etag etag of the details, empty while unknown
     * @param stale whether they may have changed since they were read
     */
    public record Details(String etag, boolean stale) {
        static final Details UNKNOWN = new Details("", false);

        Details doubted() {
            return new Details("", true);
        }
    }

    /**
     * Graph refused a call about the task.
     *
     * @param code Graph's error code
     * @param until when to try again
     * @param stamp the newest word of Commerce then; a newer one is tried at once
     */
    public record Parked(String code, Instant until, String stamp) {}

    /** Copies the collections. */
    public KnownTask {
        fields = Map.copyOf(fields);
        written = Map.copyOf(written);
    }

    static KnownTask fresh(boolean madeInPlanner) {
        return new KnownTask(new Presence.Absent(), madeInPlanner, Map.of(), Map.of(), Details.UNKNOWN, null);
    }

    Agreed agreed(TaskField field) {
        Agreed agreed = fields.get(field);
        return agreed == null ? Agreed.nothing(field) : agreed;
    }

    /** Planner seems to show other values of these fields, which are still to be read, since then. */
    KnownTask moved(Iterable<TaskField> some, Instant since) {
        Map<TaskField, Agreed> moved = new EnumMap<>(TaskField.class);
        some.forEach(field -> moved.put(field, agreed(field).moved(since)));
        return with(moved);
    }

    /** What Planner showed last. */
    String shown(TaskField field) {
        return agreed(field).planner();
    }

    KnownTask at(Presence next) {
        return new KnownTask(next, madeInPlanner, fields, written, details, parked);
    }

    KnownTask with(Map<TaskField, Agreed> agreements) {
        Map<TaskField, Agreed> all = new EnumMap<>(TaskField.class);
        all.putAll(fields);
        all.putAll(agreements);
        return new KnownTask(presence, madeInPlanner, all, written, details, parked);
    }

    KnownTask writing(Map<TaskField, String> values) {
        Map<TaskField, String> all = new HashMap<>(written);
        all.putAll(values);
        return new KnownTask(presence, madeInPlanner, fields, all, details, parked);
    }

    /** The write of these fields is over, one way or the other. */
    KnownTask settled(Iterable<TaskField> some) {
        Map<TaskField, String> rest = new HashMap<>(written);
        some.forEach(rest::remove);
        return new KnownTask(presence, madeInPlanner, fields, rest, details, parked);
    }

    KnownTask with(Details other) {
        return new KnownTask(presence, madeInPlanner, fields, written, other, parked);
    }

    KnownTask parked(@Nullable Parked why) {
        return new KnownTask(presence, madeInPlanner, fields, written, details, why);
    }

    KnownTask doubted() {
        return presence instanceof Presence.Present present ? at(present.at(Presence.Sight.DOUBTFUL)) : this;
    }

    /** Out of Planner; what is agreed stays. */
    KnownTask gone() {
        return new KnownTask(
                new Presence.Absent(presence.lastId().orElse(null)),
                madeInPlanner,
                fields,
                Map.of(),
                Details.UNKNOWN,
                parked);
    }
}
