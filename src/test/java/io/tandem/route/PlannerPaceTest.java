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
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class PlannerPaceTest {
    private static final GraphAnswer FINE = new GraphAnswer.Success(200, NullNode.getInstance(), Map.of(), "r");

    private final PlannerPace pace = new PlannerPace(new SimpleMeterRegistry(), Clock.systemUTC());
    private final Exchange call = exchange();

    @Test
    void callsKeepTheirDistance() throws InterruptedException {
        Instant begun = Instant.now();
        for (int call = 0; call < 5; call++) {
            awaitTurn();
        }

        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofMillis(390), Duration.ofSeconds(5));
    }

    @Test
    void successesProveNothingWhileTheRateIsNotUsedUp() throws InterruptedException {
        awaitTurn();
        learn(FINE);
        assertThat(pace.rate()).isEqualTo(10);

        awaitTurn();
        learn(FINE);
        assertThat(pace.rate()).isGreaterThan(10);
    }

    @Test
    void aSuccessProvesWhatItsOwnCallFoundWhateverWentOutSince() throws InterruptedException {
        Exchange unhurried = exchange();
        pace.awaitTurn(unhurried);
        awaitTurn();

        learn(FINE, unhurried);

        assertThat(pace.rate()).isEqualTo(10);
        learn(FINE);
        assertThat(pace.rate()).isGreaterThan(10);
    }

    @Test
    void aThrottledCallHoldsAllBackAndSlowsDownButOneThatWasKeptBackSaysNothing() throws InterruptedException {
        awaitTurn();
        learn(new GraphAnswer.Throttled(Duration.ofSeconds(1), false, ""));
        assertThat(pace.rate()).isEqualTo(10);
        Instant throttled = Instant.now();
        learn(new GraphAnswer.Throttled(Duration.ofMillis(500), true, "r"));

        awaitTurn();

        assertThat(pace.rate()).isLessThan(10);
        assertThat(Duration.between(throttled, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(490));
    }

    @Test
    void aLookGivesWayToWhoeverWaits() throws Exception {
        awaitTurn();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            learn(new GraphAnswer.Throttled(Duration.ofMillis(300), true, "r"));
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

    private void awaitTurn() throws InterruptedException {
        pace.awaitTurn(call);
    }

    private void learn(GraphAnswer answer) {
        learn(answer, call);
    }

    private void learn(GraphAnswer answer, Exchange of) {
        pace.learn(answer, of.getProperty("plannerRateUsedUp", false, Boolean.class));
    }

    private static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private Instant turn() {
        try {
            pace.awaitTurn(exchange());
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
