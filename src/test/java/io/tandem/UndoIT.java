package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.console.Holds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bad feed that somebody believed, and what brings everybody back. */
@BesideOthers
@ExtendWith(Landscape.Provider.class)
class UndoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int STORES = 300;
    /** So many stores share a manager and a second worker; the last of them lose both managers. */
    private static final int REGION = 30;

    private final LandscapeSite site;
    private final Map<String, List<LandscapePerson>> leavers = new LinkedHashMap<>();

    UndoIT(Landscape landscape) {
        this.site = landscape.site("undo" + GraphFaultsCast.nextStore(), "fast");
    }

    @Test
    void threeHundredStoresWhoseWorkersVanishLoseNobodyUntilItIsApprovedAndHaveThemBackWhenItIsUndone() {
        try (Tandem tandem = site.start(Map.of("tandem.teams.brake.settle", "2s"))) {
            open(tandem, STORES);
            Set<String> teams = teams();
            Map<String, List<String>> before = site.graph().rosters(teams);
            assertThat(before).hasSize(STORES);

            site.publish(everybody().map(LandscapeEvent::terminated).toList());

            await().atMost(PATIENCE).until(() -> all(tandem, "held"));
            assertThat(site.graph().rosters(teams)).isEqualTo(before);
            assertThat(tandem.holds().holds()).hasSize(1);
            long run = tandem.holds().holds().getFirst().number();
            var shown = tandem.holds().hold(run).orElseThrow();
            assertThat(shown.teams())
                    .hasSize(STORES)
                    .allSatisfy(team -> assertThat(team.userIds()).containsAll(workers(team.storeNumber())));

            Decided.approve(tandem.holds(), run, "somebody", "the feed looks right");

            long gone = shown.hold().people();
            await().atMost(PATIENCE).until(() -> people() == size(before) - gone && isSettled(tandem));
            assertThat(Decided.undo(tandem.holds(), run, "somebody", "the feed was wrong"))
                    .isTrue();

            await().atMost(PATIENCE).until(() -> people() == size(before) && isSettled(tandem));
            assertThat(site.graph().rosters(teams)).isEqualTo(before);
            assertThat(tandem.holds().holds()).hasSize(1);
            assertThat(tandem.holds().hold(run).orElseThrow().teams().stream()
                            .mapToLong(team -> team.restored().size())
                            .sum())
                    .isEqualTo(gone);
        }
    }

    @Test
    void whoeverIsBackFollowsCommerceFromTheMomentItDecidesOnThePersonAnew() {
        try (Tandem tandem = site.start()) {
            open(tandem, 8);
            Set<String> teams = teams();
            Map<String, List<String>> before = site.graph().rosters(teams);
            site.publish(everybody().map(LandscapeEvent::terminated).toList());
            await().atMost(PATIENCE).until(() -> all(tandem, "held"));
            Decided.approve(tandem.holds(), 1, "somebody", null);
            await().atMost(PATIENCE).until(() -> people() < size(before) && isSettled(tandem));
            LandscapePerson left = own(1);
            site.publish(List.of(LandscapeEvent.terminated(own(3))));
            site.publish(List.of(LandscapeEvent.unassigned(left, store(1))));
            await().atMost(PATIENCE).until(() -> events(left, "unassigned") == 1 && events(own(3), "terminated") == 2);
            Decided.undo(tandem.holds(), 1, "somebody", null);
            await().atMost(PATIENCE).until(() -> people() == size(before) - 1 && isSettled(tandem));
            assertThat(tandem.holds().hold(1).orElseThrow().teams())
                    .flatMap(Holds.Team::skipped)
                    .extracting(Holds.Skipped::userId)
                    .containsExactly(left.objectId());
            Map<String, List<String>> back = site.graph().rosters(teams);
            Map.Entry<String, List<LandscapePerson>> first =
                    leavers.entrySet().iterator().next();
            String store = first.getKey();
            LandscapePerson worker = first.getValue().getFirst();
            assertThat(site.findings(store))
                    .contains("user " + worker.objectId()
                            + " should no longer be in the team and stays because the removal was rejected or undone");

            site.publish(List.of(LandscapeEvent.rehired(worker)));
            await().atMost(PATIENCE)
                    .until(() -> site.findings(store).stream().noneMatch(line -> line.contains(worker.objectId())));
            assertThat(site.graph().rosters(teams)).isEqualTo(back);

            site.publish(List.of(LandscapeEvent.terminated(worker), LandscapeEvent.unassigned(own(2), store(2))));
            await().atMost(PATIENCE).until(() -> people() == size(back) - 2 && isSettled(tandem));
        }
    }

    /** The worker of its own of the store of that index. */
    private LandscapePerson own(int store) {
        return leavers.values().stream().skip(store).findFirst().orElseThrow().getFirst();
    }

    private String store(int index) {
        return leavers.keySet().stream().skip(index).findFirst().orElseThrow();
    }

    /** How many events of that kind were taken in about somebody. */
    private int events(LandscapePerson person, String kind) {
        return Integer.parseInt(site.sql("select count(*) from commerce_event where type like '%" + kind
                + "' and subject like '%/" + person.personnelNumber() + "'"));
    }

    /** Each store has one worker of its own; managers, deputies and second workers serve a region. */
    private void open(Tandem tandem, int stores) {
        List<LandscapeEvent> events = new ArrayList<>();
        List<String> numbers =
                Stream.generate(GraphFaultsCast::nextStore).limit(stores).toList();
        for (int first = 0; first < stores; first += REGION) {
            boolean last = first + REGION >= stores;
            List<LandscapePerson> staff = LandscapePerson.fresh(3);
            staff.forEach(person -> events.add(LandscapeEvent.hired(person)));
            for (String store : numbers.subList(first, Math.min(first + REGION, stores))) {
                LandscapePerson own = LandscapePerson.fresh(1).getFirst();
                List<LandscapePerson> leaving = new ArrayList<>(List.of(own, staff.get(2), staff.get(1)));
                if (last) {
                    leaving.add(staff.getFirst());
                }
                leavers.put(store, leaving);
                events.add(LandscapeEvent.opened(store, "Store " + store));
                events.add(LandscapeEvent.hired(own));
                events.add(LandscapeEvent.assigned(staff.get(0), store, "manager"));
                events.add(LandscapeEvent.assigned(staff.get(1), store, "manager"));
                events.add(LandscapeEvent.assigned(staff.get(2), store, "worker"));
                events.add(LandscapeEvent.assigned(own, store, "worker"));
            }
        }
        site.publish(events);
        await().atMost(PATIENCE).until(() -> all(tandem, "inSync") && people() == 4 * stores);
    }

    private Set<String> teams() {
        LandscapeTenant tenant = site.graph().tenant();
        return leavers.keySet().stream()
                .flatMap(store -> tenant.groups(store).stream())
                .collect(Collectors.toSet());
    }

    private int people() {
        LandscapeTenant tenant = site.graph().tenant();
        return leavers.keySet().stream()
                .flatMap(store -> tenant.groups(store).stream())
                .flatMap(group -> tenant.teams(group).stream())
                .mapToInt(team -> team.owners().size() + team.members().size())
                .sum();
    }

    private static long size(Map<String, List<String>> rosters) {
        return rosters.values().stream().mapToLong(List::size).sum();
    }

    private boolean all(Tandem tandem, String state) {
        return tandem.stores().counts().getOrDefault(state, 0L) == leavers.size();
    }

    private static boolean isSettled(Tandem tandem) {
        return tandem.stores().counts().getOrDefault("working", 0L) == 0;
    }

    private List<String> workers(String store) {
        return LandscapePerson.ids(leavers.getOrDefault(store, List.of()))
                .limit(2)
                .toList();
    }

    private Stream<LandscapePerson> everybody() {
        return leavers.values().stream().flatMap(List::stream).distinct();
    }
}
