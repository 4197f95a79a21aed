package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class RestartTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR =
            new RunningSimulator("fast,replicationRate=1,maxReplication=PT15M,operationRuns=PT60S");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);

    @Test
    void theWholeStateSurvivesARestart() {
        String kept = contoso.group("tandem-1");
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        graph.put("/groups/" + kept + "/team", "{}");
        graph.patch("/teams/" + kept, "{\"funSettings\":{\"allowGiphy\":false},\"displayName\":\"New\"}");
        graph.post("/teams/" + kept + "/members", Contoso.member(3, "owner"));
        graph.delete("/teams/" + kept + "/members/" + contoso.membership(kept, 1));
        graph.delete("/groups/" + contoso.group("tandem-2"));
        graph.delete("/users/" + Contoso.userId(2));
        JsonNode before = graph.get("/simulator/state").body();

        SIMULATOR.restart();

        JsonNode after =
                new Graph(SIMULATOR.simulator()).get("/simulator/state").body();
        assertThat(after).isEqualTo(before);
        assertThat(after.at("/teams/0/minOwners").asInt()).isEqualTo(1);
        assertThat(new Graph(SIMULATOR.simulator())
                        .get("/teams/" + kept)
                        .body()
                        .at("/funSettings/allowGiphy")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void anAuditFindingSurvivesRestarts() {
        String team = contoso.group("tandem-1");
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        graph.put("/groups/" + team + "/team", "{}");
        graph.delete("/users/" + Contoso.userId(1));

        SIMULATOR.restart();
        SIMULATOR.restart();

        JsonNode audit =
                new Graph(SIMULATOR.simulator()).get("/simulator/state").body().path("audit");
        assertThat(audit.at("/teamsEverWithoutOwner/0").asText()).isEqualTo(team);
    }

    @Test
    void operationsAndReplicationGoOnFromTheirTimes() {
        String group = contoso.group("tandem-1");
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        String operation = contoso.teamFromGroup(group).header("Location");
        String young = contoso.group("tandem-2");
        boolean hidden = graph.put("/groups/" + young + "/team", "{}").status() == 404;
        SIMULATOR.clock().advance(Duration.ofSeconds(30));

        SIMULATOR.restart();

        Graph again = new Graph(SIMULATOR.simulator());
        assertThat(again.get(operation).body().path("status").asText()).isEqualTo("inProgress");
        assertThat(again.get("/teams/" + group).status()).isEqualTo(404);
        assertThat(hidden).isTrue();
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        assertThat(again.get(operation).body().path("status").asText()).isEqualTo("succeeded");
        assertThat(again.get("/teams/" + group).status()).isEqualTo(200);
        assertThat(again.put("/groups/" + young + "/team", "{}").status()).isEqualTo(201);
    }

    @Test
    void aTornLastLineIsARequestThatNeverHappened() throws IOException {
        contoso.group("tandem-1");
        Path journal = SIMULATOR.data().resolve("simulator/journal.jsonl");
        byte[] torn = "[{\"change\":\"group\",\"group\":{\"id\":\"é".getBytes(StandardCharsets.UTF_8);
        SIMULATOR.simulator().close();
        Files.write(journal, Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

        Simulator restarted = Simulator.start(SIMULATOR.settings(), SIMULATOR.clock());

        assertThat(new Graph(restarted).get("/groups(uniqueName='tandem-1')").status())
                .isEqualTo(200);
        restarted.close();
        assertThat(RunningSimulator.lines(journal)).allMatch(line -> line.endsWith("}]"));
        SIMULATOR.restart();
    }

    @Test
    void aTokenAndTheCertificateOutliveARestart() throws IOException {
        String token = graph.token();
        String authority = Files.readString(SIMULATOR.simulator().caFile());

        SIMULATOR.restart();

        assertThat(new Graph(SIMULATOR.simulator())
                        .withToken(token)
                        .get("/users")
                        .status())
                .isEqualTo(200);
        assertThat(Files.readString(SIMULATOR.simulator().caFile())).isEqualTo(authority);
    }

    @Test
    void aDamagedLineInTheMiddleIsNamed(@TempDir Path data) throws IOException {
        Files.createDirectories(data.resolve("simulator"));
        Files.writeString(data.resolve("simulator/journal.jsonl"), "[]\n[{\"change\":\n[]\n");

        assertThatThrownBy(() -> Simulator.start(new SimulatorSettings(data, 0, SimulatorProfile.fast(), 1, null)))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("Line 2");
    }

    @Test
    void aTakenPortAndAUsedFolderAreSaidInOneSentence(@TempDir Path other) {
        int port = SIMULATOR.simulator().port();

        assertThatThrownBy(() -> Simulator.start(new SimulatorSettings(other, port, SimulatorProfile.fast(), 1, null)))
                .isInstanceOf(SimulatorException.class)
                .hasMessage("The Graph simulator cannot listen on port " + port + ": the port is taken");
        assertThatThrownBy(() -> Simulator.start(SIMULATOR.settings()))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("Another simulator is using the folder");
    }
}
