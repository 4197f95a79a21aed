package io.tandem.commerce;

import io.tandem.model.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one fact says about a timeline. */
sealed interface Statement<V> {

    /** {@return what was told} */
    Fact fact();

    /** {@return when it was said} */
    default Stamp stamp() {
        return fact().stamp();
    }

    /** {@return the days it speaks of, and what holds on them} */
    Timeline.Span<V> span();

    /**
     * A value holds for some days.
     *
     * @param to first day without it, null = for ever
     */
    record Begin<V>(Fact fact, LocalDate from, @Nullable LocalDate to, V value) implements Statement<V> {
        @Override
        public Timeline.Span<V> span() {
            return new Timeline.Span<>(from, to, value, fact.toldAt());
        }
    }

    /**
     * Nothing holds from a day on.
     *
     * @param on first day without anything
     */
    record End<V>(Fact fact, LocalDate on) implements Statement<V> {
        @Override
        public Timeline.Span<V> span() {
            return new Timeline.Span<>(on, null, null, fact.toldAt());
        }
    }

    /** {@return the statements oldest first, without an end that the next statement moves to another day} */
    static <V> List<Statement<V>> settled(Collection<Statement<V>> told) {
        List<Statement<V>> settled = new ArrayList<>();
        told.stream().sorted(Comparator.comparing(Statement::stamp)).forEach(statement -> {
            if (statement instanceof End && !settled.isEmpty() && settled.getLast() instanceof End) {
                settled.removeLast();
            }
            settled.add(statement);
        });
        return settled;
    }
}
