package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.component.graph.client.GraphAnswer.Success;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PageWalkTest {
    private final Map<String, GraphAnswer> pages = new HashMap<>();
    private final List<String> read = new ArrayList<>();

    @Test
    void followsLinksAsTheyAreAndJoinsTheItems() {
        page("/users", "{'@odata.context':'c','@odata.nextLink':'https://g/u?$skiptoken=a%20b','value':[1,2]}");
        page("https://g/u?$skiptoken=a%20b", "{'@odata.nextLink':'https://g/3','value':[]}");
        page("https://g/3", "{'@odata.deltaLink':'https://g/delta','value':[3]}");

        JsonNode all = body(walk(0, 0));

        assertThat(all.path("value")).hasToString("[1,2,3]");
        assertThat(all.has("@odata.nextLink")).isFalse();
        assertThat(all.path("@odata.deltaLink").asText()).isEqualTo("https://g/delta");
        assertThat(read).containsExactly("/users", "https://g/u?$skiptoken=a%20b", "https://g/3");
    }

    @Test
    void returnsASinglePageAsItIs() {
        page("/users", "{'value':[1]}");

        assertThat(body(walk(1, 1))).hasToString("{\"value\":[1]}");
    }

    @Test
    void stopsAfterTheLastPageAllowedAndLeavesTheLink() {
        page("/users", "{'@odata.nextLink':'/2','value':[1]}");
        page("/2", "{'@odata.nextLink':'/3','value':[2]}");

        JsonNode some = body(walk(2, 0));

        assertThat(some.path("value")).hasToString("[1,2]");
        assertThat(some.path("@odata.nextLink").asText()).isEqualTo("/3");
    }

    @Test
    void stopsAfterThePageThatHoldsTheLastItemAllowed() {
        page("/users", "{'@odata.nextLink':'/2','value':[1,2]}");
        page("/2", "{'@odata.nextLink':'/3','value':[3,4]}");

        assertThat(body(walk(0, 3)).path("value")).hasToString("[1,2,3,4]");
    }

    @Test
    void givesNoHalfListWhenAPageFails() {
        GraphAnswer throttled = new GraphAnswer.Throttled(Duration.ofSeconds(1), true, "");
        page("/users", "{'@odata.nextLink':'/2','value':[1]}");
        pages.put("/2", throttled);

        assertThat(walk(0, 0)).isEqualTo(throttled);
    }

    private GraphAnswer walk(int maxPages, int maxItems) {
        GraphOptions options = new GraphOptions(
                "v1.0", Duration.ofSeconds(1), maxPages, maxItems, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new PageWalk(this::read, options).from("/users").join();
    }

    private CompletableFuture<GraphAnswer> read(String link) {
        read.add(link);
        return CompletableFuture.completedFuture(pages.get(link));
    }

    private void page(String link, String body) {
        try {
            JsonNode json = new ObjectMapper().readTree(body.replace('\'', '"'));
            pages.put(link, new Success(200, json, Map.of(), "id"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode body(GraphAnswer answer) {
        return ((Success) answer).body();
    }
}
