package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class PeopleTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(4);
    private final String team = contoso.team("tandem-1");
    private final String plan = new Planner(graph).plan(team).id();

    @Test
    void aPersonSignsInWithAnyPassword() {
        assertThat(graph.passwordToken("PERSON1@contoso.example").status()).isEqualTo(200);
        assertThat(graph.passwordToken(Contoso.userId(1)).status()).isEqualTo(200);
        assertThat(graph.passwordToken("nobody@contoso.example")
                        .body()
                        .path("error_description")
                        .asText())
                .startsWith("AADSTS50034");
        contoso.person(9, false);
        assertThat(graph.passwordToken("person9@contoso.example")
                        .body()
                        .path("error_description")
                        .asText())
                .startsWith("AADSTS50057");
    }

    @Test
    void whatAPersonDoesCarriesThePerson() {
        Graph person = graph.as(2);
        Planner planner = new Planner(person);
        Graph.Answer task = planner.task(plan, "," + Planner.assignment(1));

        JsonNode complete =
                planner.changeTask(task.id(), "{\"percentComplete\":100}").body();

        assertThat(task.body().at("/createdBy/user/id").asText()).isEqualTo(Contoso.userId(2));
        assertThat(task.body().at("/createdBy/application/id").asText()).isNotEqualTo(Simulator.CLIENT_ID);
        assertThat(task.body()
                        .at("/assignments/" + Contoso.OWNER + "/assignedBy/user/id")
                        .asText())
                .isEqualTo(Contoso.userId(2));
        assertThat(complete.at("/completedBy/user/id").asText()).isEqualTo(Contoso.userId(2));
        assertThat(graph.get("/simulator/requests").body())
                .filteredOn(call -> call.path("path").asText().startsWith("/v1.0/planner/tasks"))
                .extracting(call -> call.path("caller").asText())
                .containsOnly(Contoso.userId(2));
    }

    @Test
    void aPersonActsInThePlansOfItsGroupsOnly() {
        Planner stranger = new Planner(graph.as(3));
        String task = new Planner(graph).task(plan, "").id();
        String bucket = new Planner(graph).bucket(plan, "Opening").id();

        assertThat(stranger.read(task).status()).isEqualTo(403);
        assertThat(stranger.read(task).errorCode()).isEmpty();
        assertThat(stranger.details(task).status()).isEqualTo(403);
        assertThat(stranger.task(plan, "").status()).isEqualTo(403);
        assertThat(stranger.bucket(plan, "x").status()).isEqualTo(403);
        assertThat(stranger.plan(team).status()).isEqualTo(403);
        assertThat(graph.as(3).get("/groups/" + team + "/planner/plans").status())
                .isEqualTo(403);
        assertThat(graph.as(3).get("/planner/plans/" + plan + "/tasks").status())
                .isEqualTo(403);
        assertThat(graph.as(3)
                        .patch("/planner/buckets/" + bucket, "{\"name\":\"x\"}", "If-Match", "x")
                        .status())
                .isEqualTo(403);
        assertThat(new Planner(graph.as(2)).read(task).status()).isEqualTo(200);
    }

    @Test
    void anOwnerAddsMembersToItsTeamAndAMemberDoesNot() {
        String members = "/teams/" + team + "/members";

        assertThat(graph.as(2).post(members, Contoso.member(3)).status()).isEqualTo(403);
        assertThat(graph.as(1).post(members, Contoso.member(3)).status()).isEqualTo(201);
        assertThat(graph.as(3).get(members).status()).isEqualTo(200);
        assertThat(graph.as(4).get(members).status()).isEqualTo(403);
        assertThat(new Planner(graph.as(3)).task(plan, "").status()).isEqualTo(201);
        assertThat(graph.as(1)
                        .delete(members + "/" + contoso.membership(team, 3))
                        .status())
                .isEqualTo(204);
        assertThat(new Planner(graph.as(3)).task(plan, "").status()).isEqualTo(403);
    }

    @Test
    void aPersonReadsTheDirectoryAndWritesNothingOfOthers() {
        Graph person = graph.as(2);

        assertThat(person.get("/users").status()).isEqualTo(200);
        assertThat(person.get("/groups/" + team).status()).isEqualTo(200);
        assertThat(person.patch("/groups/" + team, "{\"description\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(graph.as(1)
                        .patch("/groups/" + team, "{\"description\":\"x\"}")
                        .status())
                .isEqualTo(204);
        assertThat(person.delete("/users/" + Contoso.userId(1)).status()).isEqualTo(403);
        assertThat(person.post("/groups", Contoso.groupBody("A", "a", List.of(2), List.of()))
                        .status())
                .isEqualTo(403);
    }
}
