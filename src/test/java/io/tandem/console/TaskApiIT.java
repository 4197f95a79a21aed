package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.console.TaskViews.Place;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class TaskApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final RunningTandem TANDEM = RunningTandem.in(SANDBOX);

    /** Of each store 250 tasks, the last of them completed. */
    @BeforeAll
    static void makeTasks() {
        SANDBOX.sql("insert into task_board (store_number, ref, title, list, status, assignees)"
                + " select store, 'commerce/' || n, 'Öl & \"Tea\" ' || n, 'Opening/+ #', case n when 250 then 'Completed'"
                + " else 'NotStarted' end, ''"
                + " from unnest(array['000001', '000002']) as store, generate_series(1, 250) as n");
    }

    @AfterAll
    static void close() {
        TANDEM.close();
    }

    @Test
    void listsTwoHundredTasksUnlessToldOtherwiseAndSaysWhereTheOthersAre() throws JsonProcessingException {
        JsonNode first = get("/api/tasks");

        assertThat(first.path("value")).hasSize(200);
        assertThat(first.path("next").asText()).startsWith("/api/tasks?limit=200&after=");
        assertThat(get("/api/tasks?store=000001&status=completed&limit=1").properties())
                .extracting(property -> property.getKey())
                .containsExactly("value");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/tasks, 500, 3",
        "/api/tasks?limit=1000, 500, 1",
        "/api/tasks?store=000002&limit=125, 250, 2",
        "/api/tasks?store=&status=NotStarted&limit=83&after=, 498, 6",
        "/api/tasks?store=000003, 0, 1"
    })
    void leadsFromPageToPageThroughAllThatIsWanted(String address, int tasks, int pages)
            throws JsonProcessingException {
        List<JsonNode> found = new ArrayList<>();
        int read = 0;
        for (String next = address; !next.isEmpty(); read++) {
            JsonNode page = get(next);
            page.path("value").forEach(found::add);
            next = page.path("next").asText();
        }

        assertThat(found).hasSize(tasks).doesNotHaveDuplicates();
        assertThat(read).isEqualTo(pages);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0      | limit=0 is not a whole number from 1 to 1000",
                "limit=1001   | limit=1001 is not a whole number from 1 to 1000",
                "limit=-1     | limit=-1 is not a whole number from 1 to 1000",
                "limit=ten    | limit=ten is not a whole number from 1 to 1000",
                "limit=4294967297 | limit=4294967297 is not a whole number from 1 to 1000",
                "after=%25    | after=% is not where a page of tasks ended; take it from 'next' of the page before",
                "after=c3RvcmU   | after=c3RvcmU is not where a page of tasks ended; take it from 'next' of the page before",
                "store=a-b    | storeNumber 'a-b' is not 1 to 20 letters or digits",
                "status=Done  | status=Done is no status; use NotStarted, InProgress, Completed, Canceled"
            })
    void saysWhatIsWrong(String parameter, String sentence) throws JsonProcessingException {
        HttpResponse<String> answer = TANDEM.get("/api/tasks?" + parameter);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo(sentence);
    }

    @Test
    void keepsAPlaceAsItIs() {
        Place place = new Place("000135", "", "Öl|?/ \"", "planner/p-1");

        assertThat(Cursor.place(Cursor.of(place))).isEqualTo(place);
        assertThat(Cursor.of(place)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void hasNoTasksWhereTheyAreLeftAlone() {
        assertThat(TaskViews.none().tasks(null, null)).isEmpty();
    }

    private static JsonNode get(String path) throws JsonProcessingException {
        HttpResponse<String> answer = TANDEM.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
