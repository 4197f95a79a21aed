package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class DeliveryTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast,endpointToken=PT0S");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(2);
    private final Endpoint endpoint = new Endpoint();
    private final Subscriber subscriber = new Subscriber(graph, SIMULATOR.clock(), endpoint);

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void onePostCarriesSeveralSubscriptionsLifecycleItemsAndStrangers() {
        subscriber.turn("{\"paused\":true,\"strangerRate\":1}");
        String users = subscriber.subscribe("/users", "updated");
        String short45 = subscriber.subscribe(subscriber
                .body("/groups", "updated")
                .put("lifecycleNotificationUrl", endpoint.url())
                .put("expirationDateTime", subscriber.in(Duration.ofMinutes(45))));
        rename(1);
        contoso.group("tandem-1");
        SIMULATOR.clock().advance(Duration.ofMinutes(20));
        until(() -> subscriber.waiting().size() == 3);

        subscriber.turn("{\"paused\":false}");

        until(() -> endpoint.items().size() == 4);
        JsonNode post = endpoint.posts().getFirst();
        assertThat(endpoint.posts()).hasSize(1);
        assertThat(Endpoint.stream(post.path("value"))
                        .map(item -> item.path("subscriptionId").asText()))
                .contains(users, short45);
        assertThat(endpoint.lifecycle()).hasSize(1);
        assertThat(endpoint.items())
                .filteredOn(item -> !item.path("tenantId").asText().equals(Simulator.TENANT_ID))
                .hasSize(1);
    }

    @Test
    void anEndpointThatRefusesIsTriedAgainWithGrowingPauses() {
        subscriber.subscribe("/users", "updated");
        endpoint.answers(503);
        rename(1);
        until(() -> attempts() == 1);

        for (int pause : new int[] {10, 20, 40}) {
            int before = endpoint.posts().size();
            SIMULATOR.clock().advance(Duration.ofSeconds(pause - 1));
            quiet();
            assertThat(endpoint.posts()).hasSize(before);
            SIMULATOR.clock().advance(Duration.ofSeconds(1));
            until(() -> attempts() == before + 1);
        }
        endpoint.answers(200);
        SIMULATOR.clock().advance(Duration.ofSeconds(80));

        until(() -> subscriber.waiting().isEmpty());
        assertThat(subscriber.outcomes()).containsExactly("FAILED", "FAILED", "FAILED", "FAILED", "DELIVERED");
    }

    @Test
    void anAnswerAfterThreeSecondsComesTooLateForTheFirstTryAndInTimeForARetry() {
        subscriber.subscribe("/users", "updated");
        subscriber.turn("{\"patience\":0.2}");
        endpoint.answersAfter(Duration.ofMillis(1000));
        rename(1);
        until(() -> attempts() == 1);

        SIMULATOR.clock().advance(Duration.ofSeconds(10));

        until(() -> subscriber.waiting().isEmpty());
        assertThat(subscriber.outcomes()).containsExactly("FAILED", "DELIVERED");
        JsonNode late = graph.get("/simulator/deliveries").body().get(0);
        assertThat(late.path("status").asInt()).isEqualTo(202);
        assertThat(late.path("durationMs").asDouble()).isGreaterThanOrEqualTo(1000);
        assertThat(endpoint.changes()).hasSize(2);
    }

    @Test
    void afterFourHoursOfSilenceAChangeIsGivenUp() {
        subscriber.subscribe("/users", "updated");
        subscriber.turn("{\"timeScale\":7200}");
        String down = endpoint.url();
        endpoint.close();
        rename(1);
        until(() -> attempts() == 1);

        until(() -> {
            SIMULATOR.clock().advance(Duration.ofMillis(50));
            return subscriber.waiting().isEmpty();
        });

        assertThat(subscriber.outcomes()).hasSizeBetween(9, 12).containsOnly("FAILED");
        assertThat(graph.get("/simulator/deliveries").body().get(0).path("url").asText())
                .isEqualTo(down);
    }

    @Test
    void anEndpointThatComesBackAfterThreeHoursStillHearsOfIt() {
        Simulated hours = new Simulated();
        subscriber.subscribe("/users", "updated");
        endpoint.answers(500);
        rename(1);
        until(() -> attempts() == 1);

        hours.pass(Duration.ofMinutes(160));
        endpoint.answers(202);
        hours.pass(Duration.ofMinutes(80));

        until(() -> subscriber.outcomes().contains("DELIVERED"));
    }

    @Test
    void aFastScaleLivesThroughFiveHoursInSeconds() {
        Instant before = time();
        subscriber.turn("{\"timeScale\":3600}");
        SIMULATOR.clock().advance(Duration.ofSeconds(5));
        subscriber.turn("{\"timeScale\":1}");
        SIMULATOR.clock().advance(Duration.ofSeconds(5));

        assertThat(time()).isEqualTo(before.plus(Duration.ofHours(5)).plusSeconds(5));
    }

    @Test
    void aSlowEndpointIsServedTenMinutesLaterUntilItIsQuickAgain() {
        subscriber.subscribe("/users", "updated");
        answered(8);
        endpoint.answersAfter(Duration.ofMillis(500));
        subscriber.turn("{\"patience\":0.1}");
        tried(1);
        tried(2);
        String mood = mood();
        subscriber.turn("{\"patience\":1}");
        endpoint.answersAfter(Duration.ZERO);
        SIMULATOR.clock().advance(Duration.ofSeconds(10));
        until(() -> subscriber.waiting().isEmpty());
        int before = endpoint.changes().size();

        rename(1);
        SIMULATOR.clock().advance(Duration.ofMinutes(9));
        quiet();
        int early = endpoint.changes().size();
        SIMULATOR.clock().advance(Duration.ofMinutes(1));
        until(() -> endpoint.changes().size() == before + 1);

        assertThat(mood).isEqualTo("slow");
        assertThat(early).isEqualTo(before);
        assertThat(mood()).isEqualTo("good");
        rename(1);
        until(() -> endpoint.changes().size() == before + 2);
    }

    @Test
    void anEndpointThatIsFarTooSlowLosesWhatHappensInTenMinutes() {
        subscriber.subscribe("/users", "updated");
        answered(8);
        endpoint.answersAfter(Duration.ofMillis(1500));
        subscriber.turn("{\"patience\":0.1}");
        tried(1);
        tried(2);
        String mood = mood();
        subscriber.turn("{\"patience\":1}");
        endpoint.answersAfter(Duration.ZERO);
        rename(1);
        until(() -> subscriber.outcomes().contains("DROPPED"));

        SIMULATOR.clock().advance(Duration.ofMinutes(10));
        until(() -> subscriber.waiting().isEmpty());

        assertThat(mood).isEqualTo("dropping");
        assertThat(mood()).isEqualTo("good");
        int before = endpoint.changes().size();
        rename(1);
        until(() -> endpoint.changes().size() == before + 1);
        assertThat(subscriber.outcomes()).containsOnlyOnce("DROPPED");
        assertThat(endpoint.lifecycle()).as("nobody says what was missed").isEmpty();
    }

    @Test
    void onRequestNotificationsAreLost() {
        subscriber.subscribe("/users", "updated");
        subscriber.turn("{\"dropRate\":1}");
        rename(1);
        subscriber.turn("{\"dropRate\":0}");
        rename(2);

        until(() -> endpoint.changes().size() == 1);
        assertThat(endpoint.changes().getFirst().path("resource").asText()).endsWith(Contoso.userId(2));
        assertThat(subscriber.outcomes()).containsExactly("LOST", "DELIVERED");
    }

    @Test
    void onRequestNotificationsComeTwice() {
        subscriber.subscribe("/users", "updated");
        subscriber.turn("{\"duplicateRate\":1}");
        rename(1);
        SIMULATOR.clock().advance(Duration.ofMinutes(1));

        until(() -> endpoint.changes().size() == 2);
        assertThat(new HashSet<>(endpoint.changes())).hasSize(1);
    }

    @Test
    void onRequestNotificationsComeOutOfOrderAndNoneIsMissing() {
        subscriber.subscribe("/users", "updated");
        subscriber.turn("{\"shuffle\":true}");
        List<String> order = IntStream.rangeClosed(10, 29)
                .mapToObj(number -> {
                    contoso.person(number, true);
                    return "Users/" + Contoso.userId(number);
                })
                .toList();
        SIMULATOR.clock().advance(Duration.ofSeconds(30));

        until(() -> endpoint.changes().size() == 20);
        List<String> told = endpoint.changes().stream()
                .map(item -> item.path("resource").asText())
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(order).isNotEqualTo(order);
    }

    @Test
    void switchesThatDoNotExistOrFitAreRefused() {
        for (String bad : List.of("{\"speed\":1}", "{\"dropRate\":2}", "{\"timeScale\":0}", "{\"paused\":1}", "{")) {
            assertThat(graph.post("/simulator/notifications", bad).status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(graph.get("/simulator/notifications")
                        .body()
                        .path("timeScale")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatIsNotDeliveredSurvivesARestart() {
        String id = subscriber.subscribe("/users", "updated");
        endpoint.answers(500);
        rename(1);
        until(() -> attempts() == 1);
        until(() -> subscriber.waiting().path(0).path("attempts").asInt() == 1);
        JsonNode before = graph.get("/simulator/state").body();

        SIMULATOR.restart();
        Graph again = SIMULATOR.graph();
        JsonNode after = again.get("/simulator/state").body();
        endpoint.answers(202);
        SIMULATOR.clock().advance(Duration.ofSeconds(10));

        assertThat(after).isEqualTo(before);
        assertThat(again.get("/subscriptions/" + id).status()).isEqualTo(200);
        until(() -> endpoint.changes().size() == 2);
        assertThat(new HashSet<>(endpoint.changes())).hasSize(1);
    }

    @Test
    void aChangeAndItsNotificationAreWrittenInOneLine() {
        subscriber.turn("{\"paused\":true}");
        subscriber.subscribe("/users", "updated");
        rename(1);

        List<String> journal = RunningSimulator.lines(SIMULATOR.data().resolve("simulator/journal.jsonl"));

        assertThat(journal.getLast()).contains("\"change\":\"user\"").contains("\"change\":\"notice\"");
    }

    @Test
    void simulatedTimeGoesOnAfterARestart() {
        subscriber.turn("{\"timeScale\":3600}");
        SIMULATOR.clock().advance(Duration.ofSeconds(5));
        subscriber.turn("{\"timeScale\":1}");
        Instant before = time();

        SIMULATOR.restart();

        assertThat(time()).isEqualTo(before);
        assertThat(before).isAfter(SIMULATOR.clock().instant().plus(Duration.ofHours(4)));
    }

    @Test
    void deliveriesAreListedFromANumberOn() {
        subscriber.subscribe("/users", "updated");
        rename(1);
        until(() -> subscriber.outcomes().size() == 1);
        long seq = graph.get("/simulator/deliveries").body().get(0).path("seq").asLong();
        rename(2);
        until(() -> subscriber.outcomes().size() == 2);

        JsonNode later = graph.get("/simulator/deliveries?since=" + seq).body();

        assertThat(later).hasSize(1);
        assertThat(later.at("/0/items/0/resource").asText()).isEqualTo("Users/" + Contoso.userId(2));
        assertThat(later.at("/0/url").asText()).isEqualTo(endpoint.url());
        assertThat(graph.get("/simulator/deliveries?since=never").status()).isEqualTo(400);
    }

    /** Time that passes in steps, so that nothing which is due within it is skipped. */
    private final class Simulated {
        void pass(Duration duration) {
            for (long minutes = 0; minutes < duration.toMinutes(); minutes += 20) {
                SIMULATOR.clock().advance(Duration.ofMinutes(20));
                quiet();
            }
        }
    }

    private void rename(int person) {
        String name = "Name " + System.nanoTime();
        graph.patch(
                "/users/" + Contoso.userId(person),
                Json.object().put("displayName", name).toString());
    }

    /** So many notifications one after the other, each delivered in a post of its own. */
    private void answered(int count) {
        for (int i = 0; i < count; i++) {
            tried(1);
        }
        assertThat(Set.copyOf(subscriber.outcomes())).isEqualTo(Collections.singleton("DELIVERED"));
    }

    private void tried(int person) {
        int before = attempts();
        rename(person);
        until(() -> attempts() == before + 1);
    }

    private static Instant time() {
        return Instant.parse(SIMULATOR
                .graph()
                .get("/simulator/notifications")
                .body()
                .path("time")
                .asText());
    }

    private int attempts() {
        return subscriber.outcomes().size();
    }

    private String mood() {
        JsonNode endpoints = graph.get("/simulator/notifications").body().path("endpoints");
        return endpoints.elements().hasNext() ? endpoints.elements().next().asText() : "";
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    /** Longer than the simulator needs to look at its clock. */
    private static void quiet() {
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
    }
}
