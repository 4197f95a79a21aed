package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.PublishedHierarchy;
import io.tandem.Sandbox;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The targeting hierarchy through the REST API, over real Kafka and PostgreSQL. */
@BesideOthers
class HierarchyIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VIEWER = "viewer-token-0123456789";
    private static final String CSV = "/api/hierarchy.csv";
    private static final PublishedHierarchy PUBLISHED = PublishedHierarchy.start(Sandbox.create(1)
            .with(
                    "tandem.ops.tokens",
                    AccessToken.of("wallboard", Caller.Role.VIEWER, VIEWER).line()));

    @BeforeEach
    void reset() {
        PUBLISHED.reset();
    }

    @AfterAll
    static void close() {
        PUBLISHED.close();
    }

    private static JsonNode json(String path) throws JsonProcessingException {
        return JSON.readTree(PUBLISHED.tandem().get(path).body());
    }

    private static HttpResponse<String> asViewer(String path) {
        return PUBLISHED.tandem().send(PUBLISHED.tandem().request(path).header("Authorization", "Bearer " + VIEWER));
    }

    private static void isProblem(String path, int status, String... words) throws JsonProcessingException {
        HttpResponse<String> answer = PUBLISHED.tandem().get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(words);
    }

    @Test
    void refusesWhileThereIsNoCommunicationsTeamAndSaysWhatToDo() throws JsonProcessingException {
        isProblem(
                CSV + "?leaveOut=true",
                409,
                "row 2, C2 (TeamId): there is no communications team",
                "map an existing team with sourceType Communication");
        assertThat(json("/api/hierarchy").path("exportableWithLeaveOut").asBoolean())
                .isFalse();
    }

    @Test
    void exportsWhatHasATeamWhenAskedAndRemembersIt() throws JsonProcessingException {
        PUBLISHED.mapCommunications();
        isProblem(CSV, 409, "row 6, C6 (TeamId): store 000018 has no team", "With leaveOut=true", "1 nodes");

        HttpResponse<String> csv =
                PUBLISHED.tandem().get(CSV + "?leaveOut=true&column=targetname&attributes=country&buckets=Floor");

        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(csv.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"targeting-hierarchy.csv\"");
        assertThat(csv.body())
                .isEqualTo(String.join(
                        "\r\n",
                        "TargetName,ParentName,TeamId,Country,\"#Floor\"",
                        "Retail Communication,," + PublishedHierarchy.COMMUNICATIONS + ",,",
                        "Contoso Retail USA,Retail Communication,,,",
                        "San Francisco,Contoso Retail USA,11111111-2222-4333-8444-555555550135,,",
                        "Annapolis,Contoso Retail USA,11111111-2222-4333-8444-555555550136,,",
                        ""));
        JsonNode last = json("/api/hierarchy").path("lastExport");
        assertThat(last.path("hierarchy").asText()).isEqualTo("Retail Stores by Region");
        assertThat(last.path("by").asText()).isEqualTo("token");
        assertThat(last.path("nodes").asInt()).isEqualTo(4);
        assertThat(PUBLISHED.tandem().get("/api/activity").body()).contains("hierarchy.export", "4 nodes");
    }

    @Test
    void saysEverythingOfTheHierarchy() throws JsonProcessingException {
        PUBLISHED.mapCommunications();

        JsonNode told = json("/api/hierarchy");

        assertThat(told.path("name").asText()).isEqualTo("Retail Stores by Region");
        assertThat(told.path("exportable").asBoolean()).isFalse();
        assertThat(told.path("exportableWithLeaveOut").asBoolean()).isTrue();
        assertThat(told.path("faults")).singleElement().satisfies(fault -> {
            assertThat(fault.path("row").asInt()).isEqualTo(6);
            assertThat(fault.path("column").asInt()).isEqualTo(3);
            assertThat(fault.path("cell").asText()).isEqualTo("C6");
            assertThat(fault.path("node").asText()).isEqualTo("S018");
            assertThat(fault.path("fix").asText()).isNotBlank();
        });
        assertThat(told.path("leftOut").findValuesAsText("storeNumber")).containsExactly("000018");
        assertThat(told.path("lastExport").isNull()).isTrue();
        assertThat(told.path("nodes").findValuesAsText("name"))
                .containsExactly("Retail Communication", "Contoso Retail USA", "San Francisco", "Annapolis", "Denver");
        assertThat(told.path("notOffered").findValuesAsText("name")).containsExactly("Procurement");
        assertThat(told.at("/upload/0").asText())
                .isEqualTo("Set-TeamTargetingHierarchy -FilePath 'targeting-hierarchy.csv'");
        assertThat(told.at("/status/0").asText()).isEqualTo("Get-TeamTargetingHierarchyStatus");
    }

    @Test
    void tellsWhatAnotherUploadWouldChange() throws JsonProcessingException {
        PUBLISHED.mapCommunications();
        PUBLISHED.tandem().get(CSV + "?leaveOut=true");
        PUBLISHED.sandbox().sql("""
                update hierarchy_export set lines = (lines::jsonb - 2 || jsonb_build_array(
                    jsonb_build_object('id', 'S777', 'name', 'Houston', 'parentId', 'USRT', 'teamId', '')))::json""");

        JsonNode changes = json("/api/hierarchy").path("changes");

        assertThat(changes.findValuesAsText("kind")).containsExactly("added", "removed");
        assertThat(changes.findValuesAsText("sentence"))
                .containsExactly("San Francisco is new, below Contoso Retail USA", "Houston is gone");
    }

    @Test
    void remembersNothingOfWhatAViewerLooksAt() throws JsonProcessingException {
        PUBLISHED.mapCommunications();

        assertThat(asViewer(CSV + "?leaveOut=true").statusCode()).isEqualTo(200);

        assertThat(json("/api/hierarchy").path("lastExport").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "column=Name, 400, 'column=Name is not one of DisplayName, TargetName'",
        "leaveOut=maybe, 400, leaveOut=maybe is not true or false",
        "attributes=color, 400, 'attributes=color is not one of legal-entity, country, state, city'",
        "name=Procurement, 409, '(it has: Procurement internal control); add it in Commerce'",
        "name=Nothing, 404, 'no hierarchy \"Nothing\"; there are Procurement, Retail Stores by Region'"
    })
    void saysWhatIsWrongWithAQuestion(String query, int status, String words) throws JsonProcessingException {
        isProblem("/api/hierarchy?" + query, status, words);
    }

    @Test
    void takesTheNewestWordOfEachHierarchy() throws JsonProcessingException {
        PUBLISHED.publish(
                Events.hierarchy(
                        "Seasonal",
                        Events.TIME.plus(Duration.ofHours(2)),
                        "Retail reporting",
                        List.of(List.of("A", "New", "", ""))),
                Events.hierarchy(
                        "Seasonal",
                        Events.TIME.plus(Duration.ofHours(1)),
                        "Retail reporting",
                        List.of(List.of("A", "Old", "", ""), List.of("B", "Old too", "A", ""))));
        try {
            isProblem("/api/hierarchy", 409, "several hierarchies", "name=", "Retail Stores by Region, Seasonal");
            assertThat(json("/api/hierarchy?name=Seasonal").path("nodes")).hasSize(1);
        } finally {
            PUBLISHED.sandbox().sql("delete from fact where subject = 'hierarchy/Seasonal'");
        }
    }
}
