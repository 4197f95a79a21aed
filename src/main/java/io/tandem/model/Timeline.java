package io.tandem.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds on which day, told by statements of which a later one overrides the earlier ones for its days.
 *
 * @param <V> what holds: a role, an employment
 * @param spans the statements, oldest first
 */
public record Timeline<V>(List<Span<V>> spans) {

    /**
     * One statement about the days from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param from first day, null = always before
     * @param to first day after it, null = for ever
     * @param value what holds on these days, null = nothing does
     * @param told when Tandem learned of it, null = long ago
     */
    public record Span<V>(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable V value,
            @Nullable Instant told) {
        /** Told long ago. */
        public Span(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable V value) {
            this(from, to, value, null);
        }

        /** The first day on which nothing of it holds any more, or on which it says so. */
        private Stream<LocalDate> end() {
            return Stream.ofNullable(value == null ? from : to);
        }

        private Stream<Instant> over(LocalDate today, ZoneId zone) {
            return end().filter(day -> !day.isAfter(today))
                    .map(day -> day.atStartOfDay(zone).toInstant())
                    .map(midnight -> told == null || told.isBefore(midnight) ? midnight : told);
        }

        boolean covers(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
        }
    }

    /** Copies the statements. */
    public Timeline {
        spans = List.copyOf(spans);
    }

    /** {@return a timeline on which nothing ever holds} */
    public static <V> Timeline<V> empty() {
        return new Timeline<>(List.of());
    }

    /** {@return a timeline on which one value always holds} */
    public static <V> Timeline<V> always(V value) {
        return new Timeline<>(List.of(new Span<>(null, null, value)));
    }

    /** {@return what holds on that day, empty when nothing does} */
    public Optional<V> on(LocalDate day) {
        return spans.reversed().stream()
                .filter(span -> span.covers(day))
                .findFirst()
                .flatMap(span -> Optional.ofNullable(span.value()));
    }

    /** {@return the next day after {@code day} on which something else holds, empty when all stays as it is} */
    public Optional<LocalDate> nextChangeAfter(LocalDate day) {
        return edges().filter(edge -> edge.isAfter(day))
                .sorted()
                .filter(edge -> !on(edge).equals(on(edge.minusDays(1))))
                .findFirst();
    }

    /**
     * Says since when it is over, as far as Tandem knew: from the day on which it ended, or from when that was told if that was later.
     *
     * @return empty while something holds, and when nothing ever ended
     */
    public Optional<Instant> overSince(LocalDate today, ZoneId zone) {
        return on(today).isPresent()
                ? Optional.empty()
                : spans.stream().flatMap(span -> span.over(today, zone)).max(Instant::compareTo);
    }

    private Stream<LocalDate> edges() {
        return spans.stream().flatMap(span -> Stream.of(span.from(), span.to())).mapMulti((edge, next) -> {
            if (edge != null) {
                next.accept(edge);
            }
        });
    }
}
