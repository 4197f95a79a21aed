package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.teams.Outcome;
import io.tandem.teams.Profile;
import io.tandem.teams.Step;
import io.tandem.teams.TeamRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class TeamAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final TeamAnswers ANSWERS = new TeamAnswers(Duration.ofSeconds(5), NOW);
    private static final Map<String, TeamRole> PEOPLE = Map.of("ada", TeamRole.OWNER);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static final List<Step> STEPS_THAT_READ = List.of(
            new Step.FindGroup("tandem-000135"),
            new Step.FindMappedTeam("team-1"),
            new Step.FindGone("team-1"),
            new Step.CreateGroup("tandem-000135", "Houston", "HOUSTON_000135", PEOPLE),
            new Step.AwaitTeam("operations/7"),
            new Step.ReadTeam("team-1"),
            new Step.AwaitArchive("/teams(team-1)/operations(7)", true),
            new Step.FindDeleted("team-1"),
            new Step.ReadRoster("team-1"),
            new Step.AddMembers("team-1", PEOPLE),
            new Step.RemoveMembers("team-1", List.of("ada")));

    static Stream<Step> stepsOnATeam() {
        return Stream.of(
                new Step.ReadRoster("team-1"),
                new Step.ReadTeam("team-1"),
                new Step.ArchiveTeam("team-1", true),
                new Step.AwaitArchive("/teams/team-1", true),
                new Step.RenameTeam("team-1", "Katy"),
                new Step.MakePrivate("team-1"),
                new Step.AddMembers("team-1", PEOPLE));
    }

    @Test
    void tellsOwnersMembersAndGuestsApart() {
        ObjectNode page = JSON.objectNode();
        List.of("owner", "guest", "").forEach(role -> {
            ObjectNode member = page.withArray("value")
                    .addObject()
                    .put("userId", "U-" + role)
                    .put("id", "m-" + role);
            member.putArray("roles");
            if (!role.isEmpty()) {
                member.withArray("roles").add(role);
            }
        });

        Outcome outcome =
                ANSWERS.outcome(new Step.ReadRoster("team-1"), new GraphAnswer.Success(200, page, Map.of(), "r1"));

        assertThat(outcome)
                .isEqualTo(new Outcome.RosterRead(List.of(
                        new Outcome.RosterRead.Member("u-owner", "m-owner", TeamRole.OWNER),
                        new Outcome.RosterRead.Member("u-guest", "m-guest", TeamRole.GUEST),
                        new Outcome.RosterRead.Member("u-", "m-", TeamRole.MEMBER))));
    }

    @ParameterizedTest
    @FieldSource("STEPS_THAT_READ")
    void takesAnAnswerWithoutWhatItIsReadForAsNone(Step step) {
        for (JsonNode body : List.of(JSON.objectNode(), JSON.textNode("<html>"), MissingNode.getInstance())) {
            Outcome outcome = ANSWERS.outcome(step, new GraphAnswer.Success(200, body, Map.of(), "r1"));

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Postponed.class, postponed -> {
                assertThat(postponed.until()).isEqualTo(NOW.plusSeconds(5));
                assertThat(postponed.sent()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("stepsOnATeam")
    void takesARedirectionForNoAnswer(Step step) {
        Outcome outcome = ANSWERS.outcome(step, new GraphAnswer.Success(302, JSON.objectNode(), Map.of(), "r1"));

        assertThat(outcome).isInstanceOf(Outcome.Postponed.class);
    }

    @ParameterizedTest
    @FieldSource("STEPS_THAT_READ")
    void takesARefusedSignInOrPermissionAsAMatterOfTheApplication(Step step) {
        for (int status : List.of(401, 403)) {
            Outcome outcome = ANSWERS.outcome(step, new GraphAnswer.Rejected(status, "Forbidden", "", "r1"));

            assertThat(outcome)
                    .isEqualTo(new Outcome.Denied("Graph refused to " + step.sentence() + ": " + status
                            + " Forbidden (request-id r1); check the application's credential and permissions"));
        }
    }

    @ParameterizedTest
    @MethodSource("stepsOnATeam")
    void missesATeamThatIsNotThere(Step step) {
        Outcome outcome = ANSWERS.outcome(step, new GraphAnswer.Rejected(404, "NotFound", "", "r1"));

        assertThat(outcome).isInstanceOf(Outcome.TeamMissing.class);
    }

    @Test
    void saysWhatToDoAboutATeamThatCannotBeMadePrivate() {
        Step hide = new Step.MakePrivate("team-1");

        assertThat(ANSWERS.outcome(hide, new GraphAnswer.Rejected(400, "BadRequest", "", "r1")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo(
                                        "Graph refused to make the team private, for it is public: 400 BadRequest (request-id r1);"
                                                + " a sensitivity label may decide: change that, or set tandem.teams.visibility=keep"));
        assertThat(ANSWERS.outcome(hide, new GraphAnswer.Rejected(403, "Forbidden", "", "r1")))
                .isInstanceOf(Outcome.Denied.class);
    }

    @Test
    void readsThePropertiesOfATeam() {
        ObjectNode team = JSON.objectNode().put("id", "team-1").put("displayName", "Houston");
        Step read = new Step.ReadTeam("team-1");

        assertThat(answer(read, team.putNull("isArchived").put("visibility", "public")))
                .isEqualTo(new Outcome.TeamRead("Houston", Profile.Visibility.PUBLIC, false));
        assertThat(answer(read, team.put("isArchived", true).put("visibility", "hiddenMembership")))
                .isEqualTo(new Outcome.TeamRead("Houston", Profile.Visibility.PRIVATE, true));
    }

    @Test
    void followsTheOperationThatGraphNamesAndElseTheTeam() {
        Step archive = new Step.ArchiveTeam("team-1", true);
        Map<String, String> headers = Map.of("location", "/teams(team-1)/operations(7)");

        assertThat(ANSWERS.outcome(archive, new GraphAnswer.Success(202, JSON.objectNode(), headers, "r1")))
                .isEqualTo(new Outcome.ArchiveRequested("/teams(team-1)/operations(7)"));
        assertThat(answer(archive, JSON.objectNode())).isEqualTo(new Outcome.ArchiveRequested("/teams/team-1"));
    }

    @Test
    void knowsFromTheOperationOrTheTeamWhetherItIsArchived() {
        Step operation = new Step.AwaitArchive("/teams(team-1)/operations(7)", true);
        Step team = new Step.AwaitArchive("/teams/team-1", true);
        ObjectNode body = JSON.objectNode().put("id", "7");

        assertThat(answer(operation, body.deepCopy().put("status", "succeeded")))
                .isEqualTo(new Outcome.OperationSucceeded());
        assertThat(answer(operation, body.deepCopy().put("status", "inProgress")))
                .isEqualTo(new Outcome.OperationRunning());
        assertThat(answer(operation, body.deepCopy().put("status", "failed")))
                .isInstanceOf(Outcome.OperationFailed.class);
        assertThat(ANSWERS.outcome(operation, new GraphAnswer.Rejected(404, "NotFound", "", "r1")))
                .isEqualTo(new Outcome.OperationRunning());
        assertThat(answer(team, body.deepCopy().put("isArchived", true))).isEqualTo(new Outcome.OperationSucceeded());
        assertThat(answer(team, body)).isEqualTo(new Outcome.OperationRunning());
    }

    @Test
    void knowsWhetherAGroupIsAmongTheDeletedOnes() {
        Step find = new Step.FindDeleted("team-1");
        Step restore = new Step.RestoreGroup("team-1");
        ObjectNode group = JSON.objectNode().put("id", "team-1");

        assertThat(answer(find, group)).isEqualTo(new Outcome.DeletedFound());
        assertThat(answer(restore, group)).isEqualTo(new Outcome.GroupRestored());
        for (Step step : List.of(find, restore)) {
            assertThat(ANSWERS.outcome(step, new GraphAnswer.Rejected(404, "NotFound", "", "r1")))
                    .isEqualTo(new Outcome.DeletedMissing());
        }
    }

    private static Outcome answer(Step step, JsonNode body) {
        return ANSWERS.outcome(step, new GraphAnswer.Success(200, body, Map.of(), "r1"));
    }

    @Test
    void takesAnyOtherRefusalAsOneOfTheCall() {
        Outcome outcome = ANSWERS.outcome(
                new Step.RenameTeam("team-1", "Katy"), new GraphAnswer.Rejected(400, "BadRequest", "", "r1"));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }
}
