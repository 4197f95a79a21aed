package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class CeilingsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR =
            new RunningSimulator("fast,memberCeiling=true,ceilings=true,sustainedShare=0");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(9);

    @Test
    void fourAddsAMinuteAndTeamAreSharedBySingleAndBulk() {
        String team = contoso.team("tandem-1");
        String other = contoso.team("tandem-2");
        for (int person = 3; person <= 5; person++) {
            assertThat(graph.post(members(team), Contoso.member(person)).status())
                    .isEqualTo(201);
        }
        assertThat(graph.post(members(team) + "/add", Contoso.bulk(Contoso.member(6)))
                        .status())
                .isEqualTo(200);

        Graph.Answer fifth = graph.post(members(team) + "/add", Contoso.bulk(Contoso.member(7)));

        assertThat(fifth.status()).isEqualTo(429);
        assertThat(fifth.errorCode()).isEqualTo("TooManyRequests");
        assertThat(Double.parseDouble(fifth.header("Retry-After"))).isBetween(15.0, 17.0);
        assertThat(graph.post(members(other), Contoso.member(7)).status()).isEqualTo(201);
        assertThat(graph.get("/simulator/state").body().at("/teams/0/members").asInt())
                .isEqualTo(6);
    }

    @Test
    void whoWaitsAsToldIsServedAndWhoHammersWaitsLonger() {
        String team = contoso.team("tandem-1");
        for (int person = 3; person <= 6; person++) {
            graph.post(members(team), Contoso.member(person));
        }
        double told = retryAfter(graph.post(members(team), Contoso.member(7)));
        double longer = retryAfter(graph.post(members(team), Contoso.member(7)));
        SIMULATOR.clock().advance(Duration.ofMillis((long) (longer * 1000)));

        assertThat(longer).isGreaterThan(told);
        assertThat(graph.post(members(team), Contoso.member(7)).status()).isEqualTo(201);
    }

    @Test
    void theListOfSubscriptionsIsReadTwentyFiveTimesInTwentySeconds() {
        for (int i = 0; i < 25; i++) {
            assertThat(graph.get("/subscriptions").status()).isEqualTo(200);
        }

        Graph.Answer next = graph.get("/subscriptions");
        String absent = "/subscriptions/99999999-0000-4000-8000-000000000000";

        assertThat(next.status()).isEqualTo(429);
        assertThat(graph.get(absent).status()).isEqualTo(404);
        assertThat(graph.delete(absent).status()).isEqualTo(404);
        assertThat(graph.post(absent + "/reauthorize", "").status()).isEqualTo(404);
        SIMULATOR.clock().advance(Duration.ofSeconds(2));
        assertThat(graph.get("/subscriptions").status()).isEqualTo(200);
    }

    @Test
    void aTeamIsReadFourTimesASecond() {
        String team = contoso.team("tandem-1");
        Set<Integer> statuses = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(graph.get("/teams/" + team).status());
        }

        assertThat(statuses).containsExactly(200);
        assertThat(graph.get("/teams/" + team).status()).isEqualTo(429);
        assertThat(graph.get(members(team)).status()).isEqualTo(200);
    }

    @Test
    void tenTeamsASecondArePosted() {
        for (int i = 1; i <= 11; i++) {
            contoso.group("tandem-" + i);
        }
        for (int i = 1; i <= 10; i++) {
            assertThat(contoso.teamFromGroup(id(i)).status()).isEqualTo(202);
        }

        assertThat(contoso.teamFromGroup(id(11)).status()).isEqualTo(429);
        SIMULATOR.clock().advance(Duration.ofSeconds(1));
        assertThat(contoso.teamFromGroup(id(11)).status()).isEqualTo(202);
    }

    @Test
    void retryAfterComesAsAWholeAndAsADecimalNumber() {
        String team = contoso.team("tandem-1");
        Set<Boolean> decimal = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Graph.Answer answer = graph.get("/teams/" + team);
            if (answer.status() == 429) {
                decimal.add(answer.header("Retry-After").contains("."));
            }
        }

        assertThat(decimal).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void anIdentityCallSaysWhatItCosts() {
        assertThat(graph.get("/users").header("x-ms-resource-unit")).isEqualTo("2");
        assertThat(graph.get("/users?$select=id").header("x-ms-resource-unit")).isEqualTo("1");
        assertThat(graph.post("/directoryObjects/getByIds?$select=id", "{\"ids\":[\"x\"]}")
                        .header("x-ms-resource-unit"))
                .isEqualTo("2");
    }

    private String id(int number) {
        return graph.get("/groups(uniqueName='tandem-" + number + "')").id();
    }

    private static double retryAfter(Graph.Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        return Double.parseDouble(answer.header("Retry-After"));
    }

    private static String members(String team) {
        return "/teams/" + team + "/members";
    }
}
