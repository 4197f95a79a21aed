package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.model.TaskStatus;
import io.tandem.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** People who work in Planner: each sets the progress of one task again and again, once a minute on average. */
final class PlannerBenchCrew {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Duration MEAN = Duration.ofMinutes(1);
    private static final List<TaskStatus> STATUSES =
            List.of(TaskStatus.IN_PROGRESS, TaskStatus.COMPLETED, TaskStatus.NOT_STARTED);

    private final HttpClient http;
    private final URI graph;
    private final int scale;
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<Edit> edits = new ConcurrentLinkedQueue<>();

    /** Where somebody works. */
    record Place(String task, String user) {}

    /**
     * Something that somebody did.
     *
     * @param round how many edits of the task came before
     * @param at when Graph had it
     */
    record Edit(String task, TaskStatus status, int round, Instant at) {}

    PlannerBenchCrew(HttpClient http, URI graph, int scale) {
        this.http = http;
        this.graph = graph;
        this.scale = scale;
    }

    void begin(List<Place> places) throws IOException, InterruptedException {
        List<GraphPerson> signedIn = new ArrayList<>();
        for (Place place : places) {
            signedIn.add(GraphPerson.signIn(http, graph, Simulator.TENANT, place.user()));
        }
        for (int i = 0; i < places.size(); i++) {
            GraphPerson person = signedIn.get(i);
            String task = places.get(i).task();
            long seed = i;
            people.submit(() -> work(person, task, new Random(seed)));
        }
    }

    /** The times between edits are spread as those of independent events are. */
    private Void work(GraphPerson person, String task, Random random) throws InterruptedException {
        int round = 0;
        while (true) {
            double share = -Math.log(1 - random.nextDouble());
            long pause = (long) (share * MEAN.toMillis() / scale);
            if (over.await(pause, TimeUnit.MILLISECONDS)) {
                return null;
            }
            TaskStatus status = STATUSES.get(round % STATUSES.size());
            if (does(person, task, status)) {
                edits.add(new Edit(task, status, round++, Instant.now()));
            }
        }
    }

    /** Planner throttles people, too; who is throttled tries something else a while later. */
    private static boolean does(GraphPerson person, String task, TaskStatus status) throws InterruptedException {
        int percent = switch (status) {
            case IN_PROGRESS -> 50;
            case COMPLETED -> 100;
            default -> 0;
        };
        try {
            person.progresses(task, percent);
            return true;
        } catch (IOException throttled) {
            return false;
        }
    }

    /** Planner stands so many calls a second from now on. */
    void limit(double calls) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(graph.resolve("/simulator/profile"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"planner.requestsPerSecond\": %s}".formatted(calls)))
                        .build(),
                BodyHandlers.discarding());
    }

    /** Everybody goes home. */
    void end() throws InterruptedException {
        over.countDown();
        people.shutdown();
        if (!people.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("somebody in Planner does not come to an end");
        }
    }

    /** What came of the edits since then. */
    PlannerBenchResult result(List<UpdatesReader.Update> updates, Instant from)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(graph.resolve("/simulator/requests")).build();
        JsonNode calls =
                JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        List<JsonNode> ofPlanner = StreamSupport.stream(calls.spliterator(), false)
                .filter(call -> call.path("caller").asText().equals(Simulator.CLIENT_ID))
                .filter(call -> call.path("path").asText().contains("/planner/"))
                .filter(call -> Instant.parse(call.path("time").asText()).isAfter(from))
                .toList();
        long throttled = ofPlanner.stream()
                .filter(call -> call.path("status").asInt() == 429)
                .count();
        return PlannerBenchResult.of(List.copyOf(edits), updates, from, scale).with(ofPlanner.size(), throttled);
    }
}
