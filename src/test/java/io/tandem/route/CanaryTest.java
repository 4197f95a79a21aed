package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
    private static final String TEAM = "5b0a3d6e-0c4b-4f0e-9a39-2f6f5d1c0a11";
    private static final String URL = "https://tandem.example";
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant LATER = START.plusSeconds(1);
    private static final List<String> STORES = List.of("another");
    private static final GraphAnswer DONE = new GraphAnswer.Success(204, MissingNode.getInstance(), Map.of(), "r");
    private static final GraphAnswer LOST = new GraphAnswer.Unavailable(true, "no answer", null);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryCanaries book = new MemoryCanaries(() -> this.now);
    private final List<GraphRequest> calls = new ArrayList<>();
    private GraphAnswer answer = DONE;
    private Runnable beforeTheAnswer = () -> {};
    private Instant now = START;
    private final Canary canary = canary(TEAM, INTERVAL);

    @Test
    void isANewDescriptionOfTheTeam() {
        fly();

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.operation()).isEqualTo(GraphOperation.PATCH);
            assertThat(call.path()).isEqualTo("/teams/" + TEAM);
            assertThat(call.body().toString()).matches("\\{\"description\":\".*2026-11-22T08:00:00Z\"}");
        });
    }

    @Test
    void fliesOnceAnInterval() {
        fly();
        now = START.plus(INTERVAL).minusSeconds(1);
        fly();
        assertThat(calls).hasSize(1);

        now = START.plus(INTERVAL);
        fly();

        assertThat(calls).hasSize(2).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/teams", "/teams/" + TEAM})
    void mayFlyWhileASubscriptionTellsOfItsTeam(String resource) {
        boolean may = canary.mayFly(List.of(standing("/teams/another", LATER), standing(resource, LATER)), STORES);

        assertThat(may).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/teams/getAllMembers", "/teams/another", "/teams/another/members", "/teams/" + TEAM + "/members"
            })
    void restsWhileSubscriptionsTellOfOtherThingsAlone(String resource) {
        boolean may = canary.mayFly(List.of(standing(resource, LATER)), STORES);

        assertThat(may).isFalse();
    }

    @Test
    void restsWhileTheSubscriptionDoesNotStand() {
        assertThat(canary.mayFly(List.of(), STORES)).isFalse();
        assertThat(canary.mayFly(List.of(Subscription.wished("/teams", "terms")), STORES))
                .isFalse();
        assertThat(canary.mayFly(List.of(standing("/teams", now)), STORES)).isFalse();
    }

    @Test
    void restsAndWarnsWhileItsTeamIsAStores() {
        List<String> stores = List.of("another", TEAM.toUpperCase(Locale.ROOT));

        boolean may = canary.mayFly(List.of(standing("/teams", LATER)), stores);

        assertThat(may).isFalse();
        assertThat(canary.warnings(stores))
                .containsExactly(Map.entry(
                        "canary",
                        "tandem.webhook.canary-team names the team of a store, whose description Tandem does not overwrite, so"
                                + " that nobody tries whether notifications come; make a team for this alone and name that"
                                + " one"));
    }

    @Test
    void isBackWhenOneThatWasLostIsSeen() {
        fly();
        now = START.plus(PATIENCE).minusMillis(1);
        assertThat(canary.isBack(Set.of(TEAM))).isFalse();
        now = START.plus(PATIENCE);

        assertThat(canary.isBack(Set.of("another"))).isFalse();
        assertThat(canary.isBack(Set.of(TEAM))).isTrue();

        canary.saw(Set.of(TEAM));
        assertThat(canary.isBack(Set.of(TEAM))).isFalse();
    }

    @Test
    void isMeasuredWhenItIsSeen() {
        fly();
        now = START.plusSeconds(7);

        canary.saw(Set.of("another", TEAM));

        assertThat(delay()).isEqualTo(Duration.ofSeconds(7));
        now = START.plus(PATIENCE);
        assertThat(canary.warnings(List.of())).isEmpty();
        assertThat(canary.isLost(null)).isFalse();
    }

    @Test
    void isNotSeenWhereOtherTeamsAreNamed() {
        fly();

        canary.saw(Set.of("another"));

        now = START.plus(PATIENCE);
        assertThat(canary.isLost(null)).isTrue();
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void isMeasuredOnceThoughItsNotificationComesTwice() {
        fly();
        canary.saw(Set.of(TEAM));
        now = START.plusSeconds(60);

        canary.saw(Set.of(TEAM));

        assertThat(delay()).isZero();
    }

    @Test
    void isSeenThoughItsNotificationComesBeforeTheAnswer() {
        beforeTheAnswer = () -> canary.saw(Set.of(TEAM));

        fly();

        assertThat(delay()).isZero();
        now = START.plus(PATIENCE);
        assertThat(canary.warnings(List.of())).isEmpty();
    }

    @Test
    void isWaitedForThoughTheAnswerWasLost() {
        answer = LOST;
        fly();
        now = START.plus(PATIENCE);
        fly();
        assertThat(calls).hasSize(1);
        assertThat(canary.isLost(null)).isTrue();

        canary.saw(Set.of(TEAM));

        assertThat(canary.isLost(null)).isFalse();
        assertThat(canary.warnings(List.of())).isEmpty();
    }

    @Test
    void isLostAfterTenMinutes() {
        fly();
        now = START.plus(PATIENCE).minusMillis(1);
        assertThat(canary.isLost(null)).isFalse();
        assertThat(canary.warnings(List.of())).isEmpty();

        now = START.plus(PATIENCE);

        assertThat(canary.isLost(null)).isTrue();
        assertThat(canary.warnings(List.of()))
                .containsExactly(Map.entry(
                        "canary",
                        "no notification of Microsoft Graph came of the change that was made at 2026-11-22T08:00:00Z to the team"
                                + " that tandem.webhook.canary-team names (the last one came at no time); see whether "
                                + URL
                                + " is reached from outside; until then changes in Teams are found late"));
    }

    @Test
    void isLostWhenTheNextOneIsDue() {
        Canary hasty = canary(TEAM, Duration.ofMinutes(2));
        hasty.fly();
        now = START.plusSeconds(119);
        assertThat(hasty.isLost(null)).isFalse();

        now = START.plusSeconds(120);
        hasty.fly();

        assertThat(hasty.isLost(null)).isTrue();
    }

    @Test
    void isLostToWhoeverHasReadEverythingSince() {
        fly();
        now = START.plus(PATIENCE).plusSeconds(30);

        assertThat(canary.isLost(Duration.ofSeconds(31))).isTrue();
        assertThat(canary.isLost(Duration.ofSeconds(30))).isFalse();
    }

    @Test
    void saysWhenTheLastOneWasSeen() {
        fly();
        now = START.plusSeconds(5);
        canary.saw(Set.of(TEAM));
        now = START.plus(INTERVAL);
        fly();

        now = START.plus(INTERVAL).plus(PATIENCE);

        assertThat(canary.warnings(List.of()).get("canary"))
                .contains("made at 2026-11-22T08:15:00Z")
                .contains("the last one came at 2026-11-22T08:00:05Z");
    }

    @Test
    void countsFromTheFirstThatWasNotSeenWhenOneIsLate() {
        fly();
        now = START.plus(INTERVAL);
        fly();
        now = START.plus(INTERVAL).plusSeconds(60);

        canary.saw(Set.of(TEAM));
        canary.saw(Set.of(TEAM));

        assertThat(delay()).isEqualTo(INTERVAL.plusSeconds(60));
        now = START.plus(INTERVAL).plus(PATIENCE);
        assertThat(canary.warnings(List.of())).isEmpty();
    }

    @Test
    void isSentAgainWhenNobodyKnowsWhetherItWasTried() {
        book.begin(TEAM);
        now = START.plus(PATIENCE);

        fly();

        assertThat(calls).hasSize(1);
        assertThat(canary.isLost(null)).isFalse();
        now = now.plusSeconds(3);
        canary.saw(Set.of(TEAM));
        assertThat(delay()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @MethodSource("untried")
    void isSentAgainInTheNextRoundWhenGraphHadNoTimeForIt(GraphAnswer untried) {
        answer = untried;
        fly();
        now = START.plus(PATIENCE);
        answer = DONE;

        fly();

        assertThat(calls).hasSize(2);
        assertThat(canary.isLost(null)).isFalse();
        assertThat(canary.warnings(List.of())).isEmpty();
    }

    static Stream<GraphAnswer> untried() {
        return Stream.of(
                new GraphAnswer.Throttled(Duration.ofSeconds(5), true, "r"),
                new GraphAnswer.Unavailable(false, "no connection", Duration.ofSeconds(5)));
    }

    @Test
    void doesNotHideALostOneWhenGraphHasNoTimeForTheNext() {
        fly();
        now = START.plus(INTERVAL);
        answer = new GraphAnswer.Throttled(Duration.ofSeconds(5), true, "r");

        fly();
        fly();

        assertThat(canary.isLost(null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"400,BadRequest,400 BadRequest", "403,Forbidden,403 Forbidden", "404,'',404"})
    void warnsOfARefusalAndIsTriedAgainAtTheNextIntervalOnly(int status, String code, String said) {
        answer = new GraphAnswer.Rejected(status, code, "no", "r");
        fly();
        now = START.plus(INTERVAL).minusSeconds(1);
        fly();
        assertThat(calls).hasSize(1);
        assertThat(canary.warnings(List.of()).get("canary"))
                .contains("tandem.webhook.canary-team names (" + said + ")")
                .contains("TeamSettings.ReadWrite.All");
        assertThat(canary.isLost(null)).isFalse();

        now = START.plus(INTERVAL);
        answer = DONE;
        fly();

        assertThat(calls).hasSize(2);
        assertThat(canary.warnings(List.of())).isEmpty();
    }

    @Test
    void staysLostThoughTheNextOneIsRefused() {
        fly();
        now = START.plus(INTERVAL);
        answer = new GraphAnswer.Rejected(404, "NotFound", "no", "r");

        fly();

        assertThat(canary.isLost(null)).isTrue();
    }

    @Test
    void hasATeamToSubscribeToUnlessGraphRefusedToChangeItAMomentAgo() {
        assertThat(canary.team()).contains(TEAM);
        answer = new GraphAnswer.Rejected(404, "NotFound", "no", "r");

        fly();

        assertThat(canary.team()).isEmpty();
        now = START.plus(INTERVAL);
        assertThat(canary.team()).contains(TEAM);
    }

    @Test
    void isForgottenWhenNobodyWasThereToSeeIt() {
        fly();
        now = START.plus(PATIENCE);

        canary.forget();

        assertThat(canary.isLost(null)).isFalse();
        fly();
        assertThat(calls).hasSize(2);
    }

    @Test
    void isNothingWithoutATeam() {
        Canary none = canary(null, INTERVAL);

        none.fly();
        none.saw(Set.of(TEAM));
        none.forget();

        assertThat(calls).isEmpty();
        assertThat(none.team()).isEmpty();
        assertThat(none.mayFly(List.of(standing("/teams", LATER)), STORES)).isFalse();
        assertThat(none.isBack(Set.of(TEAM))).isFalse();
        assertThat(none.isOut()).isFalse();
        assertThat(none.warnings(List.of())).isEmpty();
        assertThat(none.isLost(null)).isFalse();
    }

    private void fly() {
        canary.fly();
    }

    private static Subscription standing(String resource, Instant expires) {
        Subscription.Times times =
                new Subscription.Times(Instant.EPOCH, expires, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        return new Subscription(resource, "s1", "terms", "", times, false, 0, null);
    }

    private Duration delay() {
        Timer timer = meters.get("tandem.graph.canary.delay").timer();
        assertThat(timer.count()).isOne();
        return Duration.ofMillis((long) timer.totalTime(TimeUnit.MILLISECONDS));
    }

    private Canary canary(@Nullable String team, Duration interval) {
        return new Canary(new Canary.Settings(team, interval, URL), this::send, book, () -> now, meters);
    }

    private CompletableFuture<GraphAnswer> send(GraphRequest request) {
        calls.add(request);
        beforeTheAnswer.run();
        return CompletableFuture.completedFuture(answer);
    }
}
