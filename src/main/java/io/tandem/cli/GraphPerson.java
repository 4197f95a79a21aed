package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Somebody who signed in to the simulator and uses Microsoft Graph as Teams and Planner do. What is done already is not
 * done again.
 */
final class GraphPerson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TRIES = 5;
    private static final int CONFLICT = 409;
    private static final int CHANGED = 412;
    private static final int ABSENT = 404;

    private final HttpClient http;
    private final URI graph;
    private final String token;

    private GraphPerson(HttpClient http, URI graph, String token) {
        this.http = http;
        this.graph = graph;
        this.token = token;
    }

    /** What Graph answered; the body is missing when there is none. */
    private record Answer(int status, JsonNode body) {}

    /** Any password is good for the simulator. */
    static GraphPerson signIn(HttpClient http, URI graph, String tenant, String user)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(graph.resolve("/" + tenant + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&password=any&username="
                        + URLEncoder.encode(user, StandardCharsets.UTF_8)));
        Answer answer = send(http, request);
        return new GraphPerson(
                http,
                graph,
                good(answer, "signing in").body().path("access_token").asText());
    }

    /** {@return a task, missing when it is gone} */
    JsonNode task(String task) throws IOException, InterruptedException {
        Answer answer = call("GET", "/planner/tasks/" + task, "", "");
        return answer.status() == ABSENT
                ? MissingNode.getInstance()
                : good(answer, "reading a task").body();
    }

    void progresses(String task, int percent) throws IOException, InterruptedException {
        change(task, JSON.createObjectNode().put("percentComplete", percent));
    }

    void renames(String task, String title) throws IOException, InterruptedException {
        change(task, JSON.createObjectNode().put("title", title));
    }

    void deletes(String task) throws IOException, InterruptedException {
        JsonNode there = task(task);
        for (int tries = 0; !there.isMissingNode(); tries++) {
            Answer answer = call("DELETE", "/planner/tasks/" + task, "", etag(there));
            if (answer.status() != CHANGED && answer.status() != CONFLICT || tries == TRIES) {
                good(answer, "deleting a task");
            }
            there = task(task);
        }
    }

    void makes(String team, String title) throws IOException, InterruptedException {
        String plan =
                all("/groups/" + team + "/planner/plans").getFirst().path("id").asText();
        boolean made = all("/planner/plans/" + plan + "/tasks").stream()
                .anyMatch(task -> task.path("title").asText().equals(title));
        if (!made) {
            String body = JSON.createObjectNode()
                    .put("planId", plan)
                    .put("title", title)
                    .toString();
            good(call("POST", "/planner/tasks", body, ""), "making a task");
        }
    }

    void adds(String team, String user) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("@odata.type", "#microsoft.graph.aadUserConversationMember")
                .put("user@odata.bind", graph + "/v1.0/users('" + user + "')");
        body.putArray("roles");
        Answer answer = call("POST", "/teams/" + team + "/members", body.toString(), "");
        if (answer.status() != CONFLICT) {
            good(answer, "adding somebody to a team");
        }
    }

    /** Somebody else may have changed it between the look and the write. */
    private void change(String task, ObjectNode values) throws IOException, InterruptedException {
        for (int tries = 0; ; tries++) {
            JsonNode there = task(task);
            boolean same = values.properties().stream()
                    .allMatch(value -> value.getValue().equals(there.get(value.getKey())));
            Answer answer = same
                    ? new Answer(204, there)
                    : call("PATCH", "/planner/tasks/" + task, values.toString(), etag(there));
            if (answer.status() != CHANGED && answer.status() != CONFLICT || tries == TRIES) {
                good(answer, "changing a task");
                return;
            }
        }
    }

    private List<JsonNode> all(String path) throws IOException, InterruptedException {
        JsonNode list =
                good(call("GET", path, "", ""), "reading " + path).body().path("value");
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static String etag(JsonNode there) {
        return there.path("@odata.etag").asText();
    }

    private Answer call(String method, String path, String body, String etag) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(graph.resolve("/v1.0" + path)).header("Authorization", "Bearer " + token);
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        if (body.isEmpty()) {
            return send(http, request.method(method, BodyPublishers.noBody()));
        }
        return send(
                http, request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)));
    }

    private static Answer send(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private static Answer good(Answer answer, String what) throws IOException {
        if (answer.status() >= 300) {
            throw new IOException("a person of the demo failed at " + what + ": Graph answered " + answer.status() + " "
                    + answer.body().path("error"));
        }
        return answer;
    }
}
