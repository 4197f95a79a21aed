package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Planner as a person uses it: by the ordinary Graph API, signed in with the person's own account. In beta, so that what
 * goes wrong with v1.0 leaves people alone.
 */
final class LandscapePlanner {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LandscapeGraph graph;
    private final String token;

    LandscapePlanner(LandscapeGraph graph, LandscapePerson person) {
        this.graph = graph;
        String form =
                "grant_type=password&password=any&username=" + URLEncoder.encode(person.userPrincipalName(), UTF_8);
        this.token = json(graph.request("/contoso.example/oauth2/v2.0/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    /** {@return ids of the plans of a team} */
    List<String> plans(String team) {
        return values(get("/beta/groups/" + team + "/planner/plans"))
                .map(plan -> plan.path("id").asText())
                .toList();
    }

    /** {@return the tasks of a plan by title; two with the same title are an error} */
    Map<String, JsonNode> tasks(String plan) {
        Map<String, JsonNode> tasks = new TreeMap<>();
        values(get("/beta/planner/plans/" + plan + "/tasks")).forEach(task -> {
            if (tasks.put(task.path("title").asText(), task) != null) {
                throw new IllegalStateException("twice in Planner: " + task.path("title"));
            }
        });
        return tasks;
    }

    /** {@return names of the buckets of a plan by id} */
    Map<String, String> buckets(String plan) {
        Map<String, String> names = new TreeMap<>();
        values(get("/beta/planner/plans/" + plan + "/buckets"))
                .forEach(bucket -> names.put(
                        bucket.path("id").asText(), bucket.path("name").asText()));
        return names;
    }

    /** {@return the details of a task} */
    JsonNode details(String task) {
        return get("/beta/planner/tasks/" + task + "/details");
    }

    /** Changes a task as it is now. */
    void change(String task, String body) {
        String path = "/beta/planner/tasks/" + task;
        graph.send(mine(path)
                .header("If-Match", get(path).path("@odata.etag").asText())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    /** Makes a task and returns its id. */
    String add(String plan, String title) {
        return json(mine("/beta/planner/tasks")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"planId\":\"%s\",\"title\":\"%s\"}".formatted(plan, title))))
                .path("id")
                .asText();
    }

    /** Moves a task into another plan, which people can and Graph cannot. */
    void move(String task, String plan) {
        graph.send(graph.request("/simulator/tasks/" + task + "/move")
                .POST(BodyPublishers.ofString("{\"planId\":\"" + plan + "\"}")));
    }

    /** Deletes a task as it is now. */
    void delete(String task) {
        String path = "/beta/planner/tasks/" + task;
        graph.send(mine(path)
                .header("If-Match", get(path).path("@odata.etag").asText())
                .DELETE());
    }

    private JsonNode get(String path) {
        return json(mine(path).GET());
    }

    private HttpRequest.Builder mine(String path) {
        return graph.request(path).header("Authorization", "Bearer " + token);
    }

    private JsonNode json(HttpRequest.Builder request) {
        try {
            return JSON.readTree(graph.send(request).body());
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    private static Stream<JsonNode> values(JsonNode page) {
        return StreamSupport.stream(page.path("value").spliterator(), false);
    }
}
