package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody made of a field, in one change or several, as far as the other side has not shown it. Of assignees and
 * links each is a property of its own, which arrives or is lost by itself.
 *
 * @param value what it shows since
 * @param before what it showed before the first change
 * @param added who or what is there because of that
 * @param removed who or what is not there any more because of that
 * @param at when it was changed last
 */
record Edit(String value, String before, Set<String> added, Set<String> removed, Instant at) {

    /** Nobody changed it yet. */
    static Edit none(String value, Instant at) {
        return new Edit(value, value, Set.of(), Set.of(), at);
    }

    /** A value that was set whole. */
    static Edit to(String value, Instant at) {
        return new Edit(value, "", Set.of(), Set.of(), at);
    }

    static boolean isSet(TaskField field) {
        return field == TaskField.ASSIGNEES || field == TaskField.LINKS;
    }

    /**
     * The edit once the field was changed again.
     *
     * @param from what it showed just before, which may be Tandem's own doing
     * @param seen what Tandem saw last: who came after that and is taken out again was there for nobody
     */
    Edit then(TaskField field, String from, String seen, String next, Instant now) {
        Set<String> there = Texts.parts(field, next);
        Set<String> came = Texts.parts(field, next);
        came.removeAll(Texts.parts(field, from));
        came.addAll(added);
        came.retainAll(there);
        Set<String> left = Texts.parts(field, from);
        left.retainAll(Texts.parts(field, seen));
        left.addAll(removed);
        left.removeAll(there);
        return new Edit(next, before, came, left, now);
    }

    /** What the other side does not show when it shows this. */
    Edit but(TaskField field, String other) {
        Set<String> parts = Texts.parts(field, other);
        return new Edit(value, before, missing(parts), undone(parts), at);
    }

    /** Whether nothing is left of it once the other side shows this. */
    boolean isIn(TaskField field, String other) {
        return isSet(field) ? but(field, other).isNothing() : other.equals(value);
    }

    private boolean isNothing() {
        return added.isEmpty() && removed.isEmpty();
    }

    /** The additions that are not among these. */
    Set<String> missing(Collection<String> there) {
        Set<String> missing = new TreeSet<>(added);
        missing.removeAll(there);
        return missing;
    }

    /** The removals that are among these. */
    Set<String> undone(Collection<String> there) {
        Set<String> undone = new TreeSet<>(removed);
        undone.retainAll(there);
        return undone;
    }
}
