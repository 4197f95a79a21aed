package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stores are renamed, close and open again, and somebody changes or deletes their teams. */
@BesideOthers
@ExtendWith(Landscape.Provider.class)
class StoreLifeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> AT_ONCE = Map.of("tandem.teams.archive-after", "0d");
    private static final String ARCHIVE = "/v1.0/teams/[^/]*/archive";

    private final LandscapeSite site;

    StoreLifeIT(Landscape landscape) {
        this.site = landscape.site("life" + GraphFaultsCast.nextStore(), "fast");
    }

    @Test
    void archivesTheTeamOfAClosedStoreAndTakesItOutWhenTheStoreOpensAgain() {
        try (Tandem tandem = site.start(AT_ONCE)) {
            String store = open("Annapolis");
            String team = team(store);

            site.publish(List.of(LandscapeEvent.renamed(store, "Old Town"), LandscapeEvent.closed(store)));
            await().atMost(PATIENCE).until(() -> isArchived(team) && isSettled(store));
            assertThat(site.findings(store)).contains("the team is archived");
            assertThat(tenant().teams(team))
                    .singleElement()
                    .matches(known -> known.name().equals("Old Town"));

            site.publish(List.of(LandscapeEvent.opened(store, "New Town")));
            await().atMost(PATIENCE).until(() -> !isArchived(team) && isSettled(store));
            await().atMost(PATIENCE)
                    .until(() -> tenant().teams(team).getFirst().name().equals("New Town"));
            assertThat(tenant().groups(store)).containsExactly(team);
        }
    }

    @Test
    void leavesTheTeamAsItIsWhileTheGraceLastsAndWhenTheStoreOpensAgainWithin() {
        try (Tandem tandem = site.start()) {
            String store = open("Annapolis");

            site.publish(List.of(LandscapeEvent.closed(store)));

            await().atMost(PATIENCE)
                    .until(() -> site.findings(store).stream().anyMatch(finding -> finding.contains("is archived at")));
            site.publish(List.of(LandscapeEvent.opened(store, "Annapolis")));
            await().atMost(PATIENCE).until(() -> site.findings(store).isEmpty() && isSettled(store));
            assertThat(archiveCalls()).isZero();
        }
    }

    @Test
    void asksBeforeManyTeamsAreArchivedAtOnce() {
        try (Tandem tandem =
                site.start(Map.of("tandem.teams.archive-after", "0d", "tandem.teams.brake.settle", "3s"))) {
            List<String> stores =
                    Stream.of("One", "Two", "Three").map(this::open).toList();

            site.publish(stores.stream().map(LandscapeEvent::closed).toList());

            await().atMost(PATIENCE)
                    .until(() ->
                            stores.stream().allMatch(store -> site.state(store).equals("held")));
            assertThat(archiveCalls()).isZero();
            var hold = tandem.holds().holds().getFirst();
            assertThat(hold.kind()).isEqualTo("archives");
            assertThat(hold.stores()).isEqualTo(3);

            Decided.approve(tandem.holds(), hold.number(), "somebody", "the lease ran out");

            await().atMost(PATIENCE)
                    .until(() -> stores.stream().allMatch(store -> isArchived(team(store)) && isSettled(store)));
        }
    }

    @Test
    void archivesOnceThoughItIsKilledBeforeItLearnsThatTheTeamIsArchived() {
        String team;
        String store;
        try (LandscapeProcess first = site.startProcess(AT_ONCE)) {
            store = open("Annapolis");
            team = team(store);
            site.graph()
                    .arm(
                            "POST",
                            ARCHIVE,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("kind", "executeThenTimeout")
                                    .put("delayMs", 60_000)
                                    .put("count", 1));
            site.publish(List.of(LandscapeEvent.closed(store)));
            await().atMost(PATIENCE).until(() -> isArchived(team));
            first.kill();
        }

        try (LandscapeProcess second = site.startProcess(AT_ONCE)) {
            await().atMost(PATIENCE).until(() -> {
                second.requireAlive();
                return isSettled(store) && site.findings(store).contains("the team is archived");
            });
            assertThat(archiveCalls()).isEqualTo(1);
        }
    }

    @Test
    void aSweepPutsBackWhatSomebodyChangedAndTellsOfIt() {
        try (Tandem tandem = site.start()) {
            String store = open("Annapolis");
            String other = open("Atlanta");
            String team = team(store);
            site.graph().patch("/v1.0/teams/" + team, "{\"displayName\":\"Party\"}");
            site.graph().addMember(team(other), LandscapePerson.fresh(1).getFirst());
            site.graph().post("/v1.0/teams/" + team + "/archive");

            sweep();

            await().atMost(PATIENCE)
                    .until(() -> !isArchived(team)
                            && tenant().teams(team).stream()
                                    .allMatch(known -> known.name().equals("Annapolis")));
            assertThat(site.sql("select string_agg(change || ' ' || action, ', ' order by change) from drift"))
                    .isEqualTo("added reported, archived put-back, renamed put-back");
            assertThat(site.updates()).anyMatch(update -> update.contains("teams.membership.drifted"));

            int calls = site.graph().calls(0).size();
            sweep();
            assertThat(site.graph().calls(0).stream().skip(calls))
                    .as("a team is read once a day")
                    .noneMatch(call -> call.path().startsWith("/v1.0/teams/"));
        }
    }

    @Test
    void restoresATeamThatSomebodyDeleted() {
        try (Tandem tandem = site.start(Map.of("tandem.teams.deleted", "restore"))) {
            String store = open("Annapolis");
            String team = team(store);
            String closed = open("Old Town");
            String last = team(closed);
            site.publish(List.of(LandscapeEvent.closed(closed)));
            await().atMost(PATIENCE)
                    .until(() ->
                            site.findings(closed).stream().anyMatch(finding -> finding.contains("is archived at")));
            site.graph().delete("/v1.0/groups/" + team);
            site.graph().delete("/v1.0/groups/" + last);

            sweep();

            await().atMost(PATIENCE).until(() -> tenant().groups(store).contains(team) && isSettled(store));
            await().atMost(PATIENCE).until(() -> tenant().groups(closed).contains(last) && isSettled(closed));
            assertThat(site.sql("select distinct change || ' ' || action from drift"))
                    .isEqualTo("deleted put-back");
        }
    }

    @Test
    void makesAnotherTeamWhereThatIsWanted() {
        try (Tandem tandem = site.start(Map.of("tandem.teams.deleted", "remake"))) {
            String store = open("Annapolis");
            String team = team(store);
            site.publish(List.of(LandscapeEvent.mapped(store, team)));
            site.graph().delete("/v1.0/groups/" + team);

            sweep();

            await().atMost(PATIENCE)
                    .until(() -> site.sql("select stage || (team_id <> '" + team + "') from team")
                            .equals("readytrue"));
            assertThat(site.sql("select change || ' ' || action from drift")).isEqualTo("deleted remade");
        }
    }

    private void sweep() {
        site.sql("insert into sweep (ordered_by, ordered_at, teams) select 'test', now(), 1 returning number");
        await().atMost(PATIENCE)
                .until(() -> site.sql("select count(*) from sweep where finished_at is null")
                        .equals("0"));
        await().atMost(PATIENCE)
                .until(() -> site.sql("select count(*) from due_key where desired_generation > observed_generation")
                        .equals("0"));
    }

    private String open(String name) {
        String store = GraphFaultsCast.nextStore();
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        LandscapePerson worker = LandscapePerson.fresh(1).getFirst();
        List<LandscapeEvent> events = new ArrayList<>(List.of(LandscapeEvent.opened(store, name)));
        events.add(LandscapeEvent.hired(manager));
        events.add(LandscapeEvent.hired(worker));
        events.add(LandscapeEvent.assigned(manager, store, "manager"));
        events.add(LandscapeEvent.assigned(worker, store, "worker"));
        site.publish(events);
        await().atMost(PATIENCE)
                .until(() -> isSettled(store) && tenant().groups(store).size() == 1);
        return store;
    }

    private boolean isSettled(String store) {
        return site.state(store).equals("inSync");
    }

    private String team(String store) {
        return tenant().groups(store).getFirst();
    }

    private boolean isArchived(String team) {
        return tenant().isArchived(team);
    }

    private long archiveCalls() {
        return site.graph().calls(0).stream()
                .filter(call -> call.matches("POST", ARCHIVE))
                .count();
    }

    private LandscapeTenant tenant() {
        return site.graph().tenant();
    }
}
