package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.TestGraph.Call;
import io.tandem.TestGraph.Team;
import io.tandem.console.StoreViews.Row;
import io.tandem.embedded.Expected;
import io.tandem.embedded.SampleCompany;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class TeamsFollowEventsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final SampleCompany CONTOSO = SampleCompany.contoso(LocalDate.now(ZoneOffset.UTC));
    private static final int GARBAGE = 40;

    /** Events meet a Tandem that acts upon them at once, so stores without a team may have had one in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void makeTheTeamsThatCommerceWantsWhateverTheirOrderAndHoweverOften(long seed) {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 3).forEach(round -> lines.addAll(CONTOSO.events()));
        IntStream.range(0, GARBAGE).forEach(line -> lines.add("garbage " + line));
        Collections.shuffle(lines, new Random(seed));

        try (Retailer retailer = Retailer.with(CONTOSO.people());
                RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
            feed(retailer, tandem, lines);

            assertThat(tandem.events("refused")).isEqualTo(GARBAGE);
            assertThat(tandem.events("applied") + tandem.events("stale"))
                    .isEqualTo(CONTOSO.events().size());
            assertThat(tandem.events("duplicate"))
                    .isEqualTo(2L * CONTOSO.events().size());
            assertThat(retailer.sandbox().topics().records(retailer.sandbox().letters()))
                    .hasSize(GARBAGE);
            TestGraph graph = retailer.graph();
            CONTOSO.expected().values().stream().filter(Expected::hasTeam).forEach(store -> isAsExpected(graph, store));
            assertThat(tandem.counts()).containsEntry("failed", 0L).containsEntry("total", 39L);
        }
    }

    @Test
    void makeTheTeamsWithTheFewestCallsAndMakeThemOnce() {
        try (Retailer retailer = Retailer.with(CONTOSO.people())) {
            List<String> lines = new ArrayList<>(CONTOSO.events());
            Collections.shuffle(lines, new Random(3));
            try (RunningTandem reader = RunningTandem.in(retailer.sandbox().with("tandem.enabled", "false"))) {
                retailer.sandbox().topics().publishLines(lines);
                await().atMost(PATIENCE).until(() -> reader.events("applied") + reader.events("stale") == lines.size());
                assertThat(retailer.graph().calls()).isEmpty();
            }

            try (RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
                await().atMost(PATIENCE).until(tandem::converged);
                TestGraph graph = retailer.graph();
                List<Call> calls = graph.calls();
                isFrugal(tandem, calls);
                CONTOSO.expected().values().forEach(store -> isAsExpected(graph, store));
                assertThat(graph.groups())
                        .isEqualTo(CONTOSO.expected().values().stream()
                                        .filter(Expected::hasTeam)
                                        .count()
                                + 1);
                assertThat(graph.teamOf("communications").orElseThrow().owners())
                        .isEqualTo(CONTOSO.communications());
                asExpected(tandem);
                int before = graph.calls().size();

                feed(retailer, tandem, lines);

                assertThat(graph.calls().subList(before, graph.calls().size())).noneMatch(Call::writes);
                assertThat(tandem.events("duplicate")).isEqualTo(lines.size());
            }
        }
    }

    /** A store in Los Angeles: its days begin eight hours after those of UTC. */
    @Test
    void letAFutureHireJoinAtMidnightOfTheStoresZone() {
        Set<String> two = Set.of(person(1), person(2));
        SettableClock clock = new SettableClock(Instant.parse("2026-03-02T07:50:00Z"));
        try (Retailer retailer = Retailer.with(
                        two.stream().sorted().map(TeamsFollowEventsIT::user).toList());
                RunningTandem tandem = RunningTandem.in(retailer.sandbox(), clock)) {
            feed(
                    retailer,
                    tandem,
                    List.of(
                            Events.store(
                                    "store.opened",
                                    Events.TIME,
                                    "000135",
                                    "name",
                                    "Los Angeles",
                                    "timeZone",
                                    "America/Los_Angeles"),
                            Events.hired("000001", person(1)),
                            Events.assigned("000001", "000135", "manager"),
                            Events.hired("000002", person(2)),
                            Events.worker(
                                    "worker.store.assigned",
                                    Events.TIME,
                                    "000002",
                                    "storeNumber",
                                    "000135",
                                    "role",
                                    "worker",
                                    "effectiveFrom",
                                    "2026-03-02",
                                    "effectiveTo",
                                    "2026-03-03")));
            TestGraph graph = retailer.graph();
            assertThat(graph.teamOf("000135").orElseThrow().owners()).containsExactly(person(1));
            assertThat(graph.teamOf("000135").orElseThrow().members()).isEmpty();

            clock.set(Instant.parse("2026-03-02T08:00:01Z"));
            await().atMost(PATIENCE)
                    .until(() -> graph.teamOf("000135").orElseThrow().members().contains(person(2)));

            clock.set(Instant.parse("2026-03-03T08:00:01Z"));
            await().atMost(PATIENCE)
                    .until(() -> graph.teamOf("000135").orElseThrow().members().isEmpty());
            assertThat(graph.teamOf("000135").orElseThrow().owners()).containsExactly(person(1));
        }
    }

    private static void feed(Retailer retailer, RunningTandem tandem, List<String> lines) {
        long before = all(tandem);
        retailer.sandbox().topics().publishLines(lines);
        await().atMost(PATIENCE).until(() -> all(tandem) == before + lines.size());
        await().atMost(PATIENCE).until(tandem::converged);
    }

    private static long all(RunningTandem tandem) {
        return tandem.events("applied")
                + tandem.events("stale")
                + tandem.events("duplicate")
                + tandem.events("refused");
    }

    private static void isAsExpected(TestGraph graph, Expected store) {
        Optional<Team> found = graph.teamOf(store.storeNumber());
        assertThat(found.isPresent()).as(store.storeNumber()).isEqualTo(store.hasTeam());
        found.ifPresent(team -> {
            assertThat(team.name()).isEqualTo(store.name());
            assertThat(team.owners()).as(store.storeNumber()).isEqualTo(store.owners());
            assertThat(team.members()).as(store.storeNumber()).isEqualTo(store.members());
        });
    }

    private static void asExpected(RunningTandem tandem) {
        Map<String, Expected> expected = CONTOSO.expected();
        for (Row row : tandem.stores().stores()) {
            Expected store = Objects.requireNonNull(expected.get(row.storeNumber()), row.storeNumber());
            assertThat(row.state())
                    .as(row.storeNumber())
                    .isEqualTo(store.state() == Expected.State.WAITING_NO_MANAGER ? "waiting" : "inSync");
            assertThat(row.owners()).isEqualTo(store.owners().size());
            assertThat(row.members()).isEqualTo(store.members().size());
        }
    }

    private static void isFrugal(RunningTandem tandem, List<Call> calls) {
        List<Row> rows = tandem.stores().stores();
        assertThat(rows)
                .filteredOn(row -> row.teamId() != null && row.owners() == 1 && row.members() <= 18)
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(row.graphCalls()).isBetween(3L, 4L));
        assertThat(rows).allSatisfy(row -> assertThat(row.graphCalls()).isLessThanOrEqualTo(5));
        assertThat(calls.stream().filter(Call::looksPeopleUp).count())
                .isLessThanOrEqualTo((CONTOSO.people().size() + 14) / 15);
        assertThat(calls.stream()
                        .filter(call -> !call.looksPeopleUp() && !call.polls())
                        .count())
                .isEqualTo(rows.stream().mapToLong(Row::graphCalls).sum()
                        + tandem.stores().communications().orElseThrow().store().graphCalls());
        assertThat(calls).allMatch(call -> call.status() < 400 || call.status() == 404);
    }

    private static String person(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    private static String user(String id) {
        return """
                {"id":"%s","displayName":"Person","userPrincipalName":"%s@contoso.example","accountEnabled":true,\
                "assignedPlans":[{"service":"TeamspaceAPI","capabilityStatus":"Enabled"}]}""".formatted(id, id);
    }
}
