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
 * @param moved since when Planner seems to show another value, which is still to be read; null when nothing says so
 * @param trial the value that Planner refused last, null when it refused none that was to be written since
 */
public record Agreed(
        String value,
        String stamp,
        String planner,
        boolean owed,
        @Nullable Told told,
        @Nullable Instant moved,
        @Nullable Trial trial) {
    /** More values than this in a row without a word of Commerce are not remembered. */
    private static final int MEMORY = 8;

    /**
     * News that Commerce was told and has not said itself.
     *
     * @param at when it was told
     * @param since since when it is so in Planner: a word that Commerce said before that is older, however late it comes
     * @param earlier what Commerce may still say because it has not heard the news, oldest first
     * @param before news among these: when Commerce says one, even after it was told the newest, it has heard so far only
     */
    public record Told(Instant at, Instant since, List<String> earlier, List<String> before) {
        /** Copies the values. What was stored without the time of the change was told as soon as it was seen. */
        public Told {
            since = Objects.requireNonNullElse(since, at);
            earlier = List.copyOf(earlier);
            before = before == null ? List.of() : List.copyOf(before);
        }

        /** The first news since Commerce spoke. */
        public Told(Instant at, Instant since, List<String> earlier) {
            this(at, since, earlier, List.of());
        }

        /** Commerce had said the same before. */
        Told heard() {
            return new Told(at, since, List.of());
        }
    }

    /** Nothing says that Planner shows another value. */
    public Agreed(String value, String stamp, String planner, boolean owed, @Nullable Told told) {
        this(value, stamp, planner, owed, told, null, null);
    }

    /** Nothing is agreed yet: neither side said anything. */
    static Agreed nothing(TaskField field) {
        String none = Texts.clean(field, null);
        return new Agreed(none, "", none, false, null);
    }

    /** Agreed on Planner's value, which is so since then; Commerce is told. */
    Agreed told(String newValue, String newStamp, String seen, Instant since, Instant now) {
        Told next = told == null
                ? new Told(now, since, with(List.of(), newValue))
                : new Told(now, since, with(told.earlier(), newValue), with(told.before(), newValue));
        return new Agreed(newValue, newStamp, seen, false, next);
    }

    /** Agreed on what Planner shows of a task that Commerce did not know, which it is told. */
    static Agreed found(String newValue, String seen, Instant since, Instant now) {
        return new Agreed(newValue, "", seen, false, new Told(now, since, List.of()));
    }

    /** Commerce is told once more: whatever it says that it was told before, it has not heard this. */
    Agreed toldAgain(Told before, Instant now) {
        return new Agreed(
                value, stamp, planner, owed, new Told(now, before.since(), before.earlier(), before.earlier()));
    }

    /** These and what was agreed until now, but for what is news. */
    private List<String> with(List<String> values, String news) {
        List<String> all = Stream.concat(values.stream(), Stream.of(value))
                .filter(old -> !old.equals(news))
                .distinct()
                .toList();
        return all.subList(Math.max(0, all.size() - MEMORY), all.size());
    }

    Agreed moved(@Nullable Instant since) {
        return new Agreed(value, stamp, planner, owed, told, since, trial);
    }

    Agreed tried(@Nullable Trial refused) {
        return new Agreed(value, stamp, planner, owed, told, moved, refused);
    }

    Agreed seen(String plannerValue) {
        return new Agreed(value, stamp, plannerValue, owed, told).tried(trial);
    }

    /** What Planner shows is called otherwise by now, and what the value of Commerce's is has to be written so. */
    Agreed shownAs(String plannerValue, boolean anew) {
        return new Agreed(value, stamp, plannerValue, owed || anew, told, moved, trial);
    }

    /** Planner has it. */
    Agreed written(String plannerValue) {
        return new Agreed(value, stamp, plannerValue, false, told);
    }
}
