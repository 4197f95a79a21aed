package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.console.StoreViews.Detail;
import io.tandem.console.StoreViews.Row;
import io.tandem.model.StoreNumber;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Teams that people made before Tandem came, and the team of those who are in no store. */
@BesideOthers
class MappingsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOUSTON = "000135";
    private static final String KATY = "000136";
    private static final String RELEASE = "/api/mappings/" + HOUSTON + "/release";

    @Test
    void adoptsATeamInsteadOfMakingASecondOneAndTreatsItsPeopleAsThePolicySays() {
        List<String> people = new ArrayList<>(people(4));
        people.add(user(5).replaceFirst("\\{", "{\"userType\":\"Guest\","));
        try (Retailer retailer = Retailer.with(people)) {
            TestGraph graph = retailer.graph();
            String team = graph.make("Houston crew", "houston", person(3), person(2), person(4), person(5));
            Sandbox disabled = retailer.sandbox().with("tandem.enabled", "false");
            try (RunningTandem tandem = RunningTandem.in(disabled)) {
                tell(retailer, tandem, store(HOUSTON, "Houston", 1, 2));

                assertThat(lines(get(tandem, "/api/mappings/suggestions.csv")))
                        .contains("RetailStore,000135," + team + ",75,Houston,Houston crew,mail nickname");
                HttpResponse<String> refused = post(tandem, "/api/mappings.csv", "RetailStore,135," + team);
                assertThat(refused.statusCode()).isEqualTo(422);
                assertThat(refused.body()).contains("Commerce never opened a store 135; is 000135 meant?");
                retailer.sandbox().sql("alter table activity rename to activity_away");
                assertThat(post(tandem, "/api/mappings.csv", "RetailStore,000135," + team)
                                .statusCode())
                        .as("nothing is imported of which nobody knows who did")
                        .isEqualTo(500);
                retailer.sandbox().sql("alter table activity_away rename to activity");
                assertThat(post(tandem, "/api/mappings.csv", "RetailStore,000135," + team)
                                .body())
                        .isEqualTo("{\"imported\":1,\"unchanged\":0,\"empty\":0,\"errors\":[]}");
                assertThat(lines(get(tandem, "/api/mappings.csv"))).contains("RetailStore,000135," + team + ",Houston");
                assertThat(retailer.sandbox().sql("select string_agg(what || ' ' || detail, ',') from activity"))
                        .isEqualTo("mappings.import 1 teams");
            }

            try (RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
                await().atMost(PATIENCE).until(() -> state(tandem, HOUSTON).equals("inSync"));

                assertThat(graph.groups()).isOne();
                assertThat(graph.team(team))
                        .isEqualTo(new TestGraph.Team(
                                team,
                                "Houston",
                                Set.of(person(1), person(3)),
                                Set.of(person(2), person(4), person(5))));
                assertThat(detail(tandem, HOUSTON).findings())
                        .containsExactlyInAnyOrder(
                                "user " + person(3) + " was added in Teams by hand and is left there",
                                "user " + person(4) + " was added in Teams by hand and is left there");
            }

            try (RunningTandem tandem = RunningTandem.in(retailer.sandbox().with("tandem.teams.strangers", "remove"))) {
                assertThat(post(tandem, "/api/stores/" + HOUSTON + "/sync", "").statusCode())
                        .isEqualTo(202);

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(graph.team(team))
                                .as("the guest is left alone")
                                .isEqualTo(new TestGraph.Team(
                                        team, "Houston", Set.of(person(1)), Set.of(person(2), person(5)))));
                assertThat(graph.groups()).isOne();
            }
        }
    }

    @Test
    void leavesATeamAsItIsOnceItIsNamedNoMoreAndLetsItGoOnRequest() {
        try (Retailer retailer = Retailer.with(people(4));
                RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
            TestGraph graph = retailer.graph();
            String team = graph.make("Houston crew", "houston", person(3));
            tell(retailer, tandem, List.of(Events.mapped(HOUSTON, team, Events.TIME)));
            tell(retailer, tandem, store(HOUSTON, "Houston", 1, 2));
            await().atMost(PATIENCE).until(() -> state(tandem, HOUSTON).equals("inSync"));
            HttpResponse<String> named = post(tandem, RELEASE);
            assertThat(named.statusCode()).isEqualTo(409);
            assertThat(named.body()).contains("store 000135 has team " + team + ", which is still named for it");

            tell(
                    retailer,
                    tandem,
                    List.of(
                            Events.mapped(HOUSTON, null, Events.TIME.plusSeconds(1)),
                            Events.hired("000004", person(4)),
                            Events.assigned("000004", HOUSTON, "worker")));
            await().atMost(PATIENCE)
                    .until(() -> state(tandem, HOUSTON).equals("waiting")
                            && detail(tandem, HOUSTON).findings().stream()
                                    .anyMatch(finding -> finding.contains("mappings release " + HOUSTON)));
            TestGraph.Team left = new TestGraph.Team(team, "Houston", Set.of(person(1), person(3)), Set.of(person(2)));
            assertThat(graph.team(team)).isEqualTo(left);
            assertThat(post(tandem, RELEASE).body()).isEqualTo("{\"released\":\"000135\"}");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(graph.teamOf(HOUSTON))
                            .hasValueSatisfying(
                                    own -> assertThat(own.members()).isEqualTo(Set.of(person(2), person(4)))));
            assertThat(graph.team(team)).isEqualTo(left);
            assertThat(post(tandem, RELEASE).body()).contains("which Tandem made");
            assertThat(retailer.sandbox()
                            .sql("select string_agg(what || ' ' || subject || ' ' || detail, ',') from activity"))
                    .isEqualTo("mappings.release store/000135 " + team);
        }
    }

    @Test
    void importsOnlyWhatIsThereAndWhatNobodyElseHas() {
        try (Retailer retailer = Retailer.with(people(2));
                RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
            tell(retailer, tandem, store(HOUSTON, "Houston", 1, 2));
            tell(retailer, tandem, List.of(Events.opened(KATY, "Katy")));
            await().atMost(PATIENCE).until(() -> state(tandem, HOUSTON).equals("inSync"));
            String made = retailer.graph().teamOf(HOUSTON).orElseThrow().id();
            String missing = "11111111-2222-4333-8444-555555550135";

            HttpResponse<String> report = post(
                    tandem,
                    "/api/mappings.csv?partial=true",
                    "RetailStore,000136," + made,
                    "Communication,," + missing);

            assertThat(report.statusCode()).isEqualTo(200);
            assertThat(report.body())
                    .contains("\"imported\":0")
                    .contains("{\"line\":2,\"reason\":\"team " + made + " serves store 000135 already\"}")
                    .contains("{\"line\":3,\"reason\":\"there is no team " + missing + " in Microsoft Teams\"}");
            assertThat(post(tandem, "/api/mappings.csv?partial=perhaps", "").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void makesTheTeamsForWhichNobodyCouldBeFoundOnceAnAccountFillsIn() {
        try (Retailer retailer = Retailer.with(people(2))) {
            try (RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
                tell(
                        retailer,
                        tandem,
                        List.of(
                                Events.opened(HOUSTON, "Houston"),
                                Events.hired("000001", person(1)),
                                Events.assigned("000001", HOUSTON, "worker")));
                await().atMost(PATIENCE).until(() -> state(tandem, HOUSTON).equals("waiting"));
            }

            try (RunningTandem tandem =
                    RunningTandem.in(retailer.sandbox().with("tandem.teams.fallback-owner", person(2)))) {
                await().atMost(PATIENCE).until(() -> state(tandem, HOUSTON).equals("inSync"));

                assertThat(retailer.graph().teamOf(HOUSTON).orElseThrow().owners())
                        .containsExactly(person(2));
            }
        }
    }

    @Test
    void makesTheTeamOfTheCommunicationsManagersAndFollowsWhoHoldsTheRole() {
        try (Retailer retailer = Retailer.with(people(4));
                RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
            tell(
                    retailer,
                    tandem,
                    List.of(
                            Events.hired("000001", person(1)),
                            Events.hired("000002", person(2)),
                            Events.hired("000003", person(3)),
                            manages("granted", 2, 1),
                            manages("granted", 1, 2)));
            tell(retailer, tandem, List.of(manages("granted", 3, 3)));
            TestGraph graph = retailer.graph();
            await().atMost(PATIENCE).until(() -> communications(tandem).state().equals("inSync"));

            assertThat(graph.teamOf("communications").orElseThrow())
                    .extracting(TestGraph.Team::name, TestGraph.Team::owners, TestGraph.Team::members)
                    .containsExactly("Retail Communication", Set.of(person(1), person(2)), Set.of(person(3)));
            assertThat(get(tandem, "/api/status")).contains("\"communications\":{\"state\":\"inSync\"", "\"owners\":2");
            assertThat(get(tandem, "/api/communications")).contains(person(3), "\"storeNumber\":\"communications\"");
            assertThat(tandem.counts()).containsEntry("total", 0L);
            assertThat(get(tandem, "/api/plan")).contains("\"stores\":0,\"communications\":1,\"inStep\":1");

            tell(retailer, tandem, List.of(manages("revoked", 2, 4)));

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(graph.teamOf("communications").orElseThrow())
                                    .extracting(TestGraph.Team::owners, TestGraph.Team::members)
                                    .containsExactly(Set.of(person(1), person(3)), Set.of()));
            assertThat(graph.groups()).isOne();
        }
    }

    @Test
    void adoptsTheTeamOfTheCommunicationsManagers() {
        try (Retailer retailer = Retailer.with(people(3));
                RunningTandem tandem =
                        RunningTandem.in(retailer.sandbox().with("tandem.teams.communications-owners", person(3)))) {
            TestGraph graph = retailer.graph();
            String team = graph.make("Regions", "regions", person(3));
            assertThat(post(tandem, "/api/mappings.csv", "Communication,," + team)
                            .statusCode())
                    .isEqualTo(200);

            tell(retailer, tandem, List.of(Events.hired("000001", person(1)), manages("granted", 1, 1)));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(graph.team(team))
                            .isEqualTo(new TestGraph.Team(
                                    team, "Retail Communication", Set.of(person(3)), Set.of(person(1)))));
            assertThat(graph.groups()).isOne();
        }
    }

    private static List<String> store(String number, String name, int manager, int worker) {
        return List.of(
                Events.opened(number, name),
                Events.hired("%06d".formatted(manager), person(manager)),
                Events.assigned("%06d".formatted(manager), number, "manager"),
                Events.hired("%06d".formatted(worker), person(worker)),
                Events.assigned("%06d".formatted(worker), number, "worker"));
    }

    private static String manages(String verb, int worker, int second) {
        return Events.worker(
                "role." + verb,
                Events.TIME.plusSeconds(second),
                "%06d".formatted(worker),
                "role",
                "Retail task manager");
    }

    private static void tell(Retailer retailer, RunningTandem tandem, List<String> lines) {
        double before = tandem.events("applied");
        retailer.sandbox().topics().publishLines(lines);
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == before + lines.size());
    }

    private static Detail detail(RunningTandem tandem, String store) {
        return tandem.stores().store(new StoreNumber(store)).orElseThrow();
    }

    private static String state(RunningTandem tandem, String store) {
        return detail(tandem, store).store().state();
    }

    private static Row communications(RunningTandem tandem) {
        return tandem.stores().communications().orElseThrow().store();
    }

    private static String get(RunningTandem tandem, String path) {
        return tandem.get(path).body();
    }

    private static List<String> lines(String file) {
        return file.lines().toList();
    }

    private static HttpResponse<String> post(RunningTandem tandem, String path, String... lines) {
        String file = "SOURCETYPE,SOURCEID,TEAMID\n" + String.join("\n", lines);
        return tandem.send(tandem.request(path)
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .POST(BodyPublishers.ofString(file)));
    }

    private static List<String> people(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(MappingsIT::user).toList();
    }

    private static String person(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    private static String user(int number) {
        return """
                {"id":"%s","displayName":"Person","userPrincipalName":"p%d@contoso.example","accountEnabled":true,\
                "assignedPlans":[{"service":"TeamspaceAPI","capabilityStatus":"Enabled"}]}""".formatted(person(number), number);
    }
}
