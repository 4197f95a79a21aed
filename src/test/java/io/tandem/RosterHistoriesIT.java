package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.teams.RosterHistory;
import io.tandem.teams.RosterOracle;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The first two hundred of the histories that {@code RosterHistoriesTest} plays, but that nobody's licence changes, each of another
 * retailer, in one Tandem: day after day, until all that was dated has come, each store has the team that an oracle says. What is
 * said on a day arrives before Tandem acts on it, for a team that is made stays.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class RosterHistoriesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int HISTORIES = 200;
    private static final int STORES = 2;
    private static final int WORKERS = 5;
    private static final int ARCHIVE_AFTER = 2;

    /** A retailer, and what must come of what is said of it. */
    private record Story(RosterHistory.Cast cast, RosterHistory history, RosterOracle oracle) {
        static Story of(int seed) {
            RosterHistory.Cast cast = new RosterHistory.Cast(
                    numbers(seed, STORES),
                    numbers(seed, WORKERS),
                    numbers(seed, WORKERS).stream().map(RosterHistoriesIT::user).toList(),
                    "99999999-0000-4000-8000-%012d".formatted(seed));
            return new Story(cast, new RosterHistory(seed, cast, false), new RosterOracle(ARCHIVE_AFTER));
        }

        private static List<String> numbers(int seed, int count) {
            return IntStream.rangeClosed(1, count)
                    .mapToObj(n -> "%06d".formatted(seed * count + n))
                    .toList();
        }

        Stream<String> accounts() {
            return cast.users().stream().map(user -> account(user, !user.equals(cast.unlicensed())));
        }
    }

    private final List<Story> stories =
            IntStream.range(0, HISTORIES).mapToObj(Story::of).toList();
    private final SettableClock clock = new SettableClock(RosterHistory.noon(0));

    @Test
    void everyStoreHasTheTeamThatTheOracleSaysDayByDay() {
        try (Retailer retailer =
                        Retailer.with(stories.stream().flatMap(Story::accounts).toList());
                RunningTandem tandem = RunningTandem.in(inNoHurryToAsk(retailer.sandbox()), clock)) {
            LandscapeGraph graph = new LandscapeGraph(retailer.simulator());
            for (int day = 0; day < RosterHistory.DAYS; day++) {
                clock.set(RosterHistory.noon(day));
                awaitWhatIsRight(graph);
                turn(tandem, false);
                tell(retailer, tandem, day);
                turn(tandem, true);
                awaitWhatIsRight(graph);
            }
            for (int day = RosterHistory.DAYS; day < RosterHistory.DAYS + RosterHistory.DATES; day++) {
                clock.set(RosterHistory.noon(day));
                awaitWhatIsRight(graph);
            }
            await().atMost(PATIENCE).until(tandem::converged);
            assertThat(wrong(graph.tenant()))
                    .as("nothing is done but what is right")
                    .isEmpty();
            checkWhatWasSoAllTheTime(graph.tenant());
            assertThat(tandem.counts()).containsEntry("failed", 0L);
        }
    }

    /** So many leave at once that the brake would have to be asked day after day. */
    private static Sandbox inNoHurryToAsk(Sandbox sandbox) {
        return sandbox.with("tandem.teams.archive-after", ARCHIVE_AFTER + "d")
                .with("tandem.teams.brake.people", "100000")
                .with("tandem.teams.brake.archives", "100000")
                .with("tandem.teams.brake.settle", "10ms");
    }

    private void tell(Retailer retailer, RunningTandem tandem, int day) {
        List<String> said = new ArrayList<>();
        stories.forEach(story -> {
            story.oracle().hear(story.history().said(day), story.history().accounts(day));
            said.addAll(story.history().said(day));
        });
        Collections.shuffle(said, new Random(day));
        long before = heard(tandem);
        retailer.sandbox().topics().publishLines(said);
        await().atMost(PATIENCE).until(() -> heard(tandem) == before + said.size());
        assertThat(tandem.events("refused")).isZero();
    }

    private static long heard(RunningTandem tandem) {
        return tandem.events("applied") + tandem.events("stale") + tandem.events("refused");
    }

    private static void turn(RunningTandem tandem, boolean on) {
        tandem.send(tandem.request("/api/enabled")
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"enabled\": " + on + "}")));
    }

    private void awaitWhatIsRight(LandscapeGraph graph) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(wrong(graph.tenant())).isEmpty());
        Map<String, RosterOracle.Team> teams = teams(graph.tenant());
        stories.forEach(story -> story.cast()
                .stores()
                .forEach(store -> story.oracle().is(store, Optional.ofNullable(teams.get(store)))));
    }

    /** Stores whose team is not as it should be. */
    private List<String> wrong(LandscapeTenant tenant) {
        Instant now = clock.instant();
        Map<String, RosterOracle.Team> teams = teams(tenant);
        List<String> wrong = new ArrayList<>();
        stories.forEach(story -> story.cast().stores().forEach(store -> {
            Set<Optional<RosterOracle.Team>> right = story.oracle().right(store, now);
            Optional<RosterOracle.Team> team = Optional.ofNullable(teams.get(store));
            if (!right.contains(team)) {
                wrong.add("store " + store + " has " + team + " and not one of " + right);
            }
        }));
        return wrong;
    }

    private static Map<String, RosterOracle.Team> teams(LandscapeTenant tenant) {
        Map<String, RosterOracle.Team> teams = new HashMap<>();
        for (JsonNode team : tenant.state().path("teams")) {
            Set<String> owners = new HashSet<>();
            Set<String> members = new HashSet<>();
            team.path("roster")
                    .forEach(member -> (member.path("role").asText().equals("owner") ? owners : members)
                            .add(member.path("userId").asText()));
            if (team.path("ready").asBoolean()) {
                teams.put(
                        team.path("uniqueName").asText().replace("tandem-", ""),
                        new RosterOracle.Team(
                                team.path("displayName").asText(),
                                owners,
                                members,
                                team.path("isArchived").asBoolean()));
            }
        }
        return teams;
    }

    private static void checkWhatWasSoAllTheTime(LandscapeTenant tenant) {
        assertThat(tenant.state().path("teams"))
                .hasSizeGreaterThan(HISTORIES)
                .allMatch(team -> team.path("minOwners").asInt() > 0)
                .extracting(team -> team.path("uniqueName").asText())
                .doesNotHaveDuplicates();
        assertThat(tenant.state().at("/audit/sharedUniqueNames")).isEmpty();
    }

    private static String user(String worker) {
        return "22222222-0000-4000-8000-000000" + worker;
    }

    private static String account(String user, boolean licensed) {
        return """
                {"id":"%s","displayName":"Person","userPrincipalName":"%s@contoso.example","accountEnabled":true,\
                "assignedPlans":[%s]}""".formatted(
                        user,
                        user.substring(24),
                        licensed ? "{\"service\":\"TeamspaceAPI\",\"capabilityStatus\":\"Enabled\"}" : "");
    }
}
