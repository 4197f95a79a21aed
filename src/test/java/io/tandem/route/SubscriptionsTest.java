package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.Claim;
import io.tandem.model.Duties;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Subscription;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Standing;
import io.tandem.teams.TeamNews;
import io.tandem.teams.TeamState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the keeper of the subscriptions warns of, with a Graph that takes them or does not. */
class SubscriptionsTest {
    private final MemoryBook book = new MemoryBook(() -> this.now);
    private final MemoryCanaries canaries = new MemoryCanaries(() -> this.now);
    private final List<String> calls = new ArrayList<>();
    private @Nullable String canaryTeam;
    private GraphAnswer canaryAnswer = new GraphAnswer.Success(204, MissingNode.getInstance(), Map.of(), "r");
    private boolean reached;
    private boolean tenantRefused;
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
                new Subscriptions.Parts(book, canary(), new Mine(), new Nobody(), () -> {}),
                Optional::empty,
                () -> now);
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
        if (request.path().startsWith("/teams/")) {
            return canaryAnswer;
        }
        if (!reached || request.operation() == GraphOperation.LIST) {
            return new GraphAnswer.Rejected(400, "ValidationError", "m", "r");
        }
        if (tenantRefused && Wishes.isOfTenant(request.body().path("resource").asText())) {
            return new GraphAnswer.Rejected(403, "Forbidden", "m", "r");
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
    private record Mine() implements Duties {
        @Override
        public boolean take(String duty, Duration hold) {
            return true;
        }

        @Override
        public void lay(String duty) {}
    }

    /** A company without stores. */
    private final class Nobody implements TeamState {
        @Override
        public StoreStaff staff(StoreNumber store) {
            throw new IllegalStateException("nobody asks for " + store);
        }

        @Override
        public KnownTeam known(StoreNumber store) {
            throw new IllegalStateException("nobody asks for " + store);
        }

        @Override
        public void save(Claim claim, StoreNumber store, KnownTeam before, KnownTeam after, List<TeamNews> news) {}

        @Override
        public int doubt(Collection<String> teamIds) {
            return 0;
        }

        @Override
        public void doubtAll() {
            sweeps++;
        }

        @Override
        public void report(Claim claim, StoreStaff staff, Standing standing, List<Finding> findings) {}
    }
}
