package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private static Merge.Side side(String value, boolean changed, int minutes) {
        return new Merge.Side(value, changed, NOON.plusSeconds(60L * minutes));
    }

    @ParameterizedTest
    @CsvSource({
        "SHARED,   a, false, a, false, Unchanged",
        "SHARED,   b, true,  b, true,  Unchanged",
        "COMMERCE, a, false, b, false, Unchanged",
        "SHARED,   b, true,  a, false, ToPlanner",
        "COMMERCE, b, true,  a, false, ToPlanner",
        "SHARED,   a, false, b, true,  ToCommerce",
        "PLANNER,  a, false, b, true,  ToCommerce",
    })
    void oneChangeGoesToTheOtherSide(
            Owner owner, String commerce, boolean said, String planner, boolean changed, String expected) {
        Merge merge = Merge.of(TaskField.TITLE, owner, side(commerce, said, 1), side(planner, changed, 2));

        assertThat(merge.getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PLANNER,  true,  false, 1, 2, true",
        "COMMERCE, false, true,  1, 2, false",
        "COMMERCE, true,  true,  1, 2, false",
        "PLANNER,  true,  true,  2, 1, true",
        "SHARED,   true,  true,  1, 2, true",
        "SHARED,   true,  true,  2, 1, false",
        "SHARED,   true,  true,  1, 1, false",
    })
    void theOwnerOrTheLaterOneWins(
            Owner owner, boolean said, boolean changed, int commerceAt, int plannerAt, boolean plannerWins) {
        Merge merge = Merge.of(TaskField.TITLE, owner, side("a", said, commerceAt), side("b", changed, plannerAt));

        assertThat(merge).isEqualTo(new Merge.Conflict(plannerWins));
    }

    @ParameterizedTest
    @CsvSource({"InProgress, Completed, true", "Completed, InProgress, false", "NotStarted, InProgress, false"})
    void completedWinsATie(String commerce, String planner, boolean plannerWins) {
        Merge merge = Merge.of(TaskField.STATUS, Owner.SHARED, side(commerce, true, 1), side(planner, true, 1));

        assertThat(merge).isEqualTo(new Merge.Conflict(plannerWins));
    }

    @ParameterizedTest
    @CsvSource({
        "12:00:05,     12:00:05.3, false",
        "12:00:05.000, 12:00:05.9, false",
        "12:00:05.2,   12:00:05.3, true",
        "12:00:05,     12:00:06,   true",
        "12:00:06,     12:00:05.9, false"
    })
    void aTimeInWholeSecondsIsAnyOfThatSecond(LocalTime said, LocalTime shown, boolean plannerWins) {
        Merge.Side commerce = new Merge.Side("NotStarted", true, at(said));

        assertThat(Merge.isLater(TaskField.STATUS, new Merge.Side("InProgress", true, at(shown)), commerce))
                .isEqualTo(plannerWins);
    }

    private static Instant at(LocalTime time) {
        return NOON.atOffset(ZoneOffset.UTC).with(time).toInstant();
    }

    @Test
    void completedWinsWithinASecondOfWhichCommerceDoesNotSayMore() {
        Merge.Side planner = new Merge.Side("Completed", true, NOON.plusMillis(1));

        assertThat(Merge.isLater(TaskField.STATUS, planner, side("InProgress", true, 0)))
                .isTrue();
    }

    @Test
    void aTitleThatReadsCompletedIsNoStatus() {
        Merge merge = Merge.of(TaskField.TITLE, Owner.SHARED, side("Sort", true, 1), side("Completed", true, 1));

        assertThat(merge).isEqualTo(new Merge.Conflict(false));
    }
}
