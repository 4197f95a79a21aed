package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class DeletedItemsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);

    @Test
    void aGroupThatLivesIsNotAmongTheDeletedOnes() {
        String id = contoso.group("tandem-1");

        assertThat(graph.get("/directory/deletedItems/" + id).status()).isEqualTo(404);
        assertThat(graph.post("/directory/deletedItems/" + id + "/restore", "").status())
                .isEqualTo(404);
    }

    @Test
    void aDeletedGroupIsThereWithTheTimeOfItsEnd() {
        String id = contoso.group("tandem-1");
        graph.delete("/groups/" + id);

        Graph.Answer found = graph.get("/directory/deletedItems/" + id);

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().path("deletedDateTime").isTextual()).isTrue();
    }

    @Test
    void aTeamComesBackWithItsPeopleWhenItsGroupIsRestored() {
        String team = contoso.team("tandem-1");
        String before =
                graph.get("/teams/" + team + "/members").body().path("value").toString();
        graph.delete("/groups/" + team);
        assertThat(graph.get("/teams/" + team).status()).isEqualTo(404);

        Graph.Answer restored = graph.post("/directory/deletedItems/" + team + "/restore", "");

        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.id()).isEqualTo(team);
        assertThat(graph.get("/teams/" + team + "/members").body().path("value").toString())
                .isEqualTo(before);
        assertThat(graph.get("/groups(uniqueName='tandem-1')").id()).isEqualTo(team);
        assertThat(graph.get("/directory/deletedItems/" + team).status()).isEqualTo(404);
    }
}
