package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
 * @param zone the zone in whose days it is known when the task is due, null when not known
 */
public record KnownTask(
        Presence presence,
        boolean madeInPlanner,
        Map<TaskField, Agreed> fields,
        Map<TaskField, String> written,
        Details details,
        @Nullable Parked parked,
        @Nullable ZoneId zone) {

    /**
     * The details of a task, an object of its own (graph-contract trap 5).
     *
     * @param etag etag of the details, empty while unknown
     * @param stale whether they may have changed since they were read
     * @param readAt when they were read, null = never, or there were none when the task was last seen
     */
    public record Details(
            String etag, boolean stale, @Nullable Instant readAt) {
        static final Details UNKNOWN = new Details("", false, null);

        Details doubted() {
            return new Details(etag, true, readAt);
        }

        /** The task shows that there are none. */
        Details none() {
            return new Details(etag, false, null);
        }

        boolean areThere() {
            return stale || readAt != null;
        }

        /** Whether they were read, but not since that time. */
        boolean isReadBefore(Instant time) {
            return !stale && at().isBefore(time);
        }

        /** When they were read, long after now when they were not. */
        Instant at() {
            return readAt == null ? Instant.MAX : readAt;
        }

        /** Whether they are known as they were at that time or later. */
        boolean areReadSince(Instant time) {
            return !stale && readAt != null && !readAt.isBefore(time);
        }
    }

    /**
     * Graph refused a call about the task, or did not show it as it is.
     *
     * @param code Graph's error code, or a name of Tandem's own for an old answer
     * @param until when to try again
     * @param stamp the newest word of Commerce then; a newer one is tried at once
     */
    public record Parked(String code, Instant until, String stamp) {
        /** How the code begins when Graph refused nothing, but showed an older version than the one that is known. */
        static final String OLD = "Old";

        /** {@return whether Graph refused nothing, but showed an older version than the one that is known} */
        public boolean isForOldAnswer() {
            return code.startsWith(OLD);
        }
    }

    /** Copies the collections. */
    public KnownTask {
        fields = Map.copyOf(fields);
        written = Map.copyOf(written);
    }

    static KnownTask fresh(boolean madeInPlanner) {
        return new KnownTask(new Presence.Absent(), madeInPlanner, Map.of(), Map.of(), Details.UNKNOWN, null, null);
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

    /** Nobody saw the details change, but they were not read for long. */
    KnownTask unsure(Instant now) {
        Instant readAt = details.readAt();
        Instant since =
                readAt == null ? now : readAt.plus(Duration.between(readAt, now).dividedBy(2));
        return moved(TaskForm.OF_DETAILS, since).with(details.doubted());
    }

    /** What Planner showed last. */
    String shown(TaskField field) {
        return agreed(field).planner();
    }

    boolean showsDetails() {
        return TaskForm.OF_DETAILS.stream().anyMatch(field -> !shown(field).isEmpty());
    }

    KnownTask at(Presence next) {
        return new KnownTask(next, madeInPlanner, fields, written, details, parked, zone);
    }

    KnownTask with(Map<TaskField, Agreed> agreements) {
        Map<TaskField, Agreed> all = new EnumMap<>(TaskField.class);
        all.putAll(fields);
        all.putAll(agreements);
        return new KnownTask(presence, madeInPlanner, all, written, details, parked, zone);
    }

    KnownTask writing(Map<TaskField, String> values) {
        Map<TaskField, String> all = new HashMap<>(written);
        all.putAll(values);
        return new KnownTask(presence, madeInPlanner, fields, all, details, parked, zone);
    }

    /** The write of these fields is over, one way or the other. */
    KnownTask settled(Iterable<TaskField> some) {
        Map<TaskField, String> rest = new HashMap<>(written);
        some.forEach(rest::remove);
        return new KnownTask(presence, madeInPlanner, fields, rest, details, parked, zone);
    }

    /** The same when the write did nothing, so that the task is as it was read. */
    KnownTask cleared(Iterable<TaskField> some) {
        KnownTask settled = settled(some);
        return presence instanceof Presence.Present present ? settled.at(present.at(Presence.Sight.CLEAR)) : settled;
    }

    KnownTask with(Details other) {
        return new KnownTask(presence, madeInPlanner, fields, written, other, parked, zone);
    }

    KnownTask parked(@Nullable Parked why) {
        return new KnownTask(presence, madeInPlanner, fields, written, details, why, zone);
    }

    KnownTask in(ZoneId other) {
        return new KnownTask(presence, madeInPlanner, fields, written, details, parked, other);
    }

    KnownTask doubted() {
        return presence instanceof Presence.Present present ? at(present.at(Presence.Sight.DOUBTFUL)) : this;
    }

    /** Out of Planner; what is agreed stays, but another task need not be refused what this one was. */
    KnownTask gone() {
        return fresh(madeInPlanner).at(presence.left()).with(untried()).parked(parked);
    }

    private Map<TaskField, Agreed> untried() {
        Map<TaskField, Agreed> agreed = new EnumMap<>(TaskField.class);
        fields.forEach((field, of) -> agreed.put(field, of.tried(null)));
        return agreed;
    }

    /** {@return the same, of which nothing counts as refused} */
    public KnownTask reconsidered() {
        return new KnownTask(presence, madeInPlanner, untried(), written, details, null, zone);
    }
}
