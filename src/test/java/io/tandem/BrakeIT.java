package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

            tandem.holds().decide(hold.number(), true, "somebody", "the feed is right");

            await().atMost(PATIENCE).until(() -> states("inSync") && members() == 0);
            assertThat(tandem.holds().holds()).hasSize(1);
        }
    }

    @Test
    void oneLeaverOfEachOfAFewStoresGoesByItself() {
        try (Tandem tandem = site.start()) {
            open();

            site.publish(workers.values().stream()
                    .limit(3)
                    .map(List::getFirst)
                    .map(LandscapeEvent::terminated)
                    .toList());

            await().atMost(PATIENCE).until(() -> members() == STORES * WORKERS - 3);
            assertThat(tandem.holds().holds()).isEmpty();
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
