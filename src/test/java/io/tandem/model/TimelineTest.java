package io.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Timeline.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

    @Test
    void holdsNothingWhenNothingWasSaid() {
        assertThat(Timeline.<Role>empty().on(DAY)).isEmpty();
        assertThat(Timeline.<Role>empty().nextChangeAfter(DAY)).isEmpty();
    }

    @Test
    void holdsForEver() {
        assertThat(Timeline.always(Role.WORKER).on(LocalDate.MIN)).contains(Role.WORKER);
        assertThat(Timeline.always(Role.WORKER).on(LocalDate.MAX)).contains(Role.WORKER);
        assertThat(Timeline.always(Role.WORKER).nextChangeAfter(DAY)).isEmpty();
    }

    @Test
    void holdsFromTheFirstDayToTheDayBeforeTheLast() {
        Timeline<Role> timeline = new Timeline<>(List.of(new Span<>(DAY, DAY.plusDays(2), Role.WORKER)));

        assertThat(timeline.on(DAY.minusDays(1))).isEmpty();
        assertThat(timeline.on(DAY)).contains(Role.WORKER);
        assertThat(timeline.on(DAY.plusDays(1))).contains(Role.WORKER);
        assertThat(timeline.on(DAY.plusDays(2))).isEmpty();
    }

    @Test
    void believesTheLaterStatement() {
        Timeline<Role> timeline = new Timeline<>(
                List.of(new Span<>(null, null, Role.WORKER), new Span<>(DAY, DAY.plusDays(1), Role.MANAGER)));

        assertThat(timeline.on(DAY.minusDays(1))).contains(Role.WORKER);
        assertThat(timeline.on(DAY)).contains(Role.MANAGER);
        assertThat(timeline.on(DAY.plusDays(1))).contains(Role.WORKER);
    }

    @Test
    void endsWhatAnEarlierStatementBegan() {
        Timeline<Role> timeline =
                new Timeline<>(List.of(new Span<>(null, null, Role.WORKER), new Span<>(DAY, null, null)));

        assertThat(timeline.on(DAY.minusDays(1))).contains(Role.WORKER);
        assertThat(timeline.on(DAY)).isEmpty();
        assertThat(timeline.nextChangeAfter(DAY.minusDays(1))).contains(DAY);
    }

    @Test
    void doesNotCallItAChangeWhenTheSameIsSaidAgain() {
        Timeline<Role> timeline = new Timeline<>(
                List.of(new Span<>(DAY, DAY.plusDays(5), Role.WORKER), new Span<>(DAY.plusDays(5), null, Role.WORKER)));

        assertThat(timeline.nextChangeAfter(DAY)).isEmpty();
    }

    @Test
    void takesNoNoticeOfASpanThatEndsBeforeItBegins() {
        Timeline<Role> timeline = new Timeline<>(List.of(new Span<>(DAY, DAY.minusDays(3), Role.WORKER)));

        assertThat(timeline.on(DAY)).isEmpty();
        assertThat(timeline.on(DAY.minusDays(1))).isEmpty();
        assertThat(timeline.nextChangeAfter(DAY.minusDays(9))).isEmpty();
    }

    @Test
    void tellsTheNextChangeAfterTheDayNotOnIt() {
        Timeline<Role> timeline = new Timeline<>(List.of(new Span<>(DAY, DAY.plusDays(2), Role.WORKER)));

        assertThat(timeline.nextChangeAfter(DAY.minusDays(1))).contains(DAY);
        assertThat(timeline.nextChangeAfter(DAY)).contains(DAY.plusDays(2));
    }

    @Test
    void isOverSinceItsEndOrSinceThatWasTold() {
        Instant midnight = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant told = midnight.plusSeconds(7200);
        Timeline<Role> assigned = new Timeline<>(
                List.of(new Span<>(null, null, Role.WORKER), new Span<>(DAY, null, null, told.minusSeconds(86_400))));
        Timeline<Role> late = new Timeline<>(List.of(new Span<>(DAY.minusDays(9), DAY, Role.WORKER, told)));

        assertThat(assigned.overSince(DAY.minusDays(1), ZoneOffset.UTC)).isEmpty();
        assertThat(assigned.overSince(DAY, ZoneOffset.UTC)).contains(midnight);
        assertThat(late.overSince(DAY, ZoneOffset.UTC)).contains(told);
        assertThat(late.overSince(DAY.minusDays(10), ZoneOffset.UTC)).isEmpty();
        assertThat(Timeline.<Role>empty().overSince(DAY, ZoneOffset.UTC)).isEmpty();
    }

    @Property(tries = 500)
    void agreesWithACalendarOfAllDays(@ForAll("statements") List<Span<Role>> statements) {
        Timeline<Role> timeline = new Timeline<>(statements);
        List<Role> calendar = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            Role held = null;
            for (Span<Role> statement : statements) {
                LocalDate date = DAY.plusDays(day);
                boolean begun = statement.from() == null || statement.from().compareTo(date) <= 0;
                boolean over = statement.to() != null && statement.to().compareTo(date) <= 0;
                held = begun && !over ? statement.value() : held;
            }
            assertThat(timeline.on(DAY.plusDays(day)).orElse(null)).isEqualTo(held);
            calendar.add(held);
        }
        int change = 1;
        while (change < 30 && Objects.equals(calendar.get(change), calendar.get(0))) {
            change++;
        }
        assertThat(timeline.nextChangeAfter(DAY).filter(DAY.plusDays(30)::isAfter))
                .isEqualTo(change < 30 ? java.util.Optional.of(DAY.plusDays(change)) : java.util.Optional.empty());
    }

    @Provide
    Arbitrary<List<Span<Role>>> statements() {
        Arbitrary<LocalDate> days = Arbitraries.integers().between(-3, 32).map(DAY::plusDays);
        return Combinators.combine(
                        days.injectNull(0.2),
                        days.injectNull(0.2),
                        Arbitraries.of(Role.class).injectNull(0.3))
                .as((from, to, role) -> new Span<Role>(from, to, role))
                .list()
                .ofMaxSize(6);
    }
}
