package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The switch that stops every write to Graph: at once, in all instances, over restarts, and without loss. */
@BesideOthers
@ExtendWith(Landscape.Provider.class)
class EnabledIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int STORES = 40;
    private static final int WORKERS = 4;

    private final LandscapeSite site;
    private final List<String> stores = IntStream.range(0, STORES)
            .mapToObj(n -> GraphFaultsCast.nextStore())
            .toList();

    EnabledIT(Landscape landscape) {
        this.site = landscape.site("enabled" + GraphFaultsCast.nextStore(), "fast");
    }

    @Test
    void nothingIsWrittenFromTheMomentItIsSwitchedOffUntilItIsSwitchedOn() throws Exception {
        try (Tandem one = site.start();
                Tandem other = site.start()) {
            site.publish(events());
            await().atMost(PATIENCE).until(() -> writes(0) > 20);

            assertThat(turn(other, false).body()).contains("\"enabled\":false", "\"by\":\"token\"");

            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            long since = site.graph().lastCall();
            site.publish(List.of(LandscapeEvent.renamed(stores.getFirst(), "Renamed meanwhile")));
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(writes(since)).isZero();
            assertThat(inStep()).isLessThan(STORES);
            assertThat(get(one, "/api/status")).contains("\"enabled\":false");
            assertThat(get(one, "/")).contains("Tandem was disabled by token on ");
            assertThat(get(one, "/api/enabled")).contains("\"configured\":true", "\"switchedOn\":false");
        }
        long since = site.graph().lastCall();
        try (Tandem again = site.start()) {
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            assertThat(writes(since)).isZero();

            turn(again, true);

            await().atMost(PATIENCE)
                    .until(() -> get(again, "/api/status").contains("\"progress\":[{\"kind\":\"rollOut\",\"done\":"));
            await().atMost(PATIENCE).until(() -> inStep() == STORES);
            assertThat(get(again, "/api/status")).contains("\"progress\":[]");
            assertThat(site.graph().tenant().groups(stores.getFirst())).hasSize(1);
            assertThat(site.deadLetters()).isZero();
        }
    }

    @Test
    void aTandemThatIsDisabledByItsConfigurationCannotBeSwitchedOn() throws Exception {
        try (Tandem tandem = site.start(Map.of("tandem.enabled", "false"))) {
            HttpResponse<String> refused = turn(tandem, true);

            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("tandem.enabled=false in the configuration");
            assertThat(get(tandem, "/api/enabled"))
                    .contains("\"enabled\":false", "\"configured\":false", "\"switchedOn\":true");
        }
    }

    private List<LandscapeEvent> events() {
        List<LandscapeEvent> events = new ArrayList<>();
        for (String store : stores) {
            List<LandscapePerson> people = LandscapePerson.fresh(WORKERS);
            events.add(LandscapeEvent.opened(store, "Store " + store));
            people.forEach(person -> {
                events.add(LandscapeEvent.hired(person));
                events.add(LandscapeEvent.assigned(
                        person, store, person.equals(people.getFirst()) ? "manager" : "worker"));
            });
        }
        return events;
    }

    private long inStep() {
        return stores.stream()
                .filter(store -> site.state(store).equals("inSync"))
                .count();
    }

    private long writes(long since) {
        return site.graph().calls(since).stream()
                .filter(call -> !call.method().equals("GET") && !call.path().contains("/oauth2/"))
                .count();
    }

    private static HttpResponse<String> turn(Tandem tandem, boolean on) throws IOException, InterruptedException {
        return send(request(tandem, "/api/enabled")
                .POST(BodyPublishers.ofString("{\"enabled\": " + on + ", \"reason\": \"a test\"}")));
    }

    private static String get(Tandem tandem, String path) throws IOException, InterruptedException {
        return send(request(tandem, path)).body();
    }

    private static HttpRequest.Builder request(Tandem tandem, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tandem.opsPort() + path))
                .header("Authorization", "Bearer " + Sandbox.TOKEN);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
