package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Worker;
import io.tandem.teams.Decision;
import io.tandem.teams.Decision.Verdict;
import io.tandem.teams.Leave;
import io.tandem.teams.Outflow;
import io.tandem.teams.Permit;
import io.tandem.teams.TeamState;
import io.tandem.teams.TeamSurvey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many stores at a glance are what each is when it is asked for. */
@BesideOthers
class JdbcTeamSurveyIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final List<StoreNumber> STORES =
            Stream.of("000135", "000136", "000137").map(StoreNumber::new).toList();

    private final Database database = SANDBOX.database();
    private final TeamSurvey survey = database.teamSurvey();

    @BeforeEach
    void fill() {
        SANDBOX.sql(
                "truncate fact, commerce_event, due_key, team, team_member, departure, archiving, hold, removal restart identity");
        database.commerceState()
                .fold(Events.batch(
                        Events.opened("000135", "San Francisco"),
                        Events.opened("000136", "Seattle"),
                        Events.opened("000137", "Portland"),
                        Events.hired("000001", "22222222-0000-4000-8000-000000000001"),
                        Events.hired("000002", "22222222-0000-4000-8000-000000000002"),
                        Events.assigned("000001", "000135", "manager"),
                        Events.assigned("000001", "000136", "worker"),
                        Events.assigned("000002", "000136", "manager"),
                        Events.store(
                                "team.mapping.changed",
                                TIME,
                                "000137",
                                "sourceType",
                                "RetailStore",
                                "sourceId",
                                "000137",
                                "teamId",
                                "33333333-0000-4000-8000-000000000137")));
        SANDBOX.sql("insert into team (store_number, stage, team_id, name, doubt_generation)"
                + " values ('000135', 'ready', 'team-1', 'San Francisco', 0), ('000136', 'ready', 'team-2', 'Old', 9)");
        SANDBOX.sql("insert into team_member (store_number, user_id, role, ours, seen_at)"
                + " values ('000135', 'ada', 'OWNER', true, now()), ('000135', 'cleo', 'MEMBER', false, now()),"
                + " ('000136', 'bob', 'OWNER', true, now()), ('000136', 'dan', 'MEMBER', true, null)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPictureIsWhatIsKnownOfTheStoreAlone() {
        TeamState alone = database.teamState(Clock.systemUTC(), Duration.ofSeconds(20), false);

        List<TeamSurvey.Picture> pictures = survey.pictures(STORES);

        assertThat(survey.sources()).isEqualTo(STORES);
        assertThat(pictures)
                .extracting(TeamSurvey.Picture::staff)
                .containsExactlyElementsOf(STORES.stream()
                        .map(alone::staff)
                        .map(JdbcTeamSurveyIT::nameless)
                        .toList());
        assertThat(pictures)
                .extracting(TeamSurvey.Picture::known)
                .containsExactlyElementsOf(STORES.stream().map(alone::known).toList());
        assertThat(pictures.get(1).known().look().unclear()).isTrue();
        assertThat(pictures).allSatisfy(one -> assertThat(one.leave()).isEqualTo(Leave.free()));
    }

    private static StoreStaff nameless(StoreStaff staff) {
        List<Worker> workers = staff.workers().stream()
                .map(one -> new Worker(one.number(), null, one.identity(), one.employments(), one.assignments()))
                .toList();
        return new StoreStaff(staff.store(), workers, staff.mappedTeam());
    }

    @Test
    void theCommunicationsManagersAreThereOnceSomebodyHoldsTheRole() {
        TeamState alone = database.teamState(Clock.systemUTC(), Duration.ofSeconds(20), false);
        database.commerceState()
                .fold(Events.batch(Events.worker("role.granted", TIME, "000002", "role", "Retail task manager")));

        List<TeamSurvey.Picture> pictures = survey.pictures(survey.sources());

        assertThat(survey.sources()).hasSize(4).last().isEqualTo(Communications.TEAM);
        assertThat(pictures.getLast().staff()).isEqualTo(alone.communications());
        assertThat(pictures.getLast().staff().workers()).hasSize(1);
    }

    @Test
    void howFarATeamIsOnItsWayIntoTheArchiveIsToldToo() {
        SANDBOX.sql("insert into archiving (store_number, state, asked_at, hold) values ('000135', 'held', now(), 1),"
                + " ('000136', 'granted', now(), null), ('000137', 'asked', now() - interval '1 day', null)");

        List<TeamSurvey.Picture> pictures = survey.pictures(STORES);

        assertThat(pictures)
                .extracting(TeamSurvey.Picture::archive)
                .containsExactly(
                        new TeamSurvey.Archive(new Permit(1L, false, null), false, false),
                        new TeamSurvey.Archive(Permit.free(), false, true),
                        new TeamSurvey.Archive(Permit.free(), true, false));
        assertThat(survey.wave(Clock.systemUTC().instant().minusSeconds(600)).archives())
                .isEqualTo(2);
    }

    @Test
    void whoIsToLeaveIsToldByWhatWasDecided() {
        SANDBOX.sql("insert into hold (made_at) values (now())");
        SANDBOX.sql(
                "insert into departure (store_number, user_id, state, asked_at, team_size, hold) values"
                        + " ('000135', 'held', 'held', now(), 20, 1), ('000135', 'kept', 'kept', now(), 20, null),"
                        + " ('000135', 'asked', 'asked', now(), 20, null), ('000135', 'free', 'granted', now(), 20, null),"
                        + " ('000135', 'gone', 'done', now(), 20, null), ('000136', 'old', 'done', now() - interval '1 day', 20, null)");

        TeamSurvey.Picture picture = survey.pictures(STORES).getFirst();

        assertThat(picture.leave()).isEqualTo(new Leave(Set.of("held"), Set.of("kept"), 1L, null));
        assertThat(picture.asked()).containsExactly("asked");
        assertThat(picture.granted()).containsExactly("free");
        assertThat(survey.wave(Clock.systemUTC().instant().minusSeconds(600))).isEqualTo(new TeamSurvey.Wave(3, 3, 0));
    }

    @Test
    void whomTheBrakeLetGoWithinTheWaveIsToldByTeam() {
        SANDBOX.sql("insert into hold (made_at, state) values (now(), 'passed'), (now(), 'approved')");
        SANDBOX.sql("insert into departure (store_number, user_id, state, asked_at, team_size, hold) values"
                + " ('000135', 'out', 'done', now(), 20, 1), ('000135', 'going', 'granted', now(), 19, 1),"
                + " ('000135', 'long ago', 'done', now() - interval '1 day', 30, 1), ('000135', 'back', 'restored', now(), 40, 1),"
                + " ('000135', 'never', 'done', now(), 50, null), ('000136', 'approved', 'granted', now(), 20, 2)");

        assertThat(survey.wave(Clock.systemUTC().instant().minusSeconds(600)).outflows())
                .containsOnly(entry(STORES.getFirst(), new Outflow(2, 20)));
    }

    @Test
    void decisionsAreToldWithTheNumberOfTheHoldOrOfTheRunThatWasUndone() {
        SANDBOX.sql("insert into hold (made_at, state, undone_at) values (now(), 'open', null),"
                + " (now(), 'rejected', null), (now(), 'passed', now()), (now(), 'approved', null)");
        SANDBOX.sql("insert into departure (store_number, user_id, state, asked_at, team_size, hold) values"
                + " ('000135', 'held', 'held', now(), 20, 1), ('000135', 'kept', 'kept', now(), 20, 2),"
                + " ('000135', 'back', 'restored', now(), 20, 3), ('000135', 'stays', 'restored', now(), 20, 4),"
                + " ('000135', 'asked', 'asked', now(), 20, null), ('000135', 'gone', 'done', now(), 20, 4),"
                + " ('000136', 'other', 'held', now(), 20, 1)");

        assertThat(survey.decisions(STORES.getFirst()))
                .containsOnly(
                        entry("held", new Decision(Verdict.HELD, 1L)),
                        entry("kept", new Decision(Verdict.KEPT, 2L)),
                        entry("back", new Decision(Verdict.RESTORED, 3L)),
                        entry("stays", new Decision(Verdict.RESTORED, null)));
    }
}
