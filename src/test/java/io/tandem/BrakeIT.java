package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What one bad feed does to the teams of a retailer: nothing, until somebody says so. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Landscape.Provider.class)
class BrakeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int STORES = 12;
    private static final int WORKERS = 8;

    private final LandscapeSite site;
    private final Map<String, List<LandscapePerson>> workers = new LinkedHashMap<>();

    BrakeIT(Landscape landscape) {
        this.site = landscape.site("brake" + GraphFaultsCast.nextStore(), "fast");
    }

    @Test
    void nobodyIsRemovedUntilSomebodyApprovesAndThenEverybodyWhoWasShown() {
        try (Tandem tandem = site.start(Map.of("tandem.teams.brake.settle", "2s"))) {
            open();
            assertThat(members()).isEqualTo(STORES * WORKERS);

            site.publish(everybody().map(LandscapeEvent::terminated).toList());

            await().atMost(PATIENCE).until(() -> states("held"));
            assertThat(members()).isEqualTo(STORES * WORKERS);
            var hold = tandem.holds().holds().getFirst();
            assertThat(tandem.holds().holds()).hasSize(1);
            assertThat(hold.people()).isEqualTo(STORES * WORKERS);
            assertThat(hold.stores()).isEqualTo(STORES);
            assertThat(tandem.stores().counts()).containsEntry("held", (long) STORES);

            Decided.approve(tandem.holds(), hold.number(), "somebody", "the feed is right");

            await().atMost(PATIENCE).until(() -> states("inSync") && members() == 0);
            assertThat(tandem.holds().holds()).hasSize(1);
        }
    }

    /** Nobody is surprised by what old letters do: a dry run says what the brake would hold, and nothing happens. */
    @Test
    void aDryRunOfAReplaySaysWhoWouldLeaveAndWaitForApproval() {
        try (Tandem tandem = site.start(Map.of("tandem.teams.brake.settle", "2s"))) {
            open();
            RunningTandem running = new RunningTandem(tandem);
            site.publishLetters(everybody().map(LandscapeEvent::terminated).toList());
            await().atMost(PATIENCE)
                    .until(() -> running.json("/api/dead-letters?state=open")
                                    .path("total")
                                    .asInt()
                            == STORES * WORKERS);
            String before = site.sql("select max(desired_generation) || ' ' || max(stamp) from due_key, fact");

            JsonNode dry = running.post("/api/dead-letters/replay", "{\"filter\": {}, \"dryRun\": true}");

            assertThat(dry.path("outcomes").toString()).isEqualTo("{\"applied\":96}");
            assertThat(dry.at("/plan/summary/removals").asInt()).isEqualTo(STORES * WORKERS);
            assertThat(dry.at("/plan/summary/awaitingApproval").asInt()).isEqualTo(STORES * WORKERS);
            assertThat(dry.at("/plan/summary/held").asInt()).isEqualTo(STORES);
            assertThat(dry.at("/plan/value")).hasSize(STORES).allSatisfy(store -> {
                assertThat(store.at("/steps/0/sentence").asText()).startsWith("remove 8 people");
                assertThat(store.at("/holds/0").asText()).contains("8 of 9 people would be removed");
            });
            assertThat(site.sql("select max(desired_generation) || ' ' || max(stamp) from due_key, fact"))
                    .isEqualTo(before);
            assertThat(states("inSync")).isTrue();
        }
    }

    @Test
    void whatIsOpenOrRejectedStandsThoughRostersAreReadAgain() {
        try (Tandem tandem = site.start(Map.of("tandem.teams.brake.settle", "2s"))) {
            open();
            site.publish(everybody().map(LandscapeEvent::terminated).toList());
            await().atMost(PATIENCE).until(() -> states("held"));

            readAllAgain("held");

            assertThat(tandem.holds().holds())
                    .singleElement()
                    .matches(hold -> hold.state().equals("open") && hold.people() == STORES * WORKERS);
            Decided.reject(tandem.holds(), 1, "somebody", "the feed is wrong");
            await().atMost(PATIENCE).until(() -> states("inSync"));

            readAllAgain("inSync");

            assertThat(members()).isEqualTo(STORES * WORKERS);
            assertThat(tandem.holds().holds())
                    .singleElement()
                    .matches(hold -> hold.state().equals("rejected"));
        }
    }

    /** The rosters of all teams are in doubt, as after a sync, a sweep or a lost answer, and are read. */
    private void readAllAgain(String state) {
        String before = site.sql("select max(look_read_at) from team");
        site.sql("update team set look_unclear = true");
        site.sql(
                "update due_key set desired_generation = desired_generation + 1, due_since = now(), renewed_at = now()");
        await().atMost(PATIENCE)
                .until(() -> site.sql("select bool_and(look_read_at > '%s' and not look_unclear) from team"
                                        .formatted(before))
                                .equals("true")
                        && states(state));
    }

    @Test
    void oneLeaverOfEachOfAFewStoresGoesByItselfAndComesBackWhenThatIsUndone() {
        try (Tandem tandem = site.start()) {
            open();

            site.publish(workers.values().stream()
                    .limit(3)
                    .map(List::getFirst)
                    .map(LandscapeEvent::terminated)
                    .toList());

            await().atMost(PATIENCE).until(() -> members() == STORES * WORKERS - 3 && states("inSync"));
            assertThat(tandem.holds().holds()).isEmpty();
            assertThat(tandem.holds().runs()).singleElement().matches(run -> run.people() == 3 && run.stores() == 3);

            assertThat(Decided.undo(
                            tandem.holds(), tandem.holds().runs().getFirst().number(), "somebody", null))
                    .isTrue();

            await().atMost(PATIENCE).until(() -> members() == STORES * WORKERS && states("inSync"));
        }
    }

    private void open() {
        List<LandscapeEvent> events = new ArrayList<>();
        for (int i = 0; i < STORES; i++) {
            String store = GraphFaultsCast.nextStore();
            LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
            workers.put(store, LandscapePerson.fresh(WORKERS));
            events.add(LandscapeEvent.opened(store, "Store " + store));
            events.add(LandscapeEvent.hired(manager));
            events.add(LandscapeEvent.assigned(manager, store, "manager"));
            workers.get(store).forEach(worker -> {
                events.add(LandscapeEvent.hired(worker));
                events.add(LandscapeEvent.assigned(worker, store, "worker"));
            });
        }
        site.publish(events);
        await().atMost(PATIENCE).until(() -> states("inSync") && members() == STORES * WORKERS);
    }

    private boolean states(String state) {
        return workers.keySet().stream().allMatch(store -> site.state(store).equals(state));
    }

    private int members() {
        LandscapeTenant tenant = site.graph().tenant();
        return workers.keySet().stream()
                .flatMap(store -> tenant.groups(store).stream())
                .flatMap(group -> tenant.teams(group).stream())
                .mapToInt(team -> team.members().size())
                .sum();
    }

    private Stream<LandscapePerson> everybody() {
        return workers.values().stream().flatMap(List::stream);
    }
}
