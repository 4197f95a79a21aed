package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class UsersTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(5);

    @Test
    void aUserIsFoundByIdAndByPrincipalNameInBothVersions() {
        assertThat(graph.get("/users/" + Contoso.userId(1)).id()).isEqualTo(Contoso.userId(1));
        assertThat(graph.get("/beta/users/PERSON1@contoso.example").id()).isEqualTo(Contoso.userId(1));
        assertThat(graph.get("/users('person1@contoso.example')").id()).isEqualTo(Contoso.userId(1));
        assertThat(graph.get("/users/nobody@contoso.example").errorCode()).isEqualTo("Request_ResourceNotFound");
    }

    @Test
    void theEmployeeIdComesOnlyWhenSelected() {
        JsonNode plain = graph.get("/users/" + Contoso.userId(1)).body();
        JsonNode selected = graph.get("/users/" + Contoso.userId(1) + "?$select=employeeId,accountEnabled")
                .body();

        assertThat(plain.has("employeeId")).isFalse();
        assertThat(plain.path("businessPhones").isArray()).isTrue();
        assertThat(selected.path("employeeId").asText()).isEqualTo("000001");
        assertThat(selected.has("displayName")).isFalse();
    }

    @Test
    void anUnknownSelectedPropertyIsNamed() {
        Graph.Answer answer = graph.get("/users?$select=id,employeeNumber");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("employeeNumber");
    }

    @Test
    void filtersFindPeople() {
        contoso.person(6, false);

        assertThat(found("employeeId eq '000003'")).isEqualTo(1);
        assertThat(found("employeeId in ('000001','000002','999999')")).isEqualTo(2);
        assertThat(found("id in ('" + Contoso.userId(1) + "','" + Contoso.userId(2) + "')"))
                .isEqualTo(2);
        assertThat(found("userPrincipalName eq 'Person4@Contoso.Example'")).isEqualTo(1);
        assertThat(found("startsWith(displayName,'person') and accountEnabled eq true"))
                .isEqualTo(5);
        assertThat(found("employeeId eq null")).isZero();
    }

    @Test
    void anInListTakesFifteenValues() {
        assertThat(graph.get("/users?$filter=employeeId in (" + list(15) + ")").status())
                .isEqualTo(200);
        assertThat(graph.get("/users?$filter=employeeId in (" + list(16) + ")").status())
                .isEqualTo(400);
    }

    @Test
    void aNegationNeedsTheAdvancedQuery() {
        String filter = "/users?$count=true&$filter=accountEnabled ne true";

        assertThat(graph.get(filter).status()).isEqualTo(400);
        assertThat(graph.get(filter, "ConsistencyLevel", "eventual").status()).isEqualTo(200);
    }

    @Test
    void pagesAreFollowedByTheirLink() {
        JsonNode first = graph.get("/users?$top=2&$select=id").body();
        JsonNode second = graph.get(first.path("@odata.nextLink").asText()).body();
        JsonNode third = graph.get(second.path("@odata.nextLink").asText()).body();

        assertThat(first.path("value")).hasSize(2);
        assertThat(second.at("/value/0/id").asText()).isEqualTo(Contoso.userId(3));
        assertThat(third.path("value")).hasSize(1);
        assertThat(third.has("@odata.nextLink")).isFalse();
    }

    @Test
    void idsAreResolvedByTheThousand() {
        String ids = IntStream.rangeClosed(1, 1000)
                .mapToObj(number -> "\"" + Contoso.userId(number) + "\"")
                .collect(Collectors.joining(","));

        Graph.Answer found = graph.post(
                "/directoryObjects/getByIds?$select=id,accountEnabled", "{\"ids\":[" + ids + "],\"types\":[\"user\"]}");
        Graph.Answer tooMany = graph.post("/directoryObjects/getByIds", "{\"ids\":[" + ids + ",\"x\"]}");

        assertThat(found.body().path("value")).hasSize(5);
        assertThat(found.body().at("/value/0/accountEnabled").asBoolean()).isTrue();
        assertThat(tooMany.status()).isEqualTo(400);
    }

    @Test
    void aUserIsChangedAndDeleted() {
        String user = "/users/" + Contoso.userId(1);

        assertThat(graph.patch(user, "{\"accountEnabled\":false,\"employeeId\":\"9\"}")
                        .status())
                .isEqualTo(204);

        assertThat(found("employeeId eq '9' and accountEnabled eq false")).isEqualTo(1);
        assertThat(found("employeeId eq '000001'")).isZero();
        assertThat(graph.delete(user).status()).isEqualTo(204);
        assertThat(graph.get(user).status()).isEqualTo(404);
    }

    @Test
    void anEmployeeIdIsNotUniqueButAPrincipalNameIs() {
        Graph.Answer same = graph.patch("/users/" + Contoso.userId(1), "{\"employeeId\":\"000002\"}");
        Graph.Answer taken =
                graph.patch("/users/" + Contoso.userId(1), "{\"userPrincipalName\":\"person2@contoso.example\"}");

        assertThat(same.status()).isEqualTo(204);
        assertThat(found("employeeId eq '000002'")).isEqualTo(2);
        assertThat(taken.status()).isEqualTo(400);
    }

    @Test
    void theDirectoryFileIsLoadedAtStartAndABadLineIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("people.jsonl");
        Files.writeString(file, """
            {"displayName":"Ana","userPrincipalName":"ana@contoso.example","employeeId":"000205"}

            {"displayName":"Ben","userPrincipalName":"ben@contoso.example","employe":"1"}
            """);
        SimulatorSettings settings = new SimulatorSettings(folder, 0, SimulatorProfile.fast(), 1, file);

        assertThatThrownBy(() -> Simulator.start(settings))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("Line 3")
                .hasMessageContaining("employe");
        Files.writeString(file, Files.readString(file).replace("employe\"", "employeeId\""));
        try (Simulator simulator = Simulator.start(settings)) {
            assertThat(new Graph(simulator).get("/users?$select=id").body().path("value"))
                    .hasSize(2);
        }
    }

    private int found(String filter) {
        return graph.get("/users?$filter=" + filter).body().path("value").size();
    }

    private static String list(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "'" + number + "'")
                .collect(Collectors.joining(","));
    }
}
