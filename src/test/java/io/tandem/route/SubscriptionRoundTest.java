package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rounds against a Graph that grants, refuses and forgets as it is told. */
class SubscriptionRoundTest {
    private static final String MEMBERS = "/teams/getAllMembers";
    private static final Subscriptions.Settings SETTINGS = settings("https://tandem.example", "hush");

    private final MemoryBook book = new MemoryBook(() -> this.now);
    private final Map<String, String> standing = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> made = new ArrayList<>();
    private Predicate<String> refused = resource -> false;
    private String code = "Forbidden";
    private int status = 403;
    private boolean keeps;
    private String killed = "";
    private int ids;
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void makeTwoForTheWholeTenant() {
        round();

        assertThat(standing).containsOnlyKeys("/teams", MEMBERS);
        assertThat(made).containsExactlyInAnyOrder("/teams", MEMBERS);
    }

    @Test
    void doNothingWhileNothingIsDue() {
        round();
        calls.clear();

        pass(Duration.ofMinutes(39));

        assertThat(calls).isEmpty();
    }

    @Test
    void renewThemWhenTwoThirdsOfTheirTimeAreOver() {
        round();
        calls.clear();
        made.clear();

        pass(Duration.ofMinutes(41));

        assertThat(calls).hasSize(2).allMatch(call -> call.startsWith("PATCH /subscriptions/"));
        assertThat(made).isEmpty();
    }

    @Test
    void authorizeTheOneThatGraphAskedForTenMinutesAfterItWasMade() {
        round();
        String id = standing.getOrDefault(MEMBERS, "");
        book.asked(id);
        calls.clear();
        pass(Duration.ofMinutes(9));
        assertThat(calls).isEmpty();

        pass(Duration.ofMinutes(2));

        assertThat(calls).containsExactly("POST /subscriptions/" + id + "/reauthorize");
    }

    @Test
    void makeOneAnewWhoseTermsHaveChanged() {
        round();
        String old = standing.get(MEMBERS);

        round(settings("https://elsewhere.example", "hush"));

        assertThat(calls).contains("DELETE /subscriptions/" + old);
        assertThat(standing).containsOnlyKeys("/teams", MEMBERS).doesNotContainValue(old);
    }

    @Test
    void waitUntilTheOldOneIsGoneBeforeTheNewOneIsMade() {
        round();
        Map<String, String> old = new TreeMap<>(standing);
        Map<String, Subscription> written = new TreeMap<>(book.pages);
        calls.clear();
        keeps = true;
        Subscriptions.Settings elsewhere = settings("https://elsewhere.example", "hush");

        round(elsewhere);
        round(elsewhere);

        assertThat(calls).hasSize(4).allMatch(call -> call.startsWith("DELETE /subscriptions/"));
        assertThat(standing).isEqualTo(old);
        assertThat(book.pages).isEqualTo(written);
        keeps = false;
        round(elsewhere);
        assertThat(standing).containsOnlyKeys("/teams", MEMBERS).doesNotContainValue(old.get(MEMBERS));
        assertThat(book.pages.get(MEMBERS)).extracting(Subscription::id).isEqualTo(standing.get(MEMBERS));
    }

    @Test
    void makeTheNewOneOnceTheTimeOfTheOldOneIsOver() {
        round();
        keeps = true;
        calls.clear();
        now = now.plus(Duration.ofHours(2));
        standing.clear();

        round(settings("https://elsewhere.example", "hush"));

        assertThat(calls).filteredOn("POST /subscriptions"::equals).hasSize(2);
    }

    @Test
    void forgetNothingOfTheOldOneWhenTheyAreKilledBetweenItsEndAndTheNew() {
        round();
        killed = "POST";
        Subscriptions.Settings elsewhere = settings("https://elsewhere.example", "hush");
        assertThatIllegalStateException().isThrownBy(() -> round(elsewhere));
        assertThat(standing).isEmpty();
        killed = "";
        calls.clear();

        round(elsewhere);

        assertThat(calls).containsExactly("POST /subscriptions", "POST /subscriptions");
        assertThat(standing).containsOnlyKeys("/teams", MEMBERS);
    }

    @Test
    void keepWhatIsWantedNoMoreInTheBookUntilGraphHasItNoMore() {
        book.teams.add("a");
        refused = MEMBERS::equals;
        rounds(3);
        book.teams.clear();
        keeps = true;

        rounds(2);

        assertThat(book.pages).containsKey("/teams/a/members");
        keeps = false;
        rounds(1);
        assertThat(book.pages).doesNotContainKey("/teams/a/members");
        assertThat(standing).doesNotContainKey("/teams/a/members");
    }

    @Test
    void subscribeToSingleTeamsWhereTheTenantIsRefused() {
        book.teams.addAll(List.of("a", "b", "c"));
        refused = MEMBERS::equals;

        rounds(3);

        assertThat(standing).containsOnlyKeys("/teams", "/teams/a/members", "/teams/b/members", "/teams/c/members");
        assertThat(book.pages)
                .hasEntrySatisfying(MEMBERS, page -> assertThat(page.refusal()).isEqualTo("403 Forbidden"));
    }

    @Test
    void tryOnlyOneTeamARoundUntilGraphTakesOne() {
        IntStream.range(0, 50).forEach(team -> book.teams.add("t" + team));
        refused = resource -> !resource.equals("/teams");
        round();
        calls.clear();

        round();

        assertThat(calls).filteredOn("POST /subscriptions"::equals).hasSize(1);
    }

    @Test
    void subscribeToNoSingleTeamWhenTheWebhookCannotBeReached() {
        book.teams.add("a");
        refused = resource -> true;
        status = 400;
        code = "ValidationError";

        rounds(5);

        assertThat(book.pages).containsOnlyKeys("/teams", MEMBERS);
    }

    @Test
    void followTeamsAsTheyComeAndGo() {
        book.teams.addAll(List.of("a", "b"));
        refused = MEMBERS::equals;
        rounds(3);
        book.teams.remove("a");
        book.teams.add("c");

        rounds(2);

        assertThat(standing).containsOnlyKeys("/teams", "/teams/b/members", "/teams/c/members");
        assertThat(book.pages).doesNotContainKey("/teams/a/members");
    }

    @Test
    void returnToTheTenantOnceItIsTaken() {
        book.teams.addAll(List.of("a", "b"));
        refused = MEMBERS::equals;
        rounds(3);
        refused = resource -> false;

        pass(Duration.ofMinutes(6));
        round();

        assertThat(standing).containsOnlyKeys("/teams", MEMBERS);
        assertThat(book.pages).containsOnlyKeys("/teams", MEMBERS);
    }

    @Test
    void removeWhatIsInTheWayAndTryAgain() {
        standing.put(MEMBERS, "left");

        round();
        pass(Duration.ofSeconds(3));

        assertThat(calls).contains("DELETE /subscriptions/left");
        assertThat(book.pages)
                .hasEntrySatisfying(MEMBERS, page -> assertThat(page.stands()).isTrue());
    }

    @Test
    void findInACensusWhatGraphHasLostAndWhatNobodyKnows() {
        round();
        String lost = standing.remove(MEMBERS);
        standing.put("/teams/stranger", "unknown");
        pass(Duration.ofMinutes(5));

        new Census(this::graph, book, () -> now).take("https://tandem.example/graph/notifications");
        round();

        assertThat(standing).containsOnlyKeys("/teams", MEMBERS).doesNotContainValue(String.valueOf(lost));
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            pass(Duration.ofSeconds(10));
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        round();
    }

    private void round() {
        round(SETTINGS);
    }

    private void round(Subscriptions.Settings settings) {
        new SubscriptionRound(this::graph, book, () -> now)
                .run(
                        new Wishes(settings).of(book.all(), book.teams(), Optional.empty()),
                        fresh -> fresh.forEach(one -> made.add(one.resource())));
    }

    private CompletableFuture<GraphAnswer> graph(GraphRequest request) {
        if (request.operation().method().equals(killed)) {
            throw new IllegalStateException("killed");
        }
        calls.add(request.operation().method() + " " + request.path());
        return CompletableFuture.completedFuture(answer(request));
    }

    private GraphAnswer answer(GraphRequest request) {
        String id = request.path().replaceFirst("/subscriptions/?([^/]*).*", "$1");
        if (request.operation() == GraphOperation.LIST) {
            return success(list());
        }
        if (id.isEmpty()) {
            return created(request.body());
        }
        if (keeps && request.operation() == GraphOperation.DELETE) {
            return new GraphAnswer.Rejected(403, "Forbidden", "m", "r");
        }
        if (!standing.containsValue(id)) {
            return new GraphAnswer.Rejected(404, "ResourceNotFound", "m", "r");
        }
        if (request.operation() == GraphOperation.DELETE) {
            standing.values().remove(id);
        }
        return success(request.body());
    }

    private GraphAnswer created(JsonNode wish) {
        String resource = wish.path("resource").asText();
        if (refused.test(resource)) {
            return new GraphAnswer.Rejected(status, code, "m", "r");
        }
        if (standing.putIfAbsent(resource, "s" + ++ids) != null) {
            return new GraphAnswer.Rejected(409, "Conflict", "m", "r");
        }
        return success(JsonNodeFactory.instance
                .objectNode()
                .put("id", standing.get(resource))
                .set("expirationDateTime", wish.path("expirationDateTime")));
    }

    private JsonNode list() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        standing.forEach((resource, id) -> all.addObject()
                .put("id", id)
                .put("resource", resource)
                .put("notificationUrl", "https://tandem.example/graph/notifications"));
        return JsonNodeFactory.instance.objectNode().set("value", all);
    }

    private static GraphAnswer success(JsonNode body) {
        return new GraphAnswer.Success(200, body.isNull() ? MissingNode.getInstance() : body, Map.of(), "r");
    }

    private static Subscriptions.Settings settings(String url, String clientState) {
        return new Subscriptions.Settings(
                url, clientState, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofHours(6), true);
    }
}
