package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One Tandem with its tenant, in which each rule has stores and people of its own.
 *
 * @param site where it works
 * @param tandem with the product's defaults, but in a hurry
 */
record RetailRulesRig(LandscapeSite site, RunningTandem tandem) implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    static RetailRulesRig on(LandscapeSite site) {
        return new RetailRulesRig(site, new RunningTandem(site.start()));
    }

    /** A store with a manager and perhaps workers, in step. */
    String store(String name, LandscapePerson manager, LandscapePerson... workers) {
        String store = GraphFaultsCast.nextStore();
        List<LandscapeEvent> events = new ArrayList<>(List.of(LandscapeEvent.opened(store, name)));
        events.addAll(staff(store, "manager", manager));
        events.addAll(staff(store, "worker", workers));
        tell(events);
        awaitState(store, "inSync");
        return store;
    }

    /** People who are hired and get a role in a store. */
    static List<LandscapeEvent> staff(String store, String role, LandscapePerson... people) {
        return Stream.concat(
                        Arrays.stream(people).map(LandscapeEvent::hired),
                        Arrays.stream(people).map(person -> LandscapeEvent.assigned(person, store, role)))
                .toList();
    }

    static LandscapePerson someone() {
        return LandscapePerson.fresh(1).getFirst();
    }

    /** Somebody with an account that may not use Teams. */
    LandscapePerson someoneWithoutLicence() {
        LandscapePerson person = someone();
        license(person, false);
        return person;
    }

    void license(LandscapePerson person, boolean yes) {
        site.graph()
                .patch(
                        "/v1.0/users/" + person.objectId(),
                        "{\"assignedPlans\": ["
                                + (yes ? "{\"service\": \"TeamspaceAPI\", \"capabilityStatus\": \"Enabled\"}" : "")
                                + "]}");
    }

    void rename(LandscapePerson person, String principalName) {
        site.graph().patch("/v1.0/users/" + person.objectId(), "{\"userPrincipalName\": \"" + principalName + "\"}");
    }

    /** Waits until the store is in step by an answer of the directory on somebody who is known by name; a sync has forgotten the last one. */
    void awaitInSyncSinceAsked(String store, LandscapePerson person) {
        await().atMost(PATIENCE)
                .until(() -> site.sql("""
                        select count(*) from store_board b join account a on a.asked_at < b.updated_at
                        where b.state = 'IN_SYNC' and b.store_number = '%s' and a.identity = 'upn:%s'""".formatted(store, person.userPrincipalName()))
                        .equals("1"));
    }

    void tell(List<LandscapeEvent> events) {
        site.publish(events);
    }

    void tell(LandscapeEvent... events) {
        site.publish(List.of(events));
    }

    void awaitState(String store, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(site.state(store))
                        .as("store %s, %s", store, site.reason(store))
                        .isEqualTo(state));
    }

    /** Waits until nothing is about to be read or done of the store's team: a change by hand is then seen by nobody. */
    void awaitRest(String store) {
        String resting = "select lease is null and desired_generation = observed_generation"
                + " and coalesce(next_attempt_at > now() + interval '1 minute', true) from due_key where key = 'store/%s'";
        await().atMost(PATIENCE).until(() -> site.sql(resting.formatted(store)).equals("true"));
    }

    /** Waits until the store's team is so. */
    void awaitTeam(String store, Set<LandscapePerson> owners, Set<LandscapePerson> members) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            LandscapeTenant.Team team = team(store);
            assertThat(team.owners()).as("owners").isEqualTo(ids(owners));
            assertThat(team.members()).as("members").isEqualTo(ids(members));
        });
    }

    void awaitFinding(String store, String sentence) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(site.findings(store)).anyMatch(finding -> finding.contains(sentence)));
    }

    private static Set<String> ids(Set<LandscapePerson> people) {
        return people.stream().map(LandscapePerson::objectId).collect(Collectors.toSet());
    }

    LandscapeTenant tenant() {
        return site.graph().tenant();
    }

    /** {@return id of the one group of a store} */
    String teamId(String store) {
        List<String> groups = tenant().groups(store);
        assertThat(groups).as("groups of store %s", store).hasSize(1);
        return groups.getFirst();
    }

    LandscapeTenant.Team team(String store) {
        LandscapeTenant tenant = tenant();
        List<String> groups = tenant.groups(store);
        assertThat(groups).as("groups of store %s", store).hasSize(1);
        List<LandscapeTenant.Team> teams = tenant.teams(groups.getFirst());
        assertThat(teams).as("teams of store %s", store).hasSize(1);
        return teams.getFirst();
    }

    /** {@return what the simulator tells of the group with that id} */
    JsonNode group(String id) {
        return StreamSupport.stream(tenant().state().path("groups").spliterator(), false)
                .filter(group -> group.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Puts somebody out of a team, as somebody in Teams would. */
    void removeByHand(String team, LandscapePerson person) {
        JsonNode state = tenant().state().path("teams");
        StreamSupport.stream(state.spliterator(), false)
                .filter(one -> one.path("id").asText().equals(team))
                .flatMap(one -> StreamSupport.stream(one.path("roster").spliterator(), false))
                .filter(member -> member.path("userId").asText().equals(person.objectId()))
                .forEach(member -> site.graph()
                        .delete("/v1.0/teams/" + team + "/members/"
                                + member.path("id").asText()));
    }

    /** {@return calls since then that changed something of a team} */
    List<LandscapeGraph.Call> writes(String team, long since) {
        return site.graph().calls(since).stream()
                .filter(call -> !call.method().equals("GET") && call.path().contains(team))
                .toList();
    }

    JsonNode get(String path) {
        return json(tandem.get(path));
    }

    HttpResponse<String> answer(String path) {
        return tandem.get(path);
    }

    JsonNode post(String path, String body) {
        return json(tandem.send(tandem.request(path)
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(answer.body(), noJson);
        }
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public void close() {
        tandem.close();
    }
}
