package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Communications;
import io.tandem.model.PersonnelNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read of findings and steps. */
class SentencesTest {
    private static final PersonnelNumber BOB = new PersonnelNumber("000202");

    static Stream<Arguments> findings() {
        return Stream.of(
                Arguments.of(new Finding.StoreUnknown(), "Commerce has not opened this store yet", false),
                Arguments.of(
                        new Finding.Renumbered(Staff.HOUSTON),
                        "the store has the operating unit or retail channel of store 000135, which is open and has a team; a store"
                                + " keeps its number, so go on with 000135, or close it in Commerce for this one to get a team"
                                + " of its own",
                        true),
                Arguments.of(new Finding.StoreClosed(), "the store is closed", false),
                Arguments.of(new Finding.NoManager(), "no manager with a usable account", false),
                Arguments.of(
                        new Finding.NotEmployed(BOB),
                        "worker 000202 is assigned but has no employment; send worker.hired",
                        false),
                Arguments.of(
                        new Finding.NotLinked(BOB),
                        "worker 000202 is not linked to an Entra account; link it in Commerce HQ",
                        false),
                Arguments.of(
                        new Finding.AccountMissing(BOB),
                        "the Entra account of worker 000202 does not exist; correct the link in Commerce HQ",
                        true),
                Arguments.of(
                        new Finding.AccountDisabled(BOB),
                        "the Entra account of worker 000202 is disabled; enable it",
                        true),
                Arguments.of(new Finding.NotLicensed(BOB), "worker 000202 has no Teams licence; assign one", true),
                Arguments.of(
                        new Finding.FallbackOwnerUnusable(),
                        "the account in tandem.teams.fallback-owner does not exist, is disabled or has no Teams licence",
                        true),
                Arguments.of(
                        new Finding.NoTaskManager(),
                        "nobody with a usable account holds the role Retail task manager",
                        false),
                Arguments.of(
                        new Finding.CommunicationsOwnerUnusable(),
                        "an account in tandem.teams.communications-owners does not exist, is disabled or has no Teams licence",
                        true),
                Arguments.of(
                        new Finding.LastOwnerStays("u1"),
                        "user u1 should no longer own the team but is its last owner",
                        false),
                Arguments.of(
                        new Finding.MemberRefused("u1", "NotFound"),
                        "Graph refused the change for user u1 (NotFound); it is tried again later",
                        false),
                Arguments.of(
                        new Finding.AddedByHand("u1"), "user u1 was added in Teams by hand and is left there", false),
                Arguments.of(
                        new Finding.MappedElsewhere("t1"),
                        "Commerce names team t1 but there is another one; the mapping is not followed",
                        false),
                Arguments.of(
                        new Finding.TeamNamedNoMore(Want.STORE, "t1", null),
                        "team t1 was taken over, and Commerce names it no more; nobody is put in and nothing is changed there"
                                + " any more but tasks: name it again, or let it go with"
                                + " './tandem mappings release 000135'",
                        false),
                Arguments.of(
                        new Finding.TeamNamedNoMore(Communications.TEAM, "t1", "t2"),
                        "team t1 was taken over, and Commerce names team t2 by now; nobody is put in and nothing is changed"
                                + " there any more but tasks: name it again, or let it go with"
                                + " './tandem mappings release communications'",
                        false),
                Arguments.of(
                        new Finding.MappedGroupWithoutTeam("t1"),
                        "group t1, which Commerce names as the team, has no team; make one of it in Teams if the store's"
                                + " people may have its mail and files, or correct the mapping",
                        false),
                Arguments.of(
                        new Finding.MappedTeamMissing("t1"),
                        "team t1, which Commerce names, was not found; correct the mapping",
                        false));
    }

    @ParameterizedTest
    @MethodSource("findings")
    void saysWhatIsTheMatterAndWhetherItMayPassByItself(Finding finding, String sentence, boolean mayPass) {
        assertThat(finding.sentence()).isEqualTo(sentence);
        assertThat(finding.mayPassByItself()).isEqualTo(mayPass);
    }

    static Stream<Arguments> steps() {
        Map<String, TeamRole> people = Map.of("u1", TeamRole.OWNER, "u2", TeamRole.MEMBER, "u3", TeamRole.MEMBER);
        return Stream.of(
                Arguments.of(new Step.FindGroup("tandem-1"), "look for group tandem-1"),
                Arguments.of(new Step.FindMappedTeam("t1"), "look at mapped team t1"),
                Arguments.of(
                        new Step.CreateGroup("tandem-1", "Katy", "KATY_1", people),
                        "create group tandem-1 \"Katy\" with 3 people"),
                Arguments.of(new Step.FindGone("t1"), "look whether team t1 is there again"),
                Arguments.of(new Step.CreateTeam("g1"), "create the team of the group"),
                Arguments.of(new Step.AwaitTeam("op"), "wait until the team is ready"),
                Arguments.of(new Step.ReadRoster("t1"), "read the roster"),
                Arguments.of(new Step.RenameTeam("t1", "Katy"), "rename the team to \"Katy\""),
                Arguments.of(new Step.MakePrivate("t1"), "make the team private, for it is public"),
                Arguments.of(new Step.AddMembers("t1", people), "add 1 owners and 2 members"),
                Arguments.of(new Step.ChangeRole("t1", "u1", "m1", TeamRole.OWNER), "make owner: user u1"),
                Arguments.of(new Step.ChangeRole("t1", "u1", "m1", TeamRole.MEMBER), "make plain member: user u1"),
                Arguments.of(new Step.RemoveMembers("t1", List.of("u1", "u2")), "remove 2 people: u1, u2"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void saysWhatAStepDoes(Step step, String sentence) {
        assertThat(step.sentence()).isEqualTo(sentence);
    }

    @Test
    void splitsNobodyIntoNoCalls() {
        assertThat(Step.AddMembers.of("t1", Map.of())).isEmpty();
        assertThat(Step.RemoveMembers.of("t1", List.of())).isEmpty();
    }

    @Test
    void keepsTheOrderOfPeopleAndDoesNotShareTheirMap() {
        Map<String, TeamRole> people = new LinkedHashMap<>();
        people.put("zoe", TeamRole.OWNER);
        people.put("ada", TeamRole.MEMBER);
        Step.AddMembers add = new Step.AddMembers("t1", people);
        Step.CreateGroup create = new Step.CreateGroup("tandem-1", "Katy", "KATY_1", people);

        people.clear();

        assertThat(add.people().keySet()).containsExactly("zoe", "ada");
        assertThat(create.people().keySet()).containsExactly("zoe", "ada");
    }
}
