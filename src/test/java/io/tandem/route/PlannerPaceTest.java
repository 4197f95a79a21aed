package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerPaceTest {
    private static final GraphAnswer FINE = new GraphAnswer.Success(200, NullNode.getInstance(), Map.of(), "r");

    private final PlannerPace pace = new PlannerPace(new SimpleMeterRegistry(), Clock.systemUTC());

    @Test
    void callsKeepTheirDistance() throws InterruptedException {
        Instant begun = Instant.now();
        for (int call = 0; call < 5; call++) {
            pace.awaitTurn();
        }

        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofMillis(390), Duration.ofSeconds(5));
    }

    @Test
    void successesProveNothingWhileTheRateIsNotUsedUp() throws InterruptedException {
        pace.awaitTurn();
        pace.learn(FINE);
        assertThat(pace.rate()).isEqualTo(10);

        pace.awaitTurn();
        pace.learn(FINE);
        assertThat(pace.rate()).isGreaterThan(10);
    }

    @Test
    void aThrottledCallHoldsAllBackAndSlowsDownButOneThatWasKeptBackSaysNothing() throws InterruptedException {
        pace.awaitTurn();
        pace.learn(new GraphAnswer.Throttled(Duration.ofSeconds(1), false, ""));
        assertThat(pace.rate()).isEqualTo(10);
        Instant throttled = Instant.now();
        pace.learn(new GraphAnswer.Throttled(Duration.ofMillis(500), true, "r"));

        pace.awaitTurn();

        assertThat(pace.rate()).isLessThan(10);
        assertThat(Duration.between(throttled, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(490));
    }

    @Test
    void aLookGivesWayToWhoeverWaits() throws Exception {
        pace.awaitTurn();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            pace.learn(new GraphAnswer.Throttled(Duration.ofMillis(300), true, "r"));
            CompletableFuture<Instant> write = CompletableFuture.supplyAsync(this::turn, threads);
            Instant look =
                    CompletableFuture.supplyAsync(this::wayGiven, threads).join();

            assertThat(look).isAfterOrEqualTo(write.join());
        }
    }

    @Test
    void aLookHasItsShareOfTheTurnsWhileManyWait() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Instant>> writes = Stream.generate(
                            () -> CompletableFuture.supplyAsync(this::turn, threads))
                    .limit(30)
                    .toList();
            CompletableFuture.anyOf(writes.toArray(CompletableFuture[]::new)).join();

            Instant look =
                    CompletableFuture.supplyAsync(this::wayGiven, threads).join();

            assertThat(writes.stream().map(CompletableFuture::join).filter(look::isBefore))
                    .hasSizeGreaterThan(15);
        }
    }

    private Instant turn() {
        try {
            pace.awaitTurn();
            return Instant.now();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Instant wayGiven() {
        try {
            pace.giveWay();
            return Instant.now();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
