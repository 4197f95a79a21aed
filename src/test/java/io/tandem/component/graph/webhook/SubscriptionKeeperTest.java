package io.tandem.component.graph.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscriptionKeeperTest {
    private static final Duration LIFETIME = Duration.ofHours(3);
    private static final String URL = "https://tandem.example/graph";

    private final TestTime time = new TestTime();
    private final Deque<GraphAnswer> script = new ArrayDeque<>();
    private final List<Sent> sent = new ArrayList<>();
    private @Nullable CompletableFuture<GraphAnswer> pending;
    private final SubscriptionKeeper keeper = new SubscriptionKeeper(
            new SubscriptionWish(
                    "/teams/getAllMembers",
                    URL,
                    LIFETIME,
                    Map.of("changeType", TextNode.valueOf("created"), "clientState", TextNode.valueOf("hush"))),
            this::graph,
            time,
            time);

    private record Sent(Instant at, String what, JsonNode body) {}

    @Test
    void makesTheSubscriptionThatIsWished() {
        start();

        assertThat(calls()).containsExactly("POST /subscriptions");
        assertThat(sent.getFirst().body())
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("expirationDateTime", "2026-11-22T11:00:00Z")
                        .put("resource", "/teams/getAllMembers")
                        .put("notificationUrl", URL)
                        .put("changeType", "created")
                        .put("clientState", "hush"));
    }

    @Test
    void renewsItWhenTwoThirdsOfItsTimeAreOver() {
        start();

        time.pass(Duration.ofHours(2));

        assertThat(calls()).containsExactly("POST /subscriptions", "PATCH /subscriptions/s1");
        assertThat(sent.getLast().body())
                .isEqualTo(JsonNodeFactory.instance.objectNode().put("expirationDateTime", "2026-11-22T13:00:00Z"));
    }

    @Test
    void goesByTheTimeThatGraphGrants() {
        script.add(granted("s1", time.instant().plus(Duration.ofMinutes(45))));
        keeper.start();

        time.pass(Duration.ofMinutes(31));

        assertThat(calls()).containsExactly("POST /subscriptions", "PATCH /subscriptions/s1");
        assertThat(sent.getLast().at()).isEqualTo(Instant.parse("2026-11-22T08:30:00Z"));
    }

    @Test
    void keepsItForDays() {
        start();

        time.pass(Duration.ofDays(10));

        assertThat(sent).hasSize(1 + 120);
    }

    @Test
    void makesItAnewWhenItIsGone() {
        start();
        script.add(new GraphAnswer.Rejected(404, "ResourceNotFound", "m", "r"));
        script.add(granted("s2", time.instant().plus(Duration.ofHours(5))));

        time.pass(Duration.ofHours(2));
        time.pass(Duration.ofHours(2));

        assertThat(calls())
                .containsExactly(
                        "POST /subscriptions",
                        "PATCH /subscriptions/s1",
                        "POST /subscriptions",
                        "PATCH /subscriptions/s2");
    }

    @Test
    void triesAgainForEver() {
        for (int i = 0; i < 30; i++) {
            script.add(new GraphAnswer.Rejected(400, "ValidationError", "m", "r"));
        }
        keeper.start();

        time.pass(Duration.ofHours(3));

        assertThat(calls()).hasSizeGreaterThan(30);
        assertThat(Duration.between(sent.get(0).at(), sent.get(1).at())).isEqualTo(Duration.ofSeconds(2));
        assertThat(Duration.between(sent.get(28).at(), sent.get(29).at())).isEqualTo(Duration.ofMinutes(5));
        assertThat(calls().get(30)).isEqualTo("POST /subscriptions");
    }

    @Test
    void waitsAsLongAsGraphAsks() {
        script.add(new GraphAnswer.Throttled(Duration.ofSeconds(17), true, "r"));
        script.add(new GraphAnswer.Unavailable(true, "status 503", Duration.ofSeconds(40)));
        keeper.start();

        time.pass(Duration.ofMinutes(2));

        assertThat(sent)
                .extracting(Sent::at)
                .containsExactly(
                        Instant.parse("2026-11-22T08:00:00Z"),
                        Instant.parse("2026-11-22T08:00:17Z"),
                        Instant.parse("2026-11-22T08:00:57Z"));
    }

    @Test
    void authorizesItAgainWhenGraphAsks() {
        start();
        time.pass(Duration.ofMinutes(30));
        script.add(new GraphAnswer.Success(204, JsonNodeFactory.instance.missingNode(), Map.of(), "r"));

        happened("s1", "reauthorizationRequired");
        time.pass(Duration.ofMinutes(1));

        assertThat(calls()).containsExactly("POST /subscriptions", "POST /subscriptions/s1/reauthorize");
    }

    @Test
    void neverAuthorizesWithinTenMinutesOfARenewal() {
        start();
        time.pass(Duration.ofHours(2).plusMinutes(1));

        happened("s1", "reauthorizationRequired");
        happened("s1", "reauthorizationRequired");
        time.pass(Duration.ofMinutes(20));

        assertThat(calls())
                .containsExactly(
                        "POST /subscriptions", "PATCH /subscriptions/s1", "POST /subscriptions/s1/reauthorize");
        assertThat(sent.getLast().at()).isEqualTo(Instant.parse("2026-11-22T10:10:00Z"));
    }

    @Test
    void neverRenewsWithinTenMinutesOfAnAuthorization() {
        start();
        time.pass(Duration.ofMinutes(115));

        happened("s1", "reauthorizationRequired");
        time.pass(Duration.ofMinutes(20));

        assertThat(calls())
                .containsExactly(
                        "POST /subscriptions", "POST /subscriptions/s1/reauthorize", "PATCH /subscriptions/s1");
        assertThat(sent.getLast().at()).isEqualTo(Instant.parse("2026-11-22T10:05:00Z"));
    }

    @Test
    void lendsNoEarToEventsOfOtherSubscriptions() {
        start();
        time.pass(Duration.ofMinutes(30));

        happened("s9", "reauthorizationRequired");
        happened("s9", "subscriptionRemoved");
        happened("s1", "missed");
        time.pass(Duration.ofMinutes(1));

        assertThat(sent).hasSize(1);
    }

    @Test
    void makesItAnewWhenGraphSaysThatItIsRemoved() {
        start();
        time.pass(Duration.ofMinutes(30));

        happened("s1", "subscriptionRemoved");
        time.pass(Duration.ofMinutes(1));

        assertThat(calls()).containsExactly("POST /subscriptions", "POST /subscriptions");
    }

    @Test
    void clearsAwayWhatAnEarlierRunLeft() {
        script.add(new GraphAnswer.Rejected(409, "Conflict", "m", "r"));
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("value")
                .add(subscription("old", "teams/getAllMembers", URL))
                .add(subscription("other", "/teams/getAllMembers", "https://elsewhere.example"))
                .add(subscription("third", "/groups", URL));
        script.add(new GraphAnswer.Success(200, list, Map.of(), "r"));
        script.add(new GraphAnswer.Success(204, JsonNodeFactory.instance.missingNode(), Map.of(), "r"));
        keeper.start();

        time.pass(Duration.ofMinutes(1));

        assertThat(calls())
                .containsExactly(
                        "POST /subscriptions",
                        "GET /subscriptions",
                        "DELETE /subscriptions/old",
                        "POST /subscriptions");
    }

    @Test
    void removesItAtTheEnd() {
        start();

        keeper.stop();
        time.pass(Duration.ofDays(1));

        assertThat(calls()).containsExactly("POST /subscriptions", "DELETE /subscriptions/s1");
    }

    @Test
    void removesAlsoWhatIsJustBeingMade() {
        pending = new CompletableFuture<>();
        CompletableFuture<GraphAnswer> creation = pending;
        keeper.start();
        time.pass(Duration.ZERO);
        pending = null;

        CompletableFuture<Void> stopped = keeper.stop();
        assertThat(stopped).isNotDone();
        creation.complete(granted("s1", time.instant().plus(LIFETIME)));

        assertThat(stopped).isDone();
        assertThat(calls()).containsExactly("POST /subscriptions", "DELETE /subscriptions/s1");
    }

    @Test
    void asksForNothingWhenItNeverBegan() {
        assertThat(keeper.stop()).isDone();
        assertThat(sent).isEmpty();
    }

    private void start() {
        keeper.start();
        time.pass(Duration.ZERO);
    }

    private void happened(String subscription, String event) {
        keeper.happened(new Notification.Lifecycle(
                new Notification.Origin(subscription, "t", null, new ClientState("hush")), event));
    }

    private List<String> calls() {
        return sent.stream().map(Sent::what).toList();
    }

    /** Answers from the script, else grants what is asked. */
    private CompletableFuture<GraphAnswer> graph(GraphRequest request) {
        sent.add(new Sent(time.instant(), request.operation().method() + " " + request.path(), request.body()));
        if (pending != null) {
            return pending;
        }
        GraphAnswer next = script.poll();
        return CompletableFuture.completedFuture(
                next == null ? granted("s1", time.instant().plus(LIFETIME)) : next);
    }

    private static GraphAnswer granted(String id, Instant until) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("id", id).put("expirationDateTime", until.toString());
        return new GraphAnswer.Success(201, body, Map.of(), "r");
    }

    private static ObjectNode subscription(String id, String resource, String url) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("resource", resource)
                .put("notificationUrl", url);
    }
}
