package io.tandem.teams;

import static io.tandem.teams.Know.LATER;
import static io.tandem.teams.Know.TEAM;
import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.KnownMember.Refusal;
import io.tandem.teams.Outcome.RosterRead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterTransitionTest {
    private static final Transition TRANSITION =
            Want.team().owner("ada").member("bob").tolerated("dan").transition();
    private static final Step ADD = new Step.AddMembers(TEAM, Map.of("bob", TeamRole.MEMBER));
    private static final Step REMOVE = new Step.RemoveMembers(TEAM, List.of("old", "older"));
    private static final Step CHANGE = new Step.ChangeRole(TEAM, "bob", "membership of bob", TeamRole.OWNER);

    @Test
    void notesWhoMayBeInBeforeItAdds() {
        KnownTeam known = Know.ready().owner("ada").build();

        KnownTeam after = TRANSITION.intended(known, ADD);

        assertThat(after.members()).containsEntry("bob", KnownMember.intended(TeamRole.MEMBER));
        assertThat(after.look().unclear()).isTrue();
    }

    @Test
    void keepsWhatIsKnownOfSomebodyItMeansToAdd() {
        KnownTeam known = Know.ready().intended("bob", TeamRole.OWNER).build();

        assertThat(TRANSITION.intended(known, ADD).members())
                .containsEntry("bob", KnownMember.intended(TeamRole.OWNER));
    }

    @Test
    void doubtsTheRosterBeforeItChangesOrRemoves() {
        KnownTeam known = Know.ready().owner("ada").build();

        assertThat(TRANSITION.intended(known, CHANGE)).isEqualTo(known.doubted());
        assertThat(TRANSITION.intended(known, REMOVE)).isEqualTo(known.doubted());
    }

    @Test
    void countsTheAddedAsWritten() {
        KnownTeam known = Know.ready().owner("ada").build();

        KnownTeam after = TRANSITION.after(known, ADD, new Outcome.MembersAdded(Map.of()));

        assertThat(after.members().get("bob")).isEqualTo(new KnownMember(TeamRole.MEMBER, true, null, NOW, null, null));
        assertThat(after.look().unclear()).isFalse();
    }

    @Test
    void remembersWhomGraphRefusedAndWantsToLookWhetherTheyAreInAlready() {
        KnownTeam known = Know.ready().owner("ada").build();

        KnownTeam after = TRANSITION.after(known, ADD, new Outcome.MembersAdded(Map.of("BOB", "NotFound")));

        assertThat(after.members().get("bob"))
                .isEqualTo(new KnownMember(TeamRole.MEMBER, true, null, null, null, new Refusal("NotFound", LATER)));
        assertThat(after.look().unclear()).isTrue();
    }

    @Test
    void takesNoNoticeOfARefusalOfSomebodyItDidNotName() {
        KnownTeam known = Know.ready().owner("ada").build();

        KnownTeam after = TRANSITION.after(known, ADD, new Outcome.MembersAdded(Map.of("who", "NotFound")));

        assertThat(after.members()).containsOnlyKeys("ada", "bob");
    }

    @Test
    void suspectsThatPeopleAreInWhenTheAnswerIsLost() {
        KnownTeam known = Know.ready().owner("ada").build();

        KnownTeam after = TRANSITION.after(known, ADD, new Outcome.Postponed(LATER, "no answer", true));

        assertThat(after.members()).containsEntry("bob", KnownMember.intended(TeamRole.MEMBER));
        assertThat(after.look().unclear()).isTrue();
    }

    @Test
    void forgetsTheRemoved() {
        KnownTeam known =
                Know.ready().owner("ada").member("old").member("older").build();

        KnownTeam after = TRANSITION.after(known, REMOVE, new Outcome.MembersRemoved(Map.of()));

        assertThat(after.members()).containsOnlyKeys("ada");
        assertThat(after.look().unclear()).isFalse();
    }

    @Test
    void remembersWhomGraphWouldNotRemoveAndWantsToLookWhetherTheyAreOutAlready() {
        KnownTeam known =
                Know.ready().owner("ada").member("old").member("older").build();

        KnownTeam after = TRANSITION.after(known, REMOVE, new Outcome.MembersRemoved(Map.of("OLD", "NotFound")));

        assertThat(after.members()).containsOnlyKeys("ada", "old");
        assertThat(of(after, "old").refusal()).isEqualTo(new Refusal("NotFound", LATER));
        assertThat(of(after, "old").isPresent()).isTrue();
        assertThat(after.look().unclear()).isTrue();
    }

    @Test
    void wantsToSeeAChangedRole() {
        KnownTeam known = Know.ready().member("bob").build();

        KnownTeam after = TRANSITION.after(known, CHANGE, new Outcome.RoleChanged());

        assertThat(after.members().get("bob"))
                .isEqualTo(new KnownMember(TeamRole.OWNER, true, Know.id("bob"), NOW, null, null));
        assertThat(after.look().unclear()).isFalse();
    }

    @Test
    void looksBeforeItTriesAnythingAgainThatGraphRefused() {
        KnownTeam known = Know.ready().member("bob").build();

        KnownTeam after = TRANSITION.after(known, CHANGE, new Outcome.Refused("404"));

        assertThat(after.look().unclear()).isTrue();
        assertThat(after.members()).isEqualTo(known.members());
    }

    @Test
    void seesWhatWasWritten() {
        KnownTeam after = read(Know.ready().added("bob", TeamRole.MEMBER), member("BOB", TeamRole.MEMBER));

        assertThat(after.members().get("bob"))
                .isEqualTo(new KnownMember(TeamRole.MEMBER, true, "id of BOB", Know.EARLIER, NOW, null));
        assertThat(after.look()).isEqualTo(new Look(false, NOW, 0, null));
    }

    @Test
    void takesStrangersForStrangersAndThoseWhoBelongForOurs() {
        KnownTeam after = read(
                Know.ready(),
                member("ada", TeamRole.OWNER),
                member("dan", TeamRole.MEMBER),
                member("xia", TeamRole.OWNER));

        assertThat(of(after, "ada").ours()).isTrue();
        assertThat(of(after, "dan").ours()).isTrue();
        assertThat(of(after, "xia").ours()).isFalse();
        assertThat(of(after, "xia").role()).isEqualTo(TeamRole.OWNER);
    }

    @Test
    void doesNotForgetWhoWasOursWhenThePersonNoLongerBelongs() {
        KnownTeam after = read(Know.ready().member("old"), member("old", TeamRole.MEMBER));

        assertThat(of(after, "old").ours()).isTrue();
    }

    @Test
    void takesTheRoleAsItIsSeen() {
        KnownTeam after = read(
                Know.ready().member("bob").added("ada", TeamRole.OWNER),
                member("bob", TeamRole.OWNER),
                member("ada", TeamRole.MEMBER));

        assertThat(of(after, "bob").role()).isEqualTo(TeamRole.OWNER);
        assertThat(of(after, "ada").role()).isEqualTo(TeamRole.MEMBER);
        assertThat(after.look().vain()).isZero();
    }

    @Test
    void doesNotTakeAnOldPictureOfARoleForTheTruth() {
        KnownTeam after = read(Know.ready().changed("bob", TeamRole.OWNER), member("bob", TeamRole.MEMBER));

        assertThat(of(after, "bob").role()).isEqualTo(TeamRole.OWNER);
        assertThat(of(after, "bob").isUnseen()).isTrue();
        assertThat(after.look().vain()).isEqualTo(1);
    }

    @Test
    void seesAChangedRole() {
        KnownTeam after = read(Know.ready().changed("bob", TeamRole.OWNER), member("bob", TeamRole.OWNER));

        assertThat(of(after, "bob").isSeen()).isTrue();
    }

    @Test
    void believesAnOldPictureInTheEnd() {
        Know known = Know.ready().changed("bob", TeamRole.OWNER).look(new Look(false, NOW, Look.PATIENCE, null));

        KnownTeam after = read(known, member("bob", TeamRole.MEMBER));

        assertThat(of(after, "bob").role()).isEqualTo(TeamRole.MEMBER);
        assertThat(after.look().vain()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 20", "2, 80", "3, 320", "4, 1280", "5, 5120"})
    void looksEverMoreSeldomForSomebodyWhoDoesNotShow(int vain, long seconds) {
        Know known = Know.ready().added("bob", TeamRole.MEMBER).look(new Look(false, NOW, vain, null));

        KnownTeam after = read(known);

        assertThat(of(after, "bob").isUnseen()).isTrue();
        assertThat(after.look()).isEqualTo(new Look(false, NOW, vain + 1, NOW.plus(Duration.ofSeconds(seconds))));
    }

    @Test
    void takesAWriteForLostInTheEndAndTriesAgainLater() {
        Know known = Know.ready().added("bob", TeamRole.MEMBER).look(new Look(false, NOW, Look.PATIENCE, null));

        KnownTeam after = read(known);

        assertThat(after.members().get("bob"))
                .isEqualTo(new KnownMember(TeamRole.MEMBER, true, null, null, null, new Refusal("NotVisible", LATER)));
        assertThat(after.look()).isEqualTo(new Look(false, NOW, 0, null));
    }

    @Test
    void losesPatienceWithSomebodyNobodyWantsAnyMoreToo() {
        Know known = Know.ready().added("old", TeamRole.MEMBER).look(new Look(false, NOW, Look.PATIENCE, null));

        assertThat(of(read(known), "old").isPresent()).isFalse();
    }

    @Test
    void forgetsSomebodyWhoWasSeenAndIsGone() {
        KnownTeam after = read(Know.ready()
                .member("old")
                .member("bob")
                .stranger("xia", TeamRole.MEMBER)
                .changed("ada", TeamRole.OWNER));

        assertThat(after.members()).isEmpty();
        assertThat(after.look().vain()).isZero();
    }

    @Test
    void keepsSuspectingSomebodyWhoseAdditionWasNeverAnswered() {
        KnownTeam after = read(Know.ready().intended("old", TeamRole.MEMBER));

        assertThat(after.members()).containsEntry("old", KnownMember.intended(TeamRole.MEMBER));
        assertThat(after.look().vain()).isZero();
    }

    @Test
    void keepsARefusalUntilItsTimeAndThenForgetsThePerson() {
        KnownTeam after =
                read(Know.ready().refused("bob", TeamRole.MEMBER, LATER).refused("old", TeamRole.MEMBER, NOW));

        assertThat(after.members()).containsOnlyKeys("bob");
    }

    @Test
    void forgetsSomebodyWhomGraphWouldNotRemoveAndWhoIsGone() {
        assertThat(read(Know.ready().stuck("old", TeamRole.MEMBER, LATER)).members())
                .isEmpty();
    }

    @Test
    void keepsTheRefusalOfSomebodyWhoIsStillThereAndShouldNotBe() {
        KnownTeam after = read(Know.ready().stuck("old", TeamRole.MEMBER, LATER), member("old", TeamRole.MEMBER));

        assertThat(of(after, "old").isRefusedAt(NOW)).isTrue();
    }

    @Test
    void dropsARefusalThatRanOut() {
        KnownTeam after = read(Know.ready().stuck("old", TeamRole.MEMBER, NOW), member("old", TeamRole.MEMBER));

        assertThat(of(after, "old").refusal()).isNull();
    }

    @Test
    void dropsTheRefusalOfSomebodyWhoIsInAfterAll() {
        KnownTeam after = read(Know.ready().refused("bob", TeamRole.MEMBER, LATER), member("bob", TeamRole.MEMBER));

        assertThat(of(after, "bob").refusal()).isNull();
        assertThat(of(after, "bob").isSeen()).isTrue();
    }

    private static KnownTeam read(Know known, RosterRead.Member... members) {
        RosterRead roster = new RosterRead(Stream.of(members).toList());
        return TRANSITION.after(known.build(), new Step.ReadRoster(TEAM), roster);
    }

    private static RosterRead.Member member(String user, TeamRole role) {
        return new RosterRead.Member(user, "id of " + user, role);
    }

    private static KnownMember of(KnownTeam known, String user) {
        return Objects.requireNonNull(known.members().get(user));
    }
}
