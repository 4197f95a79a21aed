package io.tandem.commerce;

import io.tandem.model.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
     * @param told when Tandem learned that it is over, null = long ago
     */
    record End<V>(Fact fact, LocalDate on, @Nullable Instant told) implements Statement<V> {
        /** An end that moves no other. */
        End(Fact fact, LocalDate on) {
            this(fact, on, fact.toldAt());
        }

        @Override
        public Timeline.Span<V> span() {
            return new Timeline.Span<>(on, null, null, told);
        }

        /** The same in place of an earlier one; what was over when it moved has been over since then. */
        private End<V> moving(End<V> earlier) {
            boolean over = told != null && !earlier.on.isAfter(LocalDate.ofInstant(told, ZoneOffset.UTC));
            return over && (earlier.told == null || earlier.told.isBefore(told))
                    ? new End<>(fact, on, earlier.told)
                    : this;
        }
    }

    /** {@return the statements oldest first, without an end that the next statement moves to another day} */
    static <V> List<Statement<V>> settled(Collection<Statement<V>> told) {
        List<Statement<V>> settled = new ArrayList<>();
        told.stream().sorted(Comparator.comparing(Statement::stamp)).forEach(statement -> {
            Statement<V> last = settled.isEmpty() ? null : settled.getLast();
            if (statement instanceof End<V> end && last instanceof End<V> earlier) {
                settled.removeLast();
                settled.add(end.moving(earlier));
            } else {
                settled.add(statement);
            }
        });
        return settled;
    }
}
