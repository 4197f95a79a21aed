package io.tandem.teams;

import static io.tandem.teams.Staff.EMPLOYED;
import static io.tandem.teams.Staff.identity;
import static io.tandem.teams.Staff.span;
import static io.tandem.teams.Staff.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Role;
import io.tandem.model.Timeline;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hires, assignments, ends and closings act on their day, which begins at midnight in the store's time zone. */
class RosterDatesTest {
    private static final Timeline<Role> WORKER = Timeline.always(Role.WORKER);

    @SafeVarargs
    private static Staff bob(Timeline<Role> roles, Timeline<Boolean>... employments) {
        return Staff.store()
                .manager("000201", "ada")
                .account("bob", true, true)
                .worker("000202", identity("bob"), roles, employments);
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-03-08, 2026-03-08T05:00:00Z",
        "America/New_York, 2026-03-09, 2026-03-09T04:00:00Z",
        "America/New_York, 2026-11-01, 2026-11-01T04:00:00Z",
        "America/New_York, 2026-11-02, 2026-11-02T05:00:00Z",
        "Asia/Kolkata, 2026-03-11, 2026-03-10T18:30:00Z",
        "Asia/Kathmandu, 2026-03-11, 2026-03-10T18:15:00Z",
        "America/St_Johns, 2026-03-11, 2026-03-11T02:30:00Z",
        "Australia/Lord_Howe, 2026-04-05, 2026-04-04T13:00:00Z",
        "Australia/Lord_Howe, 2026-04-06, 2026-04-05T13:30:00Z",
        "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z",
        "Asia/Beirut, 2022-03-27, 2022-03-26T22:00:00Z",
        "Pacific/Kiritimati, 2026-03-11, 2026-03-10T10:00:00Z",
        "Pacific/Pago_Pago, 2026-03-11, 2026-03-11T11:00:00Z",
        ", 2026-03-11, 2026-03-11T00:00:00Z"
    })
    void actsAtMidnightOfTheStore(String zone, String day, Instant midnight) {
        Staff staff = bob(timeline(span(day, null, Role.WORKER)), EMPLOYED).zone(zone);

        DesiredTeam before = staff.at(midnight.minusMillis(1).toString());
        DesiredTeam after = staff.at(midnight.toString());

        assertThat(before.people()).containsOnlyKeys("ada");
        assertThat(before.changesAt()).isEqualTo(midnight);
        assertThat(after.people()).containsOnlyKeys("ada", "bob");
        assertThat(after.changesAt()).isNull();
    }

    @Test
    void beginsADayWithoutMidnightWhenTheClocksHaveGoneForward() {
        Staff staff =
                bob(timeline(span("2018-11-04", null, Role.WORKER)), EMPLOYED).zone("America/Sao_Paulo");

        DesiredTeam team = staff.at("2018-11-03T12:00:00Z");

        assertThat(team.changesAt())
                .isEqualTo(ZonedDateTime.of(2018, 11, 4, 1, 0, 0, 0, ZoneId.of("America/Sao_Paulo"))
                        .toInstant());
    }

    @Test
    void takesAFutureHireInOnTheFirstDay() {
        Staff staff = bob(WORKER, timeline(span("2026-03-11", null, true)));

        assertThat(staff.at("2026-03-11T04:59:59Z").people()).doesNotContainKey("bob");
        assertThat(staff.at("2026-03-11T04:59:59Z").findings()).isEmpty();
        assertThat(staff.at("2026-03-11T05:00:00Z").people()).containsKey("bob");
    }

    @Test
    void letsALeaverGoWhenTheEmploymentEnds() {
        Staff staff = bob(WORKER, timeline(span(null, "2026-03-11", true)));

        assertThat(staff.at("2026-03-10T15:00:00Z").changesAt()).isEqualTo("2026-03-11T05:00:00Z");
        assertThat(staff.at("2026-03-11T04:59:59Z").people()).containsKey("bob");
        assertThat(staff.at("2026-03-11T05:00:00Z").people()).doesNotContainKey("bob");
    }

    @Test
    void takesARehireInAgain() {
        Staff staff = bob(WORKER, timeline(span(null, "2026-03-11", true), span("2026-03-20", null, true)));

        assertThat(staff.at("2026-03-12T12:00:00Z").people()).doesNotContainKey("bob");
        assertThat(staff.at("2026-03-12T12:00:00Z").changesAt()).isEqualTo("2026-03-20T05:00:00Z");
        assertThat(staff.at("2026-03-20T12:00:00Z").people()).containsKey("bob");
    }

    @Test
    void keepsSomebodyWhoIsStillEmployedByAnotherLegalEntity() {
        Staff staff = bob(WORKER, timeline(span(null, "2026-03-11", true)), timeline(span(null, "2026-03-20", true)));

        assertThat(staff.at("2026-03-15T12:00:00Z").people()).containsKey("bob");
        assertThat(staff.at("2026-03-15T12:00:00Z").changesAt()).isEqualTo("2026-03-20T05:00:00Z");
        assertThat(staff.at("2026-03-20T12:00:00Z").people()).doesNotContainKey("bob");
    }

    @Test
    void changesTheRoleOnItsDay() {
        Staff staff = bob(timeline(span(null, null, Role.WORKER), span("2026-03-11", null, Role.MANAGER)), EMPLOYED);

        assertThat(staff.at("2026-03-10T15:00:00Z").people()).containsEntry("bob", TeamRole.MEMBER);
        assertThat(staff.at("2026-03-11T15:00:00Z").people()).containsEntry("bob", TeamRole.OWNER);
    }

    @Test
    void takesTheEarliestDayOfAnybody() {
        Staff staff = bob(timeline(span("2026-04-01", null, Role.WORKER)), EMPLOYED)
                .worker("000203", identity("cyd"), timeline(span("2026-03-15", null, Role.WORKER)), EMPLOYED)
                .closedOn("2026-05-01");

        assertThat(staff.team().changesAt()).isEqualTo("2026-03-15T05:00:00Z");
    }

    @Test
    void closesAtMidnightOfItsDay() {
        Staff staff = Staff.store().manager("000201", "ada").closedOn("2026-03-11");

        assertThat(staff.at("2026-03-11T04:59:59Z").wanted()).isTrue();
        assertThat(staff.at("2026-03-11T04:59:59Z").changesAt()).isEqualTo("2026-03-11T05:00:00Z");
        assertThat(staff.at("2026-03-11T05:00:00Z").wanted()).isFalse();
        assertThat(staff.at("2026-03-11T05:00:00Z").changesAt()).isEqualTo("2026-04-10T05:00:00Z");
    }

    @Test
    void wantsATeamFromTheDayOnWhichTheFirstManagerComes() {
        Staff staff = Staff.store()
                .account("ada", true, true)
                .worker("000201", identity("ada"), timeline(span("2026-03-11", null, Role.MANAGER)), EMPLOYED);

        assertThat(staff.at("2026-03-10T15:00:00Z").wanted()).isFalse();
        assertThat(staff.at("2026-03-10T15:00:00Z").changesAt()).isEqualTo("2026-03-11T05:00:00Z");
        assertThat(staff.at("2026-03-11T05:00:00Z").wanted()).isTrue();
    }
}
