package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed on one field. Texts are in the form of {@link TaskField}, empty when there is none;
 * people are personnel numbers to Commerce and user ids to Planner.
 *
 * @param value the value as Commerce would say it
 * @param stamp the newest word of Commerce that was considered, empty when it said none
 * @param planner Planner's value that was last considered
 * @param owed whether the value has still to be written to Planner
 * @param told the news to Commerce that it has not confirmed, null when it agrees
 */
public record Agreed(
        String value,
        String stamp,
        String planner,
        boolean owed,
        @Nullable Told told) {
    /** More values than this in a row without a word of Commerce are not remembered. */
    private static final int MEMORY = 8;

    /**
     * News that Commerce was told and has not said itself.
     *
     * @param at when it was told
     * @param since since when it is so in Planner: a word that Commerce said before that is older, however late it comes
     * @param earlier what Commerce may still say because it has not heard the news, oldest first
     */
    public record Told(Instant at, Instant since, List<String> earlier) {
        /** Copies the values. What was stored without the time of the change was told as soon as it was seen. */
        public Told {
            since = Objects.requireNonNullElse(since, at);
            earlier = List.copyOf(earlier);
        }

        /** Commerce had said the same before. */
        Told heard() {
            return new Told(at, since, List.of());
        }
    }

    /** Nothing is agreed yet: neither side said anything. */
    static Agreed nothing(TaskField field) {
        String none = Texts.clean(field, null);
        return new Agreed(none, "", none, false, null);
    }

    /** Agreed on Planner's value, which is so since then; Commerce is told. */
    Agreed told(String newValue, String newStamp, String seen, Instant since, Instant now) {
        List<String> earlier = Stream.concat(told == null ? Stream.of() : told.earlier().stream(), Stream.of(value))
                .filter(old -> !old.equals(newValue))
                .distinct()
                .toList();
        List<String> latest = earlier.subList(Math.max(0, earlier.size() - MEMORY), earlier.size());
        return new Agreed(newValue, newStamp, seen, false, new Told(now, since, latest));
    }

    Agreed seen(String plannerValue) {
        return new Agreed(value, stamp, plannerValue, owed, told);
    }

    /** Planner has it. */
    Agreed written(String plannerValue) {
        return new Agreed(value, stamp, plannerValue, false, told);
    }
}
