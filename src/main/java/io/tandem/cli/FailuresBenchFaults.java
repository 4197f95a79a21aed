package io.tandem.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What goes wrong in the simulated Graph.
 *
 * @param graph where the simulator is
 */
record FailuresBenchFaults(HttpClient http, URI graph) {
    private static final String ERROR = "\"error\",\"status\":400";

    /** Nobody waits for so long. */
    private static final String HANGING =
            "\"latency\",\"delayMs\":" + Duration.ofHours(1).toMillis();

    /** All goes well again. */
    void end() throws IOException, InterruptedException {
        ask(request().DELETE());
    }

    /**
     * Every change of one team is refused, as a name is that Graph does not like, and is not answered until nobody waits any
     * more for the next team, and so on in turn.
     */
    void begin(List<String> teams) throws IOException, InterruptedException {
        ask(request().POST(BodyPublishers.ofString(fault(teams, 0, ERROR))));
        ask(request().POST(BodyPublishers.ofString(fault(teams, 1, HANGING))));
    }

    private static String fault(List<String> teams, int turn, String kind) {
        String paths = IntStream.range(0, teams.size())
                .filter(number -> number % 2 == turn)
                .mapToObj(teams::get)
                .collect(Collectors.joining("|"));
        return """
                {"match":{"method":"PATCH","path":".*(%s).*"},"kind":%s,"rate":1}""".formatted(paths, kind);
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(graph.resolve("/simulator/faults")).header("Content-Type", "application/json");
    }

    private void ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException("the simulator answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
