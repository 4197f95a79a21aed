package io.tandem.teams;

import static io.tandem.teams.Know.LATER;
import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {
    private static final Transition TRANSITION =
            Want.team().owner("ada").member("bob").transition();
    private static final Map<String, TeamRole> PEOPLE = Map.of("ada", TeamRole.OWNER, "bob", TeamRole.MEMBER);
    private static final Step.CreateGroup CREATE =
            new Step.CreateGroup("tandem-000135", "Houston", "HOUSTON_000135", PEOPLE);
    private static final Step.CreateTeam CREATE_TEAM = new Step.CreateTeam("group-1");
    private static final Step.AwaitTeam AWAIT = new Step.AwaitTeam("operations/7");
    private static final Step.FindGroup FIND = new Step.FindGroup("tandem-000135");
    private static final Step.RenameTeam RENAME = new Step.RenameTeam("group-1", "Katy");
    private static final KnownTeam MISSING =
            Know.at(new Stage.Missing()).named(null).build();
    private static final KnownTeam GROUP = Know.at(group(0, null)).build();

    private static Stage.Group group(int refusals, @Nullable Instant notBefore) {
        return new Stage.Group("group-1", NOW.minusSeconds(60), refusals, notBefore);
    }

    private static Stage.Provisioning making(Duration age) {
        return new Stage.Provisioning("group-1", NOW.minus(age), "operations/7", NOW);
    }

    @Test
    void meansToCreateAGroupAndForgetsThatItWasMissing() {
        KnownTeam known = TRANSITION.intended(MISSING, CREATE);

        assertThat(known.stage()).isEqualTo(new Stage.Unknown(null));
        assertThat(known.look().unclear()).isTrue();
        assertThat(known.members())
                .containsOnly(
                        Map.entry("ada", KnownMember.intended(TeamRole.OWNER)),
                        Map.entry("bob", KnownMember.intended(TeamRole.MEMBER)));
    }

    @Test
    void meansNothingByLooking() {
        assertThat(List.of(FIND, CREATE_TEAM, AWAIT, new Step.ReadRoster("group-1"), new Step.FindMappedTeam("x")))
                .allSatisfy(step -> assertThat(TRANSITION.intended(GROUP, step)).isEqualTo(GROUP));
    }

    @Test
    void doubtsTheNameItMeansToChange() {
        assertThat(TRANSITION.intended(GROUP, RENAME).name()).isNull();
    }

    @Test
    void knowsTheNameItChanged() {
        assertThat(TRANSITION.after(GROUP, RENAME, new Outcome.Renamed()).name())
                .isEqualTo("Katy");
    }

    @Test
    void doubtsTheNameAfterALostAnswer() {
        assertThat(TRANSITION.after(GROUP, RENAME, lost()).name()).isNull();
    }

    @Test
    void keepsTheNameThatGraphRefusedToChange() {
        assertThat(TRANSITION.after(GROUP, RENAME, new Outcome.Refused("403")).name())
                .isEqualTo("Houston");
    }

    @Test
    void looksForATeamThatWasNotFoundAndKeepsLookingForItAlone() {
        KnownTeam gone = TRANSITION.after(Know.ready().build(), RENAME, new Outcome.TeamMissing("404"));

        KnownTeam later = TRANSITION.after(gone, FIND, new Outcome.GroupMissing());

        assertThat(gone.stage()).isEqualTo(new Stage.Gone(Know.TEAM, null));
        assertThat(later.stage()).isEqualTo(new Stage.Gone(Know.TEAM, NOW.plus(Duration.ofHours(1)), 1));
    }

    @Test
    void adoptsATeamAgainThatCameBack() {
        KnownTeam gone = Know.at(new Stage.Gone("group-1", NOW)).build();

        KnownTeam back = TRANSITION.after(gone, FIND, new Outcome.GroupFound("group-1", "Houston", true, NOW));

        assertThat(back.stage()).isEqualTo(new Stage.Ready("group-1"));
        assertThat(back.look().unclear()).isTrue();
    }

    @Test
    void meansNothingAnyMoreThatNobodyIsAllowedToDo() {
        KnownTeam after = TRANSITION.after(GROUP, RENAME, new Outcome.Denied("401"));

        assertThat(after.name()).isEqualTo("Houston");
        assertThat(after.look())
                .as("an archived team refuses it too")
                .isEqualTo(GROUP.look().deepened());
    }

    @Test
    void adoptsAGroupWithItsTeamAndReadsTheRosterFirst() {
        Outcome found = new Outcome.GroupFound("group-1", "Old name", true, NOW);

        KnownTeam known = TRANSITION.after(KnownTeam.unknown(), FIND, found);

        assertThat(known.stage()).isEqualTo(new Stage.Ready("group-1"));
        assertThat(known.name()).isEqualTo("Old name");
        assertThat(known.look().unclear()).isTrue();
    }

    @Test
    void findsAGroupWithoutATeam() {
        Outcome found = new Outcome.GroupFound("group-1", "Houston", false, NOW.minusSeconds(60));

        assertThat(TRANSITION.after(KnownTeam.unknown(), FIND, found).stage()).isEqualTo(group(0, null));
    }

    @Test
    void learnsThatThereIsNoGroup() {
        assertThat(TRANSITION
                        .after(KnownTeam.unknown(), FIND, new Outcome.GroupMissing())
                        .stage())
                .isEqualTo(new Stage.Missing());
    }

    @Test
    void looksForAMissingMappedTeamAgainInAnHour() {
        Step find = new Step.FindMappedTeam("existing");

        assertThat(TRANSITION
                        .after(KnownTeam.unknown(), find, new Outcome.GroupMissing())
                        .stage())
                .isEqualTo(new Stage.Unknown(LATER, new Stage.Vain("existing", false)));
    }

    @Test
    void makesNoTeamOfAGroupThatCommerceNamesAndLooksAgainSoon() {
        Step find = new Step.FindMappedTeam("existing");
        Outcome found = new Outcome.GroupFound("existing", "Marketing", false, NOW);

        KnownTeam known = TRANSITION.after(KnownTeam.unknown(), find, found);

        Instant soon = NOW.plus(TeamPolicy.Pace.documented().poll());
        assertThat(known.stage()).isEqualTo(new Stage.Unknown(soon, new Stage.Vain("existing", true)));
        assertThat(known.name()).isNull();
    }

    @Test
    void readsTheNameAndTheArchiveOfATeamThatIsAdopted() {
        Outcome found = new Outcome.GroupFound("existing", "Old crew", true, NOW);

        KnownTeam known = TRANSITION.after(KnownTeam.unknown(), new Step.FindMappedTeam("existing"), found);

        assertThat(known.stage()).isEqualTo(new Stage.Ready("existing"));
        assertThat(known.look().deep()).isTrue();
    }

    @Test
    void suspectsThatATeamIsArchivedWhichRefusesItsName() {
        KnownTeam ready = Know.ready().owner("ada").build();
        Step rename = new Step.RenameTeam(Know.TEAM, "Houston");

        assertThat(List.of(new Outcome.Refused("400"), new Outcome.Denied("403")))
                .allSatisfy(refusal -> assertThat(
                                TRANSITION.after(ready, rename, refusal).look().deep())
                        .isTrue());
        assertThat(TRANSITION
                        .after(ready, new Step.ReadRoster(Know.TEAM), new Outcome.Denied("403"))
                        .look()
                        .deep())
                .isFalse();
    }

    @Test
    void takesATeamForPublicUntilItIsKnownToBePrivate() {
        KnownTeam known =
                Know.ready().owner("ada").visibleTo(Profile.Visibility.PUBLIC).build();
        Step hide = new Step.MakePrivate(Know.TEAM);

        KnownTeam unclear = TRANSITION.after(known, hide, new Outcome.Postponed(NOW, "no clear answer", true));
        KnownTeam denied = TRANSITION.after(known, hide, new Outcome.Denied("403"));
        KnownTeam done = TRANSITION.after(known, hide, new Outcome.MadePrivate());

        assertThat(List.of(unclear, denied)).allMatch(team -> team.profile().isPublic());
        assertThat(denied.look().deep()).as("somebody may have archived it").isTrue();
        assertThat(done.profile().visibility()).isEqualTo(Profile.Visibility.PRIVATE);
    }

    @Test
    void countsThePeopleOfANewGroupAsWritten() {
        KnownTeam known = TRANSITION.after(MISSING, CREATE, new Outcome.GroupCreated("group-1"));

        assertThat(known.stage()).isEqualTo(new Stage.Group("group-1", NOW, 0, null));
        assertThat(known.profile()).isEqualTo(new Profile("Houston", Profile.Visibility.PRIVATE));
        assertThat(known.look().unclear()).isFalse();
        assertThat(known.members().get("ada")).isEqualTo(new KnownMember(TeamRole.OWNER, true, null, NOW, null, null));
        assertThat(known.members().get("bob")).isEqualTo(new KnownMember(TeamRole.MEMBER, true, null, NOW, null, null));
    }

    @Test
    void looksForAGroupThatExistedAfterAShortWait() {
        KnownTeam known = TRANSITION.after(MISSING, CREATE, new Outcome.GroupExisted());

        assertThat(known.stage()).isEqualTo(new Stage.Unknown(NOW.plusSeconds(5)));
        assertThat(known.members().get("ada")).isEqualTo(KnownMember.intended(TeamRole.OWNER));
    }

    @Test
    void suspectsThatTheGroupIsThereWhenTheAnswerIsLost() {
        KnownTeam known = TRANSITION.after(MISSING, CREATE, lost());

        assertThat(known.stage()).isEqualTo(new Stage.Unknown(null));
        assertThat(known.members()).containsKeys("ada", "bob");
        assertThat(known.calls()).isEqualTo(new KnownTeam.Calls(1, 0));
    }

    @Test
    void changesNothingWhenNoCallWentOut() {
        Outcome throttled = new Outcome.Postponed(LATER, "throttled", false);

        assertThat(TRANSITION.after(MISSING, CREATE, throttled)).isEqualTo(MISSING);
    }

    @Test
    void intendsNothingAnyMoreWhenGraphRefuses() {
        KnownTeam known = TRANSITION.after(MISSING, CREATE, new Outcome.Refused("400"));

        assertThat(known.stage()).isEqualTo(new Stage.Missing());
        assertThat(known.members()).isEmpty();
        assertThat(known.look().unclear()).isTrue();
        assertThat(known.calls()).isEqualTo(new KnownTeam.Calls(1, 0));
    }

    @Test
    void makesNoDifferenceWhetherItIsGivenTheStateBeforeOrWithTheIntention() {
        Outcome created = new Outcome.GroupCreated("group-1");

        assertThat(TRANSITION.after(TRANSITION.intended(MISSING, CREATE), CREATE, created))
                .isEqualTo(TRANSITION.after(MISSING, CREATE, created));
        assertThat(TRANSITION.after(TRANSITION.intended(MISSING, CREATE), CREATE, lost()))
                .isEqualTo(TRANSITION.after(MISSING, CREATE, lost()));
    }

    @Test
    void looksAtTheOperationFiveSecondsAfterTheRequest() {
        KnownTeam known = TRANSITION.after(GROUP, CREATE_TEAM, new Outcome.TeamRequested("operations/7"));

        assertThat(known.stage()).isEqualTo(new Stage.Provisioning("group-1", NOW, "operations/7", NOW.plusSeconds(5)));
    }

    @Test
    void looksForATeamThatExistsOrIsBeingMadeAndThenReadsItsRoster() {
        KnownTeam known = TRANSITION.after(GROUP, CREATE_TEAM, new Outcome.TeamExisted());

        assertThat(known.stage()).isEqualTo(new Stage.Provisioning("group-1", NOW, "/teams/group-1", NOW));
        assertThat(known.look().unclear()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "2, 10", "3, 840", "4, 840", "10, 840"})
    void triesThreeTimesAndThenWaitsUntilTheGroupIsOldEnough(int refusals, int seconds) {
        KnownTeam known = Know.at(group(refusals, NOW)).build();

        KnownTeam after = TRANSITION.after(known, CREATE_TEAM, new Outcome.GroupNotSeen());

        assertThat(after.stage()).isEqualTo(group(refusals + 1, NOW.plusSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "3, 10", "4, 20", "6, 40", "32, 300", "33, 300", "500, 300"})
    void asksEverMoreSlowlyOnceTheGroupIsOldEnough(int refusals, int seconds) {
        Instant old = NOW.minus(Duration.ofHours(1));
        KnownTeam known =
                Know.at(new Stage.Group("group-1", old, refusals, NOW)).build();

        KnownTeam after = TRANSITION.after(known, CREATE_TEAM, new Outcome.GroupNotSeen());

        assertThat(after.stage()).isEqualTo(new Stage.Group("group-1", old, refusals + 1, NOW.plusSeconds(seconds)));
    }

    @Test
    void looksAgainAfterMoreThanThirtySeconds() {
        KnownTeam known = Know.at(making(Duration.ofMinutes(15))).build();

        KnownTeam after = TRANSITION.after(known, AWAIT, new Outcome.OperationRunning());

        assertThat(after.stage())
                .isEqualTo(new Stage.Provisioning(
                        "group-1", NOW.minus(Duration.ofMinutes(15)), "operations/7", NOW.plusSeconds(31)));
        assertThat(after.calls()).isEqualTo(new KnownTeam.Calls(0, 1));
    }

    @Test
    void asksForTheTeamAnewWhenTheOperationTakesTooLong() {
        Duration tooLong = Duration.ofMinutes(15).plusSeconds(1);
        KnownTeam known = Know.at(making(tooLong)).build();

        KnownTeam after = TRANSITION.after(known, AWAIT, new Outcome.OperationRunning());

        assertThat(after.stage()).isEqualTo(new Stage.Group("group-1", NOW.minus(tooLong), 0, null));
    }

    @Test
    void isReadyWhenTheOperationSucceeds() {
        KnownTeam known = Know.at(making(Duration.ZERO)).build();

        KnownTeam after = TRANSITION.after(known, AWAIT, new Outcome.OperationSucceeded());

        assertThat(after.stage()).isEqualTo(new Stage.Ready("group-1"));
        assertThat(after.look().unclear()).isFalse();
    }

    @Test
    void asksForTheTeamAgainWhenTheOperationFails() {
        KnownTeam known = Know.at(making(Duration.ZERO)).build();

        KnownTeam after = TRANSITION.after(known, AWAIT, new Outcome.OperationFailed("busy"));

        assertThat(after.stage()).isEqualTo(new Stage.Group("group-1", NOW, 1, NOW.plusSeconds(10)));
    }

    @Test
    void countsPollsApart() {
        KnownTeam known = TRANSITION.after(MISSING, CREATE, new Outcome.GroupCreated("group-1"));

        KnownTeam after = TRANSITION.after(known.at(making(Duration.ZERO)), AWAIT, new Outcome.OperationRunning());

        assertThat(after.calls()).isEqualTo(new KnownTeam.Calls(1, 1));
    }

    private static Outcome lost() {
        return new Outcome.Postponed(LATER, "no answer", true);
    }
}
