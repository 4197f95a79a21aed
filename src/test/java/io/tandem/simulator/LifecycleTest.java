package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class LifecycleTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(2);
    private final Endpoint endpoint = new Endpoint();
    private final Subscriber subscriber = new Subscriber(graph, SIMULATOR.clock(), endpoint);

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void reauthorizationIsAskedForBeforeTheTokenEndsAndAgain() {
        String id = subscriber.subscribe("/teams", "updated");
        pass(29);
        int early = endpoint.lifecycle().size();

        pass(1);
        until(() -> endpoint.lifecycle().size() == 1);
        pass(15);
        until(() -> endpoint.lifecycle().size() == 2);

        assertThat(early).isZero();
        JsonNode item = endpoint.lifecycle().getFirst();
        assertThat(item.path("lifecycleEvent").asText()).isEqualTo("reauthorizationRequired");
        assertThat(item.path("subscriptionId").asText()).isEqualTo(id);
        assertThat(item.path("clientState").asText()).isEqualTo("state of /teams");
        assertThat(item.path("tenantId").asText()).isEqualTo(Simulator.TENANT_ID);
        assertThat(item.has("subscriptionExpirationDateTime")).isTrue();
        assertThat(item.has("resourceData")).isFalse();
        assertThat(item.has("changeType")).isFalse();
    }

    @Test
    void afterReauthorizationNothingIsAskedForAWhile() {
        String id = subscriber.subscribe("/teams", "updated");
        pass(30);
        until(() -> endpoint.lifecycle().size() == 1);

        graph.signIn();
        graph.post("/subscriptions/" + id + "/reauthorize", "");
        pass(29);

        assertThat(endpoint.lifecycle()).hasSize(1);
        pass(1);
        until(() -> endpoint.lifecycle().size() == 2);
    }

    @Test
    void renewalIsAskedForBeforeTheSubscriptionEnds() {
        subscriber.subscribe(
                subscriber.body("/teams", "updated").put("expirationDateTime", subscriber.in(Duration.ofMinutes(50))));
        pass(20);

        until(() -> endpoint.lifecycle().size() == 1);
        pass(30);
        int asked = endpoint.lifecycle().size();
        pass(60);

        assertThat(endpoint.lifecycle()).hasSize(asked);
    }

    @Test
    void whileTheTokenIsExpiredChangesWaitUntilReauthorizationMendsIt() {
        String id = subscriber.subscribe("/users", "updated");
        pass(60);
        graph.signIn();
        contoso.person(2, false);
        graph.patch("/users/" + Contoso.userId(2), "{\"displayName\":\"Unheard\"}");
        until(() -> subscriber.outcomes().contains("WITHHELD"));
        int withheld = endpoint.changes().size();

        graph.post("/subscriptions/" + id + "/reauthorize", "");
        pass(1);

        until(() -> endpoint.changes().size() == 1);
        assertThat(withheld).isZero();
        assertThat(subscriber.waiting()).isEmpty();
    }

    @Test
    void aRenewalMendsItToo() {
        String id = subscriber.subscribe("/users", "updated");
        pass(60);
        graph.signIn();
        graph.patch("/users/" + Contoso.userId(2), "{\"displayName\":\"Unheard\"}");
        until(() -> subscriber.outcomes().contains("WITHHELD"));

        subscriber.patch(id, "expirationDateTime", subscriber.in(Duration.ofHours(50)));
        pass(1);

        until(() -> endpoint.changes().size() == 1);
    }

    @Test
    void whatIsWithheldForFourHoursIsGone() {
        String id = subscriber.subscribe("/users", "updated");
        pass(60);
        graph.signIn();
        graph.patch("/users/" + Contoso.userId(2), "{\"displayName\":\"Unheard\"}");
        for (int i = 0; i < 24; i++) {
            pass(10);
        }

        graph.signIn();
        graph.post("/subscriptions/" + id + "/reauthorize", "");
        pass(120);

        assertThat(endpoint.changes()).isEmpty();
        assertThat(Endpoint.stream(subscriber.waiting())).noneMatch(item -> item.has("changeType"));
    }

    @Test
    void anEndpointThatIsAwayFindsOneReminderNotAHeap() {
        subscriber.subscribe("/teams", "updated");
        endpoint.answers(500);
        for (int i = 0; i < 9; i++) {
            pass(10);
        }

        assertThat(subscriber.waiting()).hasSize(1);
    }

    private static void pass(int minutes) {
        SIMULATOR.clock().advance(Duration.ofMinutes(minutes));
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
