package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.component.graph.webhook.PostVerdict;
import io.tandem.model.Claim;
import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Duties;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Subscription;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Standing;
import io.tandem.teams.StepTaken;
import io.tandem.teams.TeamNews;
import io.tandem.teams.TeamState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the keeper of the subscriptions does and warns of, with a Graph that takes them or does not. */
class SubscriptionsTest {
    private static final String CANARY = "5b0a3d6e-0c4b-4f0e-9a39-2f6f5d1c0a11";

    private final MemoryBook book = new MemoryBook(() -> this.now);
    private final MemoryCanaries canaries = new MemoryCanaries(() -> this.now);
    private final List<String> calls = new ArrayList<>();
    private @Nullable String canaryTeam;
    private GraphAnswer canaryAnswer = new GraphAnswer.Success(204, MissingNode.getInstance(), Map.of(), "r");
    private final Lease duty = new Lease();
    private Predicate<String> refused = resource -> false;
    private Duration slowness = Duration.ZERO;
    private GraphAnswer refusal = new GraphAnswer.Rejected(403, "Forbidden", "m", "r");
    private boolean reached;
    private boolean tenantRefused;
    private boolean broken;
    private boolean outlasted;
    private int sweeps;
    private int ids;
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void warnWhenNoneStandsForMinutes() {
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(5));
        assertThat(subscriptions.warnings()).isEmpty();

        keep(subscriptions, Duration.ofSeconds(10));

        assertThat(subscriptions.warnings()).containsOnlyKeys("subscriptions");
        assertThat(subscriptions.warnings().get("subscriptions")).contains("https://tandem.example");
    }

    @Test
    void areLeftAloneInTheMiddleOfARoundWhenAnotherInstanceTookThemOver() {
        reached = true;
        Subscriptions subscriptions = subscriptions(true);
        duty.left = 2;

        subscriptions.keep();

        assertThat(calls).hasSize(1);
    }

    @Test
    void warnNoMoreWhenOneStands() {
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(6));
        assertThat(subscriptions.warnings()).isNotEmpty();
        reached = true;

        keep(subscriptions, Duration.ofMinutes(6));

        assertThat(subscriptions.warnings()).isEmpty();
    }

    @Test
    void warnWhenTheyRanOutThoughNobodySaidSo() {
        reached = true;
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(1));
        reached = false;

        keep(subscriptions, Duration.ofMinutes(64));
        assertThat(subscriptions.warnings()).isEmpty();
        keep(subscriptions, Duration.ofMinutes(4));

        assertThat(subscriptions.warnings()).containsOnlyKeys("subscriptions");
    }

    @Test
    void warnOfTheKindThatNobodyTellsThoughTheOtherStands() {
        reached = true;
        refused = "/teams/getAllMembers"::equals;
        refusal = new GraphAnswer.Rejected(404, "NotFound", "m", "r");
        book.teams.add("a");
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(5));
        assertThat(subscriptions.warnings()).isEmpty();

        keep(subscriptions, Duration.ofMinutes(1));

        assertThat(subscriptions.warnings()).containsOnlyKeys("subscription /teams/getAllMembers");
        refused = resource -> false;
        keep(subscriptions, Duration.ofMinutes(10));
        assertThat(subscriptions.warnings()).isEmpty();
    }

    @Test
    void warnOfNothingWhileGraphMustNotBeCalled() {
        Subscriptions subscriptions = subscriptions(false);

        keep(subscriptions, Duration.ofHours(1));

        assertThat(subscriptions.warnings()).isEmpty();
    }

    @Test
    void readAllRostersFromTimeToTimeThoughNoneStands() {
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(1));
        assertThat(sweeps).isOne();

        keep(subscriptions, Duration.ofHours(13));

        assertThat(sweeps).isEqualTo(3);
    }

    @Test
    void readAllRostersOnceInAWhileForNotificationsThatNameNoTeam() {
        Notifications notifications = notifications();
        notifications.mark(delivery("chats('x')"));
        notifications.mark(delivery("chats('y')"));
        assertThat(sweeps).isOne();

        now = now.plus(Duration.ofMinutes(5));
        notifications.mark(new Notifications.Delivery(List.of(), List.of(), List.of()));
        assertThat(sweeps).isEqualTo(2);

        now = now.plus(Duration.ofMinutes(5));
        notifications.mark(new Notifications.Delivery(List.of(), List.of(), List.of()));
        assertThat(sweeps).isEqualTo(2);
    }

    @Test
    void readNoRostersWhileGraphMustNotBeCalled() {
        keep(subscriptions(false), Duration.ofHours(13));

        assertThat(sweeps).isZero();
    }

    @Test
    void readAllRostersAndWarnOfSilenceWhereGraphTakesSingleTeamsAlone() {
        reached = true;
        tenantRefused = true;
        book.teams.add("a");
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofHours(5));
        assertThat(subscriptions.warnings()).doesNotContainKey("notifications");
        sweeps = 0;

        keep(subscriptions, Duration.ofHours(2));

        assertThat(sweeps).isOne();
        assertThat(subscriptions.warnings()).containsKey("notifications");
    }

    @Test
    void countSilenceFromTheFirstThatStands() {
        book.teams.add("a");
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofHours(7));
        reached = true;
        tenantRefused = true;

        keep(subscriptions, Duration.ofHours(1));

        assertThat(subscriptions.warnings()).containsKey("subscription /teams").doesNotContainKey("notifications");
    }

    @Test
    void readAllRostersOnceWhenACanaryIsLost() {
        reached = true;
        canaryTeam = "canary";
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(9));
        assertThat(subscriptions.warnings()).isEmpty();
        assertThat(sweeps).isOne();

        keep(subscriptions, Duration.ofMinutes(50));

        assertThat(subscriptions.warnings()).containsOnlyKeys("canary");
        assertThat(sweeps).isEqualTo(2);
    }

    @Test
    void readNoMoreThanUsualWhileCanariesComeBack() {
        reached = true;
        canaryTeam = "canary";
        Subscriptions subscriptions = subscriptions(true);

        for (int minute = 0; minute < 119; minute++) {
            keep(subscriptions, Duration.ofMinutes(1));
            canaries.seen("canary");
        }

        assertThat(calls).filteredOn("/teams/canary"::equals).hasSize(8);
        assertThat(subscriptions.warnings()).isEmpty();
        assertThat(sweeps).isOne();
    }

    @Test
    void tryNoCanaryWhileGraphMustNotBeCalled() {
        reached = true;
        canaryTeam = "canary";
        canaries.begin("canary");
        Subscriptions subscriptions = subscriptions(false);

        keep(subscriptions, Duration.ofHours(1));

        assertThat(calls).isEmpty();
        assertThat(subscriptions.warnings()).isEmpty();
        assertThat(sweeps).isZero();
    }

    @Test
    void includeTheCanarysWhereGraphTakesSingleTeamsAlone() {
        reached = true;
        tenantRefused = true;
        book.teams.add("a");
        canaryTeam = "canary";

        keep(subscriptions(true), Duration.ofMinutes(1));

        assertThat(book.all())
                .filteredOn(Subscription::stands)
                .extracting(Subscription::resource)
                .containsExactlyInAnyOrder("/teams/a", "/teams/a/members", "/teams/canary", "/teams/canary/members");
        assertThat(calls).contains("/teams/canary");
    }

    @Test
    void doWithoutTheCanarysWhenGraphDoesNotKnowThatTeam() {
        reached = true;
        tenantRefused = true;
        book.teams.add("a");
        canaryTeam = "canary";
        canaryAnswer = new GraphAnswer.Rejected(404, "NotFound", "m", "r");
        Subscriptions subscriptions = subscriptions(true);

        keep(subscriptions, Duration.ofMinutes(1));

        assertThat(book.all())
                .filteredOn(Subscription::stands)
                .extracting(Subscription::resource)
                .containsExactlyInAnyOrder("/teams/a", "/teams/a/members");
        assertThat(subscriptions.warnings().get("canary")).contains("404 NotFound");
    }

    @Test
    void tryAgainForACanaryThatGraphRefusedWhereItTakesSingleTeamsAlone() {
        reached = true;
        tenantRefused = true;
        canaryTeam = CANARY;
        GraphAnswer done = canaryAnswer;
        canaryAnswer = new GraphAnswer.Rejected(403, "Forbidden", "m", "r");
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(1));
        assertThat(subscriptions.warnings()).containsKey("canary");
        canaryAnswer = done;

        keep(subscriptions, Duration.ofMinutes(16));

        assertThat(calls).filteredOn(("/teams/" + CANARY)::equals).hasSize(2);
        assertThat(subscriptions.warnings()).doesNotContainKey("canary");
        assertThat(book.pages).containsKey("/teams/" + CANARY);
    }

    @Test
    void waitForNoCanaryThatCameBackWhileNobodyWasThere() {
        reached = true;
        canaryTeam = "canary";
        keep(subscriptions(true), Duration.ofMinutes(1));
        now = now.plus(Duration.ofHours(1));
        Subscriptions next = subscriptions(true);

        keep(next, Duration.ofMinutes(1));

        assertThat(next.warnings()).isEmpty();
        assertThat(calls).filteredOn("/teams/canary"::equals).hasSize(2);
    }

    @Test
    void readAllRostersOnceMoreWhenALostCanaryComesBack() {
        reached = true;
        canaryTeam = CANARY;
        keep(subscriptions(true), Duration.ofMinutes(50));
        assertThat(sweeps).isEqualTo(2);

        tellOf(CANARY);
        tellOf(CANARY);

        assertThat(sweeps).isEqualTo(3);
        assertThat(book.watch().swept()).isZero();
    }

    @Test
    void readNoRostersWhenACanaryComesBackInTime() {
        reached = true;
        canaryTeam = CANARY;
        keep(subscriptions(true), Duration.ofMinutes(9));

        tellOf(CANARY);

        assertThat(sweeps).isOne();
    }

    @Test
    void readAllRostersOnceMoreThoughTheFirstNotificationOfTheCanaryHasToComeAgain() {
        reached = true;
        canaryTeam = CANARY;
        keep(subscriptions(true), Duration.ofMinutes(50));
        broken = true;
        assertThatIllegalStateException().isThrownBy(() -> tellOf(CANARY));
        broken = false;

        tellOf(CANARY);

        assertThat(sweeps).isEqualTo(3);
    }

    @Test
    void tryNoCanaryThatNoSubscriptionTellsOf() {
        reached = true;
        canaryTeam = CANARY;
        refused = this::isOfTheCanary;
        Subscriptions subscriptions = subscriptions(true);

        keep(subscriptions, Duration.ofHours(1));

        assertThat(calls).doesNotContain("/teams/" + CANARY);
        assertThat(subscriptions.warnings()).containsOnlyKeys("subscription /teams");
        assertThat(sweeps).isOne();
    }

    @Test
    void missNoCanaryWhoseSubscriptionFell() {
        reached = true;
        canaryTeam = CANARY;
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(5));
        fall();
        refused = this::isOfTheCanary;

        keep(subscriptions, Duration.ofHours(1));

        assertThat(calls).containsOnlyOnce("/teams/" + CANARY);
        assertThat(subscriptions.warnings()).containsOnlyKeys("subscription /teams");
    }

    @Test
    void missNoCanaryWhoseSubscriptionFellAndWasMadeAnewAtOnce() {
        reached = true;
        canaryTeam = CANARY;
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(5));
        fall();

        keep(subscriptions, Duration.ofMinutes(9));

        assertThat(calls).filteredOn(("/teams/" + CANARY)::equals).hasSize(2);
        assertThat(subscriptions.warnings()).isEmpty();
    }

    @Test
    void readAllRostersOnceMoreWhenTheSubscriptionOfALostCanaryFalls() {
        reached = true;
        canaryTeam = CANARY;
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(12));
        assertThat(sweeps).isEqualTo(2);
        fall();
        refused = this::isOfTheCanary;

        keep(subscriptions, Duration.ofMinutes(12));

        assertThat(sweeps).isEqualTo(3);
        assertThat(subscriptions.warnings()).doesNotContainKey("canary");
    }

    @Test
    void leaveTheTeamOfAStoreAsItIsAndMissNoCanaryThatWasSentBeforeItWasOne() {
        reached = true;
        canaryTeam = CANARY;
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(5));
        book.teams.add(CANARY.toUpperCase(Locale.ROOT));

        keep(subscriptions, Duration.ofHours(1));

        assertThat(calls).containsOnlyOnce("/teams/" + CANARY);
        assertThat(subscriptions.warnings()).containsOnlyKeys("canary");
        assertThat(subscriptions.warnings().get("canary"))
                .contains("tandem.webhook.canary-team")
                .contains("make a team for this");
        assertThat(sweeps).isOne();
    }

    @Test
    void areLeftAloneAfterTheEndThoughTheRoutesStillRun() {
        reached = true;
        Subscriptions subscriptions = subscriptions(true);
        keep(subscriptions, Duration.ofMinutes(1));
        subscriptions.close();
        calls.clear();

        keep(subscriptions, Duration.ofHours(1));

        assertThat(duty.until).isEqualTo(Instant.MIN);
        assertThat(calls).isEmpty();
    }

    @Test
    void areKeptByOneAloneHoweverLongARoundLasts() {
        reached = true;
        canaryTeam = CANARY;
        slowness = Duration.ofSeconds(40);

        subscriptions(true).keep();

        assertThat(calls).containsExactly("/subscriptions", "/subscriptions", "/subscriptions", "/teams/" + CANARY);
        assertThat(outlasted).isFalse();
    }

    private boolean isOfTheCanary(String resource) {
        return resource.equals("/teams") || resource.equals("/teams/" + CANARY);
    }

    /** Graph ends the subscription to all teams. */
    private void fall() {
        book.all().stream()
                .filter(one -> one.resource().equals("/teams"))
                .forEach(one -> book.gone(String.valueOf(one.id())));
    }

    /** Graph notifies of a change to a team. */
    private void tellOf(String team) {
        notifications().mark(delivery("teams('%s')".formatted(team)));
    }

    private Notifications notifications() {
        return new Notifications(
                () -> {
                    throw new IllegalStateException("it is checked already");
                },
                parts(),
                new SimpleMeterRegistry(SimpleConfig.DEFAULT, new Clock() {
                    @Override
                    public long wallTime() {
                        return now.toEpochMilli();
                    }

                    @Override
                    public long monotonicTime() {
                        return TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli());
                    }
                }));
    }

    private Notifications.Delivery delivery(String resource) {
        PostVerdict post = new NotificationCheck("hush", Set.of(), null, null)
                .check("""
                        {"value": [{"subscriptionId": "s1", "tenantId": "t", "clientState": "hush", "changeType": "updated",
                                    "resource": "%s"}]}""".formatted(resource).getBytes(StandardCharsets.UTF_8), now);
        assertThat(post).isInstanceOf(PostVerdict.Accepted.class);
        return new Notifications.Delivery(((PostVerdict.Accepted) post).notifications(), List.of(), List.of());
    }

    private void keep(Subscriptions subscriptions, Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); now = now.plusSeconds(10)) {
            subscriptions.keep();
        }
        subscriptions.keep();
    }

    private Subscriptions subscriptions(boolean enabled) {
        return new Subscriptions(
                new Subscriptions.Settings(
                        "https://tandem.example",
                        "hush",
                        Duration.ofHours(1),
                        Duration.ofMinutes(1),
                        Duration.ofHours(6),
                        enabled),
                request -> CompletableFuture.completedFuture(answer(request)),
                parts(),
                Optional::empty,
                () -> now);
    }

    private Subscriptions.Parts parts() {
        return new Subscriptions.Parts(book, canary(), duty, new Nobody(), () -> {});
    }

    private Canary canary() {
        return new Canary(
                new Canary.Settings(canaryTeam, Duration.ofMinutes(15), "https://tandem.example"),
                request -> CompletableFuture.completedFuture(answer(request)),
                canaries,
                () -> now,
                new SimpleMeterRegistry());
    }

    /** A webhook that Graph does not reach is what it says of none that it does not know either. */
    private GraphAnswer answer(GraphRequest request) {
        calls.add(request.path());
        now = now.plus(slowness);
        outlasted |= now.isAfter(duty.until);
        if (request.path().startsWith("/teams/")) {
            return canaryAnswer;
        }
        if (!reached || request.operation() == GraphOperation.LIST) {
            return new GraphAnswer.Rejected(400, "ValidationError", "m", "r");
        }
        String resource = request.body().path("resource").asText();
        if (refused.test(resource) || (tenantRefused && Wishes.isOfTenant(resource))) {
            return refusal;
        }
        return new GraphAnswer.Success(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "s" + ++ids)
                        .set("expirationDateTime", request.body().path("expirationDateTime")),
                Map.of(),
                "r");
    }

    /** Duties that nobody else has. */
    private final class Lease implements Duties {
        private Instant until = Instant.MIN;
        private int left = Integer.MAX_VALUE;

        @Override
        public boolean take(String duty, Duration hold) {
            until = now.plus(hold);
            return left-- > 0;
        }

        @Override
        public void lay(String duty) {
            until = Instant.MIN;
        }
    }

    /** A company without stores. */
    private final class Nobody implements TeamState {
        @Override
        public StoreStaff staff(StoreNumber store) {
            throw new IllegalStateException("nobody asks for " + store);
        }

        @Override
        public CommunicationsStaff communications() {
            throw new IllegalStateException("nobody asks for them");
        }

        @Override
        public KnownTeam known(TeamSource source) {
            throw new IllegalStateException("nobody asks for " + source);
        }

        @Override
        public void save(Claim claim, TeamSource source, KnownTeam before, KnownTeam after, List<TeamNews> news) {}

        @Override
        public void note(TeamSource source, StepTaken taken) {}

        @Override
        public int doubt(Collection<String> teamIds, Collection<String> changed) {
            return 0;
        }

        @Override
        public void doubtAll() {
            if (broken) {
                throw new IllegalStateException("the database is away");
            }
            sweeps++;
        }

        @Override
        public void report(Claim claim, TeamStaff staff, Standing standing, List<Finding> findings) {}
    }
}
