package io.tandem.component.graph.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Sends requests to Microsoft Graph and returns what it said as values.
 *
 * <p>It retries nothing, but for one new token when Graph refuses an old one: the caller decides. It does keep requests
 * back while Graph wants none ({@link GraphAnswer.Throttled} with {@code sent} false). Safe for use by many threads;
 * make one and share it, because the throttle gate, the token and the connections are in it.
 */
public final class GraphClient implements AutoCloseable {
    private final GraphAddress address;
    private final HttpClient http;
    private final GraphCaller caller;
    private final ScheduledExecutorService scheduler;
    private final InstantSource clock;
    private final Set<OperationWatch> watches = ConcurrentHashMap.newKeySet();

    /**
     * Makes a client whose {@code await} pauses on the given scheduler, which stays the caller's to shut down.
     *
     * @throws IllegalArgumentException when the CA certificate or the login cannot be used
     */
    public GraphClient(GraphConnection connection, ScheduledExecutorService scheduler) {
        this(connection, scheduler, InstantSource.system());
    }

    GraphClient(GraphConnection connection, ScheduledExecutorService scheduler, InstantSource clock) {
        this.address = new GraphAddress(connection.baseUri());
        this.http = GraphHttp.client(connection);
        this.scheduler = scheduler;
        this.clock = clock;
        TokenSource tokens =
                new TokenSource(() -> GraphHttp.credential(connection), connection.effectiveScope(), clock);
        this.caller = new GraphCaller(http, tokens, new ThrottleGate(clock), connection.listener(), clock);
    }

    /** Sends a request with {@link GraphOptions#DEFAULTS} and waits for the answer. */
    public GraphAnswer send(GraphRequest request) {
        return send(request, GraphOptions.DEFAULTS);
    }

    /**
     * Sends a request and waits for the answer; {@code await} may take minutes.
     *
     * @throws IllegalArgumentException when the path is none, or leads away from {@code baseUri}
     */
    public GraphAnswer send(GraphRequest request, GraphOptions options) {
        return sendAsync(request, options).join();
    }

    /**
     * Sends a request. The future never fails; it may complete on any thread, so do not block in what follows it.
     *
     * @throws IllegalArgumentException when the path is none or leads away from {@code baseUri}, or a header may not be
     *     set
     */
    public CompletableFuture<GraphAnswer> sendAsync(GraphRequest request, GraphOptions options) {
        GraphRequest prepared = prepared(request);
        GraphCall first = call(prepared, request.path(), options);
        return switch (request.operation()) {
            case LIST -> new PageWalk(link -> followed(prepared, link, options), options).from(request.path());
            case AWAIT -> watched(first, options);
            case GET, POST, PATCH, PUT, DELETE, UPSERT -> caller.call(first);
        };
    }

    /** Ends calls in progress, answers {@code await} with unavailable, and gives connections back. */
    @Override
    public void close() {
        watches.forEach(OperationWatch::stop);
        http.shutdownNow();
    }

    private CompletableFuture<GraphAnswer> watched(GraphCall call, GraphOptions options) {
        OperationWatch watch = new OperationWatch(() -> caller.call(call), options, scheduler, clock);
        watches.add(watch);
        return watch.untilEnd().whenComplete((answer, failure) -> watches.remove(watch));
    }

    private static GraphRequest prepared(GraphRequest request) {
        if (request.operation() != GraphOperation.UPSERT) {
            return request;
        }
        String prefer = request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Prefer"))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(other -> other + ", create-if-missing")
                .orElse("create-if-missing");
        return request.withHeader("Prefer", prefer);
    }

    private CompletableFuture<GraphAnswer> followed(GraphRequest request, String link, GraphOptions options) {
        try {
            return caller.call(call(request, link, options));
        } catch (IllegalArgumentException foreign) {
            return CompletableFuture.completedFuture(
                    new GraphAnswer.Rejected(200, "foreignLink", "the next page is not below baseUri", ""));
        }
    }

    private GraphCall call(GraphRequest request, String path, GraphOptions options) {
        URI uri = address.resolve(path, options.apiVersion());
        Bucket bucket = Bucket.of(request.operation().method(), address.below(uri));
        return GraphCall.of(request, uri, bucket, options.requestTimeout());
    }
}
