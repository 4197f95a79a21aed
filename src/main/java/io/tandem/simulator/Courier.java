package io.tandem.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts to endpoints. HTTPS needs a certificate that the JDK trusts, as Microsoft's would; redirects are not followed. */
final class Courier {
    private static final int MAX_CONNECTIONS = 64;

    private final HttpClient client;

    /**
     * What came of a POST.
     *
     * @param status HTTP status, or null when there was no answer in time
     * @param contentType of the answer
     * @param body of the answer
     * @param durationMs until the whole answer was there or waiting was over
     */
    record Reply(@Nullable Integer status, @Nullable String contentType, String body, double durationMs) {}

    Courier(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(MAX_CONNECTIONS));
    }

    /** Never fails: an unreachable endpoint is one that did not answer. */
    Future<Reply> post(String url, String contentType, Buffer body, Duration patience) {
        long started = System.nanoTime();
        return Future.succeededFuture(url)
                .compose(address -> client.request(options(address, contentType, patience)))
                .compose(request -> request.send(body))
                .compose(answer -> answer.body()
                        .map(content -> new Reply(
                                answer.statusCode(),
                                answer.getHeader("Content-Type"),
                                content.toString(),
                                since(started))))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> new Reply(null, null, "", since(started)));
    }

    private static RequestOptions options(String url, String contentType, Duration patience) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setConnectTimeout(patience.toMillis())
                .setIdleTimeout(patience.toMillis())
                .putHeader("Content-Type", contentType);
    }

    private static double since(long started) {
        return Math.round((System.nanoTime() - started) / 1e4) / 100.0;
    }
}
