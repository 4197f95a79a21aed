package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.Claim;
import io.tandem.model.Duties;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Standing;
import io.tandem.teams.TeamNews;
import io.tandem.teams.TeamState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the keeper of the subscriptions warns of, with a Graph that takes them or does not. */
class SubscriptionsTest {
    private final MemoryBook book = new MemoryBook(() -> this.now);
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
                new Subscriptions.Parts(book, new Mine(), new Nobody(), () -> {}),
                Optional::empty,
                () -> now);
    }

    /** A webhook that Graph does not reach is what it says of none that it does not know either. */
    private GraphAnswer answer(GraphRequest request) {
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
