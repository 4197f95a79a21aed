package io.tandem.simulator.hq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import io.tandem.TestHq;
import io.tandem.TestHq.Answer;
import io.tandem.TestHq.Call;
import io.tandem.simulator.SimulatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@BesideOthers
class HqSimulatorTest {
    private static final String PROCESS = "0a000000-0000-4000-8000-000000000001";
    private static final String TASK = "0b000000-0000-4000-8000-000000000001";
    private static final String TASK_PATH = "/data/ProcessTasks(TaskId=" + TASK + ")";
    private static final String MAPPING = "/data/IntegrationSourceMappings(SourceType="
            + "Microsoft.Dynamics.DataEntities.RetailTeamsIntegrationSourceType'RetailStore',SourceId='000135')";

    @TempDir
    private static Path data = Path.of("");

    private static TestHq hq;

    @BeforeAll
    static void start() {
        hq = TestHq.in(data);
    }

    @AfterAll
    static void stop() {
        hq.close();
    }

    @BeforeEach
    void startEmpty() {
        hq.reset();
    }

    @Test
    void keepsARowUnderItsWholeKey() {
        Answer created = hq.call("POST", "/data/IntegrationSourceMappings?cross-company=true", mapping("team-1"));

        assertThat(created.status()).isEqualTo(201);
        Answer read = hq.call("GET", MAPPING + "?cross-company=true", "");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().path("TeamId").asText()).isEqualTo("team-1");
        assertThat(read.body().path("@odata.etag").asText())
                .startsWith("W/\"")
                .isEqualTo(created.body().path("@odata.etag").asText());
    }

    @Test
    void refusesASecondRowOfTheSameKey() {
        hq.call("POST", "/data/IntegrationSourceMappings", mapping("team-1"));

        Answer second = hq.call("POST", "/data/IntegrationSourceMappings", mapping("team-2"));

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.message()).contains("already exists");
        assertThat(second.body().path("error").has("code")).isTrue();
        assertThat(hq.rows("IntegrationSourceMappings")).hasSize(1);
    }

    @Test
    void changesOnlyTheStateThatWasRead() {
        hq.call("POST", "/data/IntegrationSourceMappings", mapping("team-1"));
        String etag = hq.call("GET", MAPPING, "").body().path("@odata.etag").asText();

        Answer first = hq.call("PATCH", MAPPING, "{\"TeamId\":\"team-2\"}", "If-Match", etag);
        Answer late = hq.call("PATCH", MAPPING, "{\"TeamId\":\"team-3\"}", "If-Match", etag);
        Answer careless = hq.call("PATCH", MAPPING, "{\"TeamId\":\"team-4\"}");

        assertThat(first.status()).isEqualTo(204);
        assertThat(late.status()).isEqualTo(412);
        assertThat(careless.status()).isEqualTo(204);
        assertThat(hq.row("IntegrationSourceMappings", "SourceId", "000135")
                        .path("TeamId")
                        .asText())
                .isEqualTo("team-4");
    }

    @Test
    void deletesARow() {
        hq.call("POST", "/data/IntegrationSourceMappings", mapping("team-1"));

        Answer deleted = hq.call("DELETE", MAPPING, "");

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(hq.call("GET", MAPPING, "").status()).isEqualTo(404);
        assertThat(hq.call("PATCH", MAPPING, "{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            POST  | /data/ProcessTasks         | {"TaskId":"0b000000-0000-4000-8000-000000000002","Percent":50}   | no property 'Percent'
            POST  | /data/ProcessTasks         | {"TaskId":"0b000000-0000-4000-8000-000000000002","Status":"Done"}| 'Status' cannot be
            POST  | /data/ProcessTasks         | {"TaskId":"seven"}                                               | 'TaskId' cannot be
            POST  | /data/ProcessTasks         | {"Name":"Windows"}                                               | needs [TaskId]
            POST  | /data/ProcessTasks         | [1]                                                              | must be a JSON object
            POST  | /data/ProcessTasks         | {                                                                | no JSON
            PATCH | TASK                       | {"DueDate":"tomorrow"}                                           | 'DueDate' cannot be
            PATCH | TASK                       | {"Name":7}                                                       | 'Name' cannot be
            PATCH | TASK                       | {"TaskId":"0b000000-0000-4000-8000-000000000009"}                | cannot be changed
            GET   | /data/ProcessTasks?$orderby=Name              | {} | '$orderby' is not supported
            GET   | /data/ProcessTasks?$top=many                  | {} | $top must be a number
            GET   | /data/ProcessTasks?$select=Nothing            | {} | no property 'Nothing'
            GET   | /data/ProcessTasks?$filter=Status eq 'Completed' | {} | 'Completed' is no value
            GET   | /data/ProcessTasks?$filter=TaskId eq 'x'      | {} | 'x' is no value
            GET   | /data/ProcessTasks?$filter=Name like 'x'      | {} | cannot be read at position 0
            GET   | /data/ProcessTasks?$filter=Name eq 'x' and    | {} | cannot be read
            GET   | /data/ProcessTasks?$filter=Name eq 'x' or Name eq 'y' | {} | cannot be read
            GET   | /data/ProcessTasks('x')                       | {} | 'x' is no key
            GET   | /data/ChannelPlannerConfigurations(StoreNumber='x') | {} | is named by [PlanId]
            GET   | /data/IntegrationSourceMappings('000135')     | {} | no property 'null'
            """)
    void saysWhatIsWrongWithARequest(String method, String path, String body, String message) {
        hq.seed("ProcessTasks", "TaskId", TASK, "Name", "Windows");

        Answer answer = hq.call(method, path.equals("TASK") ? TASK_PATH : path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /data/processTasks                 | 404",
                "GET    | /other                             | 404",
                "PUT    | /data/ProcessTasks                 | 405",
                "PUT    | TASK                               | 405",
                "POST   | /data/RetailTaskManagementReports  | 405",
                "PATCH  | TASK                               | 204"
            })
    void knowsWhatCanBeDoneWhere(String method, String path, int status) {
        hq.seed("ProcessTasks", "TaskId", TASK);

        Answer answer = hq.call(
                method,
                path.equals("TASK") ? TASK_PATH : path,
                path.contains("Report")
                        ? "{\"Process_ProcessId\":\"" + PROCESS + "\",\"TaskId\":\"" + TASK + "\"}"
                        : "{}");

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void tellsTheStoreOfATaskInTheReportAloneWithWhatTheTaskSaysNow() {
        hq.seed("ProcessHeaders", "ProcessId", PROCESS, "Name", "Holiday season preparation");
        hq.seed("ProcessTasks", "TaskId", TASK, "ProcessId", PROCESS, "Name", "Windows");
        hq.seed("RetailTaskManagementReports", "Process_ProcessId", PROCESS, "TaskId", TASK, "StoreNumber", "000135");
        hq.call("PATCH", TASK_PATH, "{\"Status\":\"Completed\",\"CompletionDateTime\":\"2026-11-22T10:30:00+01:00\"}");

        JsonNode rows = hq.call(
                        "GET",
                        "/data/RetailTaskManagementReports?cross-company=true&$filter=Process_ProcessId eq " + PROCESS
                                + " and StoreNumber eq '000135' and Status ne "
                                + "Microsoft.Dynamics.DataEntities.BusinessProcessTaskStatus'Canceled'",
                        "")
                .body()
                .path("value");

        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/Name").asText()).isEqualTo("Windows");
        assertThat(rows.at("/0/Status").asText()).isEqualTo("Completed");
        assertThat(rows.at("/0/CompletionDateTime").asText()).isEqualTo("2026-11-22T09:30:00Z");
        assertThat(rows.at("/0/Process_Name").asText()).isEqualTo("Holiday season preparation");
        assertThat(hq.call("GET", TASK_PATH, "").body().has("StoreNumber")).isFalse();
    }

    @Test
    void answersWithWhatIsSelectedAndNoMoreThanIsWanted() {
        hq.seed("RetailStaffs", "PersonnelNumber", "000205", "NameOnReceipt", "Chris");
        hq.seed("RetailStaffs", "PersonnelNumber", "000206", "NameOnReceipt", "O'Hara");
        hq.seed("RetailStaffs", "PersonnelNumber", "000207", "NameOnReceipt", "Chloe");

        JsonNode some = hq.call("GET", "/data/RetailStaffs?$select=PersonnelNumber&$top=2&$count=true", "")
                .body();
        JsonNode like = hq.call("GET", "/data/RetailStaffs?$filter=NameOnReceipt eq 'Ch*'", "")
                .body();
        JsonNode quoted = hq.call("GET", "/data/RetailStaffs?$filter=NameOnReceipt eq 'O''Hara'", "")
                .body();

        assertThat(some.path("value")).hasSize(2);
        assertThat(some.path("@odata.count").asInt()).isEqualTo(3);
        assertThat(some.at("/value/0").has("NameOnReceipt")).isFalse();
        assertThat(like.path("value")).hasSize(2);
        assertThat(quoted.at("/value/0/PersonnelNumber").asText()).isEqualTo("000206");
    }

    @Test
    void givesWhatWasNotSaidTheValueThatStandsForNothing() {
        hq.call("POST", "/data/ProcessTasks", "{\"TaskId\":\"" + TASK + "\",\"DueDate\":null}");

        JsonNode task = hq.call("GET", "/data/ProcessTasks(" + TASK.toUpperCase(Locale.ROOT) + ")", "")
                .body();

        assertThat(task.path("Status").asText()).isEqualTo("NotStarted");
        assertThat(task.path("DueDate").asText()).isEqualTo("1900-01-01T00:00:00Z");
        assertThat(task.path("TemplateTaskId").asText()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(task.path("Name").asText()).isEmpty();
    }

    @Test
    void wantsATokenThatWasMadeForIt() {
        String graphs = hq.token("https://graph.microsoft.com/.default");

        assertThat(hq.call("GET", "/data/ProcessTasks", "", "Authorization", "Basic x")
                        .status())
                .isEqualTo(401);
        assertThat(hq.call("GET", "/data/ProcessTasks", "", "Authorization", "Bearer " + graphs)
                        .status())
                .isEqualTo(401);
        assertThat(hq.call("GET", "/data/ProcessTasks", "").status()).isEqualTo(200);
        assertThat(hq.token("https://contoso.operations.dynamics.com/.default")).isEmpty();
    }

    @Test
    void takesSeedsAllOrNone() {
        Answer wrong = hq.seedLines("{\"set\":\"RetailStaffs\",\"row\":{\"PersonnelNumber\":\"1\"}}\n"
                + "{\"set\":\"RetailStuff\",\"row\":{}}");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.message()).contains("Line 2: There is no set 'RetailStuff'");
        assertThat(hq.rows("RetailStaffs")).isEmpty();
        assertThat(hq.seedLines("{\"set\":\"RetailStaffs\",\"row\":{\"PersonnelNumber\":\"1\"}}\n\n")
                        .status())
                .isEqualTo(204);
        assertThat(hq.rows("RetailStaffs")).hasSize(1);
    }

    @Test
    void addsTheRowsOfADemonstrationOnce() {
        List<String> rows = List.of("{\"set\":\"ProcessTasks\",\"row\":{\"TaskId\":\"" + TASK + "\"}}");
        hq.simulator().seed(rows);
        hq.call("PATCH", TASK_PATH, "{\"Status\":\"Completed\"}");

        hq.simulator().seed(rows);

        assertThat(hq.simulator().rows("ProcessTasks"))
                .singleElement()
                .satisfies(row -> assertThat(row).contains("\"Status\":\"Completed\""));
        assertThat(hq.simulator().rows("Nothing")).isEmpty();
        assertThatThrownBy(() -> hq.simulator().seed(List.of("{}")))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("Line 1");
    }

    @Test
    void failsAsItIsTold() {
        hq.fault("{\"match\":{\"method\":\"GET\"},\"kind\":\"error\",\"status\":429,\"retryAfter\":7,\"count\":1}");

        Answer refused = hq.call("GET", "/data/ProcessTasks", "");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("retry-after", "7");
        assertThat(hq.call("GET", "/data/ProcessTasks", "").status()).isEqualTo(200);
        assertThat(hq.calls()).extracting(Call::status).containsExactly(429, 200);
    }

    @Test
    void survivesAKillInTheMiddleOfALine(@TempDir Path folder) throws IOException {
        try (TestHq before = TestHq.in(folder)) {
            before.seed("RetailStaffs", "PersonnelNumber", "1");
            before.seed("RetailStaffs", "PersonnelNumber", "2");
            before.call("DELETE", "/data/RetailStaffs('1')", "");
            assertThatThrownBy(() -> HqSimulator.start(folder, 0))
                    .isInstanceOf(SimulatorException.class)
                    .hasMessageContaining("Another HQ simulator");
        }
        Path file = folder.resolve("simulator").resolve("hq.jsonl");
        Files.writeString(file, "{\"set\":\"Retail", StandardOpenOption.APPEND);

        try (TestHq after = TestHq.in(folder)) {
            after.seed("RetailStaffs", "PersonnelNumber", "3");
        }

        try (TestHq again = TestHq.in(folder)) {
            assertThat(again.rows("RetailStaffs"))
                    .extracting(row -> row.path("PersonnelNumber").asText())
                    .containsExactly("2", "3");
        }
        Files.writeString(file, "no JSON\n{}\n");
        assertThatThrownBy(() -> HqSimulator.start(folder, 0))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void saysThatAPortIsTaken() {
        int taken = Integer.parseInt(hq.scope().replaceFirst(".*:(\\d+)/.*", "$1"));

        assertThatThrownBy(() -> HqSimulator.start(data.resolve("other"), taken))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("the port is taken");
    }

    private static String mapping(String team) {
        return "{\"SourceType\":\"RetailStore\",\"SourceId\":\"000135\",\"TeamId\":\"" + team + "\"}";
    }
}
