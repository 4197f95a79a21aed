package io.tandem.teams;

import static io.tandem.teams.Know.LATER;
import static io.tandem.teams.Know.TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A team is never left without an owner (I3). */
class OwnersTest {
    private static final Step LOOK = new Step.ReadRoster(TEAM);

    @Test
    void teamsArePlannedAnewWhenAnotherIsToFillInForOwners() {
        TeamPolicy none = TeamPolicy.defaults();
        TeamPolicy.Pace hasty = new TeamPolicy.Pace(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        assertThat(none.digest())
                .hasSize(64)
                .isEqualTo(TeamPolicy.defaults().with(hasty).digest())
                .isNotEqualTo(filledIn("ada").digest())
                .isNotEqualTo(none.with(TeamPolicy.Strangers.REMOVE).digest())
                .isNotEqualTo(none.with(new TeamPolicy.Life(1, TeamPolicy.Deleted.REPORT))
                        .digest());
        assertThat(filledIn("ada").digest())
                .isEqualTo(filledIn("ada").digest())
                .isNotEqualTo(filledIn("bob").digest());
    }

    private static TeamPolicy filledIn(String user) {
        return new TeamPolicy(
                "{name}",
                "tandem-",
                new Identity(user, null),
                TeamPolicy.Strangers.REPORT,
                TeamPolicy.Pace.documented());
    }

    @Test
    void removesAnOwnerWhoLeftWhileAnotherWasSeenJustNow() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().owner("ada").owner("boss"));

        assertThat(plan.steps()).containsExactly(remove("boss"));
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void looksAgainBeforeAnOwnerGoesWhenTheLastLookIsOlderThanAMinute() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().owner("ada").owner("boss").stale());

        assertThat(plan.steps()).containsExactly(LOOK, remove("boss"));
    }

    @Test
    void looksBeforeAnOwnerGoesWhenTheRosterWasNeverRead() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().owner("ada").owner("boss").look(Look.never()));

        assertThat(plan.steps()).containsExactly(LOOK, remove("boss"));
    }

    @Test
    void waitsUntilTheNewOwnerIsSeen() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().added("ada", TeamRole.OWNER).owner("boss"));

        assertThat(plan.steps()).containsExactly(LOOK, remove("boss"));
    }

    @Test
    void waitsUntilThePromotionOfTheNewOwnerIsSeen() {
        Want want = Want.team().owner("ada").member("boss");

        Plan plan = want.planFrom(Know.ready().changed("ada", TeamRole.OWNER).owner("boss"));

        assertThat(plan.steps()).containsExactly(LOOK, change("boss", TeamRole.MEMBER));
    }

    @Test
    void replacesTheManagerInOneBatchNewOneFirst() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().owner("boss"));

        assertThat(plan.steps())
                .containsExactly(new Step.AddMembers(TEAM, Map.of("ada", TeamRole.OWNER)), LOOK, remove("boss"));
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void exchangesManagerAndWorkerPromotionFirst() {
        Want want = Want.team().owner("ada").member("boss");

        Plan plan = want.planFrom(Know.ready().member("ada").owner("boss"));

        assertThat(plan.steps()).containsExactly(change("ada", TeamRole.OWNER), LOOK, change("boss", TeamRole.MEMBER));
    }

    @Test
    void keepsTheLastOwnerAndSaysSo() {
        Want want = Want.team().member("bob");

        Plan plan = want.planFrom(Know.ready().owner("boss").member("bob"));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.LastOwnerStays("boss"));
    }

    @Test
    void keepsOneOfTheLastOwnersAndRemovesTheOthers() {
        Want want = Want.team();

        Plan plan = want.planFrom(Know.ready().owner("ada").owner("bob").owner("cyd"));

        assertThat(plan.steps()).containsExactly(remove("bob", "cyd"));
        assertThat(plan.findings()).containsExactly(new Finding.LastOwnerStays("ada"));
    }

    @Test
    void keepsSomebodyWhoStillWorksHereRatherThanSomebodyWhoLeft() {
        Want want = Want.team().member("zoe");

        Plan plan = want.planFrom(Know.ready().owner("ada").owner("zoe"));

        assertThat(plan.steps()).containsExactly(remove("ada"));
        assertThat(plan.findings()).containsExactly(new Finding.LastOwnerStays("zoe"));
    }

    @Test
    void keepsAnOwnerWhoIsThereRatherThanOneWhoWasOnlyMeantToBe() {
        Want want = Want.team();

        Plan plan = want.planFrom(Know.ready().intended("ada", TeamRole.OWNER).owner("boss"));

        assertThat(plan.steps()).containsExactly(remove("ada"));
        assertThat(plan.findings()).containsExactly(new Finding.LastOwnerStays("boss"));
    }

    @Test
    void keepsAnOwnerWhoWasSeenRatherThanOneWhoWasOnlyWritten() {
        Want want = Want.team();

        Plan plan = want.planFrom(Know.ready().added("ada", TeamRole.OWNER).owner("boss"));

        assertThat(plan.steps()).containsExactly(remove("ada"), LOOK);
        assertThat(plan.findings()).containsExactly(new Finding.LastOwnerStays("boss"));
    }

    @Test
    void letsNobodyGoWhileNoOwnerIsSeenAtAll() {
        Want want = Want.team();

        Plan plan = want.planFrom(Know.ready().added("ada", TeamRole.OWNER).intended("bob", TeamRole.OWNER));

        assertThat(plan.steps()).containsExactly(LOOK);
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void demotesNobodyWhileNoOwnerIsSeenAtAll() {
        Want want = Want.team().member("ada");

        Plan plan = want.planFrom(Know.ready().changed("ada", TeamRole.OWNER));

        assertThat(plan.steps()).containsExactly(LOOK);
    }

    @Test
    void doesNotWaitForANewOwnerWhomGraphRefused() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(
                Know.ready().refused("ada", TeamRole.OWNER, LATER).owner("boss").owner("cyd"));

        assertThat(plan.steps()).containsExactly(remove("cyd"));
        assertThat(plan.findings())
                .containsExactly(new Finding.LastOwnerStays("boss"), new Finding.MemberRefused("ada", "NotFound"));
    }

    @Test
    void countsAnOwnerAddedByHand() {
        Want want = Want.team();

        Plan plan = want.planFrom(Know.ready().stranger("xia", TeamRole.OWNER).owner("boss"));

        assertThat(plan.steps()).containsExactly(remove("boss"));
    }

    @Test
    void doesNotCountAnOwnerWhoseAccountCannotBeUsed() {
        Want want = Want.team().tolerated("dan");

        Plan plan = want.planFrom(Know.ready().owner("boss").owner("dan"));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.LastOwnerStays("boss"));
    }

    @Test
    void demotesAnOwnerWhoseAccountCannotBeUsedAndWhoWouldBeAMember() {
        Want want = Want.team().owner("ada").tolerated("dan", TeamRole.MEMBER);

        Plan plan = want.planFrom(Know.ready().owner("ada").owner("dan"));

        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(Step.ChangeRole.class, change -> {
            assertThat(change.userId()).isEqualTo("dan");
            assertThat(change.role()).isEqualTo(TeamRole.MEMBER);
        });
    }

    @Test
    void countsAnOwnerWhoIsWantedUnderOneNumberAndUnusableUnderAnother() {
        Want want = Want.team().owner("ada").tolerated("ada");

        Plan plan = want.planFrom(Know.ready().owner("ada").owner("boss"));

        assertThat(plan.steps()).containsExactly(remove("boss"));
    }

    @Test
    void looksBeforeItDemotesAnOwnerWhoseMembershipItDoesNotKnow() {
        Want want = Want.team().owner("ada").member("bob");

        Plan plan = want.planFrom(Know.ready().owner("ada").added("bob", TeamRole.OWNER));

        assertThat(plan.steps()).containsExactly(LOOK);
    }

    @Test
    void demotesAnOwnerWhoWasMadeOneByHand() {
        Want want = Want.team().owner("ada").member("xia");

        Plan plan = want.planFrom(Know.ready().owner("ada").stranger("xia", TeamRole.OWNER));

        assertThat(plan.steps()).containsExactly(change("xia", TeamRole.MEMBER), LOOK);
    }

    @Test
    void removesManyOwnersInCallsOfTwenty() {
        Know known = Know.ready().owner("ada");
        for (int i = 0; i < 21; i++) {
            known.owner("leaver-%02d".formatted(i));
        }

        Plan plan = Want.team().owner("ada").planFrom(known);

        assertThat(plan.steps())
                .extracting(step -> ((Step.RemoveMembers) step).userIds().size())
                .containsExactly(20, 1);
    }

    private static Step remove(String... users) {
        return new Step.RemoveMembers(TEAM, List.of(users));
    }

    private static Step change(String user, TeamRole role) {
        return new Step.ChangeRole(TEAM, user, Know.id(user), role);
    }
}
