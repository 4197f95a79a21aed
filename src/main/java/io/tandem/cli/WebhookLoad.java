package io.tandem.cli;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * Posts notifications as Microsoft Graph does, each with a subscription of its own by which it is found in Kafka. All
 * of it runs on one thread, so that it takes little from what it measures.
 */
final class WebhookLoad implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final String KEY = "bench-";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context thread = vertx.getOrCreateContext();
    private final HttpClient http;
    private final int port;
    private final String clientState;
    private final BitSet accepted = new BitSet();
    private int posted;

    /**
     * Posts nothing yet.
     *
     * @param port where posts go
     * @param connections how many are open at most
     */
    WebhookLoad(int port, String clientState, int connections) {
        this.port = port;
        this.clientState = clientState;
        this.http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
    }

    /**
     * What came of some posts.
     *
     * @param nanos how long each answer took from the moment at which the post was due, sorted
     * @param accepted how many were answered with 202
     * @param took from the first post to the last answer
     */
    record Result(long[] nanos, long accepted, Duration took) {
        static final Result NONE = new Result(new long[0], 0, Duration.ZERO);

        /** {@return what came of both} */
        Result and(Result other) {
            long[] both = LongStream.concat(LongStream.of(nanos), LongStream.of(other.nanos))
                    .sorted()
                    .toArray();
            return new Result(both, accepted + other.accepted, took.plus(other.took));
        }

        double rate() {
            return accepted * 1e9 / took.toNanos();
        }

        Duration percentile(double share) {
            return Duration.ofNanos(nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))]);
        }
    }

    /** Posts so many a second, however long the answers take, and waits for all of them. */
    Result steadily(int perSecond, Duration time) {
        long posts = perSecond * time.toSeconds();
        return play(new Round() {
            private long sent;

            @Override
            void begin() {
                vertx.setPeriodic(1, timer -> {
                    while (sent < posts && due(sent) <= System.nanoTime()) {
                        post(due(sent++));
                    }
                    if (sent == posts) {
                        vertx.cancelTimer(timer);
                    }
                });
            }

            private long due(long post) {
                return begun + post * 1_000_000_000L / perSecond;
            }

            @Override
            void answered() {
                endIf(sent == posts);
            }
        });
    }

    /** Posts as fast as answers come, with so many posts on their way at any time. */
    Result asFastAsItGoes(int atOnce, Duration time) {
        return play(new Round() {
            @Override
            void begin() {
                for (int i = 0; i < atOnce; i++) {
                    post(System.nanoTime());
                }
            }

            @Override
            void answered() {
                long now = System.nanoTime();
                if (now - begun < time.toNanos()) {
                    post(now);
                }
                endIf(true);
            }
        });
    }

    /** {@return the numbers of all posts that were accepted, once a round is over} */
    BitSet accepted() {
        return (BitSet) accepted.clone();
    }

    /** {@return the number of the post that a record of Kafka was made of} */
    static int post(String key) {
        return Integer.parseInt(key.substring(KEY.length()));
    }

    private Result play(Round round) {
        thread.runOnContext(begin -> round.begin());
        return round.over.future().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Some posts that belong together; lives on the one thread. */
    private abstract class Round {
        final Promise<Result> over = Promise.promise();
        final long begun = System.nanoTime();
        private final LongStream.Builder nanos = LongStream.builder();
        private long open;
        private long taken;

        abstract void begin();

        abstract void answered();

        final void post(long due) {
            int number = posted++;
            open++;
            http.request(HttpMethod.POST, port, "localhost", "/graph/notifications")
                    .compose(request -> request.putHeader("Content-Type", "application/json")
                            .send(Buffer.buffer(body(KEY + number))))
                    .map(HttpClientResponse::statusCode)
                    .otherwise(0)
                    .onSuccess(status -> {
                        open--;
                        nanos.add(System.nanoTime() - due);
                        if (status == ACCEPTED) {
                            accepted.set(number);
                            taken++;
                        }
                        answered();
                    });
        }

        final void endIf(boolean allSent) {
            if (allSent && open == 0) {
                long[] sorted = nanos.build().toArray();
                Arrays.sort(sorted);
                over.tryComplete(new Result(sorted, taken, Duration.ofNanos(System.nanoTime() - begun)));
            }
        }
    }

    private String body(String id) {
        return """
                {"value":[{"subscriptionId":"%1$s","clientState":"%2$s","tenantId":"%1$s","changeType":"updated",\
                "resource":"teams('%1$s')/members('1')","resourceData":{"id":"1"}}]}""".formatted(id, clientState);
    }
}
