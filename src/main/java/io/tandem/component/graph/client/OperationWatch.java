package io.tandem.component.graph.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks at a long-running operation until it has ended (graph-contract 4.3); no thread waits in between.
 *
 * <p>The first look is at once. A 404 counts as "not there yet" for two minutes, because Graph does not say whether an
 * operation can be read right after it was accepted. Throttling and outages only make the next look later.
 */
final class OperationWatch {
    private static final Duration MUST_EXIST_AFTER = Duration.ofMinutes(2);
    private static final int NOT_FOUND = 404;

    private final Supplier<CompletableFuture<GraphAnswer>> look;
    private final GraphOptions options;
    private final ScheduledExecutorService scheduler;
    private final InstantSource clock;
    private final Instant start;
    private final CompletableFuture<GraphAnswer> end = new CompletableFuture<>();

    OperationWatch(
            Supplier<CompletableFuture<GraphAnswer>> look,
            GraphOptions options,
            ScheduledExecutorService scheduler,
            InstantSource clock) {
        this.look = look;
        this.options = options;
        this.scheduler = scheduler;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Begins to look; the future gives the operation's end, or unavailable after {@code pollTimeout}. */
    CompletableFuture<GraphAnswer> untilEnd() {
        next();
        return end;
    }

    /** Looks no more and answers now. */
    void stop() {
        end.complete(new GraphAnswer.Unavailable(true, "stopped before the operation ended", null));
    }

    private void next() {
        if (end.isDone()) {
            return;
        }
        var unused = look.get().thenAccept(this::seen).exceptionally(failure -> {
            end.completeExceptionally(failure);
            return null;
        });
    }

    private void seen(GraphAnswer answer) {
        switch (answer) {
            case GraphAnswer.Success success -> seenStatus(success);
            case GraphAnswer.Throttled throttled -> again(throttled.retryAfter(), "throttled");
            case GraphAnswer.Unavailable trouble
            when trouble.retryAfter() != null -> again(trouble.retryAfter(), trouble.reason());
            case GraphAnswer.Unavailable trouble -> again(Duration.ZERO, trouble.reason());
            case GraphAnswer.Rejected rejected
            when rejected.status() == NOT_FOUND && elapsed(MUST_EXIST_AFTER) -> end.complete(rejected);
            case GraphAnswer.Rejected rejected
            when rejected.status() == NOT_FOUND -> again(Duration.ZERO, "not there yet");
            case GraphAnswer.Rejected rejected -> end.complete(rejected);
        }
    }

    private void seenStatus(GraphAnswer.Success success) {
        String status = success.body().path("status").asText("succeeded");
        switch (status.toLowerCase(Locale.ROOT)) {
            case "succeeded", "completed" -> end.complete(success);
            case "failed" -> end.complete(failed(success));
            default -> again(Duration.ZERO, status);
        }
    }

    private static GraphAnswer failed(GraphAnswer.Success success) {
        ErrorEnvelope error = ErrorEnvelope.ofError(success.body().path("error"));
        return new GraphAnswer.Rejected(success.status(), error.code(), error.message(), success.requestId());
    }

    private void again(Duration atLeast, String state) {
        Duration pause = atLeast.compareTo(options.pollInterval()) > 0 ? atLeast : options.pollInterval();
        if (elapsed(options.pollTimeout().minus(pause))) {
            end.complete(new GraphAnswer.Unavailable(
                    true, "operation not ended within " + options.pollTimeout() + ": " + state, null));
            return;
        }
        try {
            var unused = scheduler.schedule(this::next, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            stop();
        }
    }

    private boolean elapsed(Duration time) {
        return Duration.between(start, clock.instant()).compareTo(time) > 0;
    }
}
