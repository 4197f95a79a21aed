package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What goes wrong for long makes a store wait, never fail, and makes nobody else wait. */
@ExtendWith(Landscape.Provider.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class GraphFaultsLastingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LandscapeSite site;
    private final GraphFaultsCast cast;
    private final Set<String> states = new TreeSet<>();
    private @Nullable Tandem tandem;

    GraphFaultsLastingIT(Landscape landscape) {
        this.site = landscape.site("lasting" + GraphFaultsCast.nextStore(), "fast,operationRuns=PT4S");
        this.cast = GraphFaultsCast.of(GraphFaultsStory.OPENING, site.graph());
    }

    @AfterEach
    void end() {
        if (tandem != null) {
            tandem.close();
        }
    }

    @Test
    void waitsForATeamWhoseMakingNobodyAnswered() {
        arm(GraphFaultsCall.CREATE_TEAM, fault("executeThenTimeout").put("count", 1));
        tandem = site.start();

        site.publish(GraphFaultsStory.OPENING.news(cast));

        awaitState("inSync");
        assertThat(site.graph().calls(0))
                .as("calls that Graph refused as asked too early")
                .filteredOn(call -> GraphFaultsCall.READ_ROSTER.is(call) || GraphFaultsCall.ADD_MEMBERS.is(call))
                .allMatch(call -> call.status() < 300);
        assertThat(states).doesNotContain("failed");
    }

    @Test
    void waitsForTheEndOfAnOutageOfTheTokenEndpoint() {
        arm(GraphFaultsCall.TOKEN, fault("error").put("status", 503).put("retryAfter", 2));
        tandem = site.start();
        site.publish(GraphFaultsStory.OPENING.news(cast));
        awaitHits(6);

        site.graph().lift();

        awaitState("inSync");
        assertThat(states).doesNotContain("failed");
    }

    @Test
    void saysThatAccessIsRefusedAndGoesOnOnceItIsGrantedHoweverLongThatTook() {
        arm(GraphFaultsCall.FIND_GROUP, fault("error").put("status", 401));
        tandem = site.start(Map.of("tandem.work.attempts", "2", "tandem.work.longest-retry", "250ms"));
        site.publish(GraphFaultsStory.OPENING.news(cast));
        awaitHits(8);
        awaitState("failed");
        assertThat(site.reason(cast.store()))
                .contains("401")
                .endsWith("check the application's credential and permissions");

        site.graph().lift();

        awaitState("inSync");
        assertThat(site.deadLetters()).as("dead letters").isZero();
    }

    @Test
    void waitsForConsentHoweverLateItIsGiven() {
        arm(GraphFaultsCall.CREATE_TEAM, fault("error").put("status", 403));
        tandem = site.start(Map.of("tandem.work.attempts", "2", "tandem.work.longest-retry", "250ms"));
        site.publish(GraphFaultsStory.OPENING.news(cast));
        awaitHits(4);

        site.graph().lift();

        awaitState("inSync");
        assertThat(site.deadLetters()).as("dead letters").isZero();
    }

    @Test
    void makesTheTeamWithoutAPersonWhoseAccountWasDeletedSinceTheLookup() {
        GraphFaultsNeighbour neighbour = new GraphFaultsNeighbour();
        LandscapePerson gone = cast.person(3);
        tandem = site.start();
        List<LandscapeEvent> before = new ArrayList<>(neighbour.opening());
        before.add(LandscapeEvent.hired(gone));
        before.add(LandscapeEvent.assigned(gone, neighbour.store(), "worker"));
        site.publish(before);
        await().atMost(PATIENCE).until(() -> site.state(neighbour.store()).equals("inSync"));
        site.graph().delete("/v1.0/users/" + gone.objectId());

        site.publish(GraphFaultsStory.OPENING.news(cast));

        awaitState("inSync");
        assertThat(site.findings(cast.store()))
                .anyMatch(finding ->
                        finding.contains("the Entra account of worker " + gone.personnelNumber() + " does not exist"));
    }

    @Test
    void saysThatATeamWasDeletedAndMakesNoOtherOne() {
        tandem = site.start();
        site.publish(GraphFaultsStory.OPENING.news(cast));
        awaitState("inSync");
        String team = site.graph().tenant().groups(cast.store()).getFirst();
        site.graph().delete("/v1.0/groups/" + team);

        site.publish(List.of(LandscapeEvent.opened(cast.store(), "Renamed")));

        awaitState("waiting");
        assertThat(site.reason(cast.store())).startsWith("team " + team + " was deleted in Teams; restore it");
        assertThat(site.graph().tenant().groups(cast.store())).isEmpty();
    }

    @Test
    void letsNobodyWaitForAnotherStoresLookupOfPeople() {
        GraphFaultsNeighbour neighbour = new GraphFaultsNeighbour();
        tandem = site.start(Map.of("tandem.graph.request-timeout", "20s"));
        site.publish(neighbour.opening());
        awaitNeighbour(neighbour);
        arm(GraphFaultsCall.PEOPLE_BY_ID, fault("executeThenTimeout"));
        site.publish(GraphFaultsStory.OPENING.news(cast));
        awaitHits(1);

        site.publish(neighbour.news());

        awaitNeighbour(neighbour);
        assertThat(site.graph().hits()).as("lookups that ended meanwhile").isEqualTo(1);
        site.graph().lift();
    }

    @Test
    void letsNobodyFailForAnotherStoresPeople() {
        LandscapePerson unwelcome = cast.person(24);
        site.graph()
                .arm(
                        "GET",
                        "/users[?].*" + unwelcome.userPrincipalName().replace("@", "%40"),
                        fault("error").put("status", 400));
        String store = GraphFaultsCast.nextStore();
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        List<LandscapeEvent> news = new ArrayList<>(GraphFaultsStory.OPENING.news(cast));
        news.addAll(List.of(
                LandscapeEvent.opened(store, "Other store"),
                LandscapeEvent.hiredByName(manager),
                LandscapeEvent.assigned(manager, store, "manager")));
        tandem = site.start();

        site.publish(news);

        await().atMost(PATIENCE).until(() -> site.state(store).equals("inSync"));
        assertThat(site.state(cast.store())).isEqualTo("failed");
    }

    private void arm(GraphFaultsCall call, ObjectNode fault) {
        site.graph().arm(call.method(), call.pathButFor("no team"), fault);
    }

    private static ObjectNode fault(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private void awaitHits(int hits) {
        await().atMost(PATIENCE).until(() -> {
            states.add(site.state(cast.store()));
            return site.graph().hits() >= hits;
        });
    }

    private void awaitState(String state) {
        await().atMost(PATIENCE).until(() -> {
            states.add(site.state(cast.store()));
            return site.state(cast.store()).equals(state);
        });
    }

    private void awaitNeighbour(GraphFaultsNeighbour neighbour) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(site.graph().tenant().groups(neighbour.store()).stream()
                                .flatMap(group -> site.graph().tenant().teams(group).stream()))
                        .containsExactly(neighbour.expected()));
    }
}
