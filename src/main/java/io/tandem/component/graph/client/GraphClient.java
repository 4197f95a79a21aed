package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
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
        AnswerJudge judge = new AnswerJudge(new ThrottleGate(clock), clock);
        this.caller = new GraphCaller(http, tokens, judge, connection.listener(), clock);
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

    /**
     * Sends requests in batches and waits for their answers, as {@link #batchAsync} gives them.
     *
     * @throws IllegalArgumentException as {@link #batchAsync} does
     */
    public List<GraphAnswer> batch(List<GraphRequest> requests, BatchOrder order, GraphOptions options) {
        return batchAsync(requests, order, options).join();
    }

    /**
     * Sends requests in batches of 20, one batch after the other ({@code POST /$batch}, graph-contract 10). Each gets an
     * answer of its own, in the order of the requests: throttling closes the bucket of the one resource; a lost answer
     * to a batch is unavailable for each. In {@link BatchOrder#SEQUENTIAL}, what comes after a rejection is rejected
     * with status 424, and what comes after another failure has to wait as that has. The future never fails.
     *
     * @throws IllegalArgumentException when a request is {@code list} or {@code await}, or for what {@link #sendAsync}
     *     throws it
     */
    public CompletableFuture<List<GraphAnswer>> batchAsync(
            List<GraphRequest> requests, BatchOrder order, GraphOptions options) {
        List<BatchItem> items =
                requests.stream().map(request -> item(request, options)).toList();
        return new BatchRun(caller, (version, body) -> batchCall(version, body, options), order, clock).answers(items);
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
        return request.operation() == GraphOperation.UPSERT ? request.prefer("create-if-missing") : request;
    }

    private CompletableFuture<GraphAnswer> followed(GraphRequest request, String link, GraphOptions options) {
        try {
            return caller.call(call(request, link, options));
        } catch (IllegalArgumentException foreign) {
            return CompletableFuture.completedFuture(
                    new GraphAnswer.Rejected(200, "foreignLink", "the next page is not below baseUri", ""));
        }
    }

    private BatchItem item(GraphRequest request, GraphOptions options) {
        GraphRequest prepared = prepared(request);
        URI uri = address.resolve(request.path(), options.apiVersion());
        Bucket bucket = Bucket.of(request.operation().method(), address.below(uri));
        return new BatchItem(prepared, address.version(uri), address.relative(uri), bucket);
    }

    private GraphCall batchCall(String version, JsonNode body, GraphOptions options) {
        return call(GraphRequest.post("/" + version + "/$batch", body), "/" + version + "/$batch", options);
    }

    private GraphCall call(GraphRequest request, String path, GraphOptions options) {
        URI uri = address.resolve(path, options.apiVersion());
        Bucket bucket = Bucket.of(request.operation().method(), address.below(uri));
        return GraphCall.of(request, uri, bucket, options.requestTimeout());
    }
}
