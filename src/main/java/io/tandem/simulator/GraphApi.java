package io.tandem.simulator;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers Graph calls: token, route, rights, ceilings, operation, envelope. */
final class GraphApi {
    private static final String JSON =
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).withLocale(Locale.ROOT);

    private final AccessTokens tokens;
    private final Ceilings ceilings;
    private final Delegation delegation;
    private final Routes routes = new Routes();

    /**
     * An answer and what the request log wants to know about it.
     *
     * @param response the answer
     * @param caller application id, or id of the person, or null when there was no good token
     * @param group id or alternate key of the group or team that the path names, or null
     */
    record Answer(
            GraphResponse response,
            @Nullable String caller,
            @Nullable String group) {}

    GraphApi(AccessTokens tokens, Ceilings ceilings, Delegation delegation, List<Routes.Resource> resources) {
        this.tokens = tokens;
        this.ceilings = ceilings;
        this.delegation = delegation;
        resources.forEach(resource -> resource.addTo(routes));
    }

    /** Answers batches too, whose items come back to {@link #answer}. */
    GraphApi withBatches(Batch.Surroundings surroundings) {
        routes.on("POST", Batch.PATH, new Batch(this::answer, surroundings)::handle);
        return this;
    }

    /** Completes when {@link #answer} may be called: what must be asked elsewhere has been asked. */
    CompletionStage<Void> before(GraphRequest request) {
        if (!request.method().equals("GET")) {
            try {
                AccessTokens.Caller caller = tokens.caller(request.header("Authorization"), request.time());
                ODataPath path = ODataPath.parse(request.uri());
                Routes.Match match = routes.find(request.method(), path);
                Call call = new Call(request, path, match.keys(), caller.app(), caller.person());
                delegation.check(match, call);
                return match.route().handler().before(call);
            } catch (GraphError e) {
                return CompletableFuture.completedFuture(null); // to be answered in the usual way
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    Answer answer(GraphRequest request) {
        AccessTokens.@Nullable Caller caller = null;
        @Nullable String group = null;
        GraphResponse response;
        try {
            caller = tokens.caller(request.header("Authorization"), request.time());
            ODataPath path = ODataPath.parse(request.uri());
            group = group(path);
            response = handle(request, path, caller);
        } catch (GraphError e) {
            response = e.response(request);
        }
        return new Answer(
                response.withHeaders(envelope(request, response)), caller == null ? null : caller.id(), group);
    }

    private GraphResponse handle(GraphRequest request, ODataPath path, AccessTokens.Caller caller) {
        if (!Set.of("v1.0", "beta").contains(path.version())) {
            throw GraphError.badRequest("Invalid version: " + path.version());
        }
        Routes.Match match = routes.find(request.method(), path);
        Call call = new Call(request, path, match.keys(), caller.app(), caller.person());
        delegation.check(match, call);
        ceilings.pass(match, call);
        GraphResponse response = match.route().handler().handle(call);
        return Ceilings.identity(match.route().template())
                ? response.withHeaders(
                        Map.of("x-ms-resource-unit", Integer.toString(Ceilings.units(request.method(), call))))
                : response;
    }

    /** The headers that every answer carries (graph-contract 1.1). */
    static Map<String, String> envelope(GraphRequest request, GraphResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("request-id", request.requestId());
        headers.put("client-request-id", request.clientRequestId());
        headers.put("Date", DATE.format(request.time()));
        if (response.body() != null) {
            headers.put("Content-Type", response.status() < 300 ? JSON : "application/json");
            headers.put("OData-Version", "4.0");
        }
        return headers;
    }

    private static @Nullable String group(ODataPath path) {
        boolean named = path.segments().size() > 1
                && Set.of("groups", "teams").contains(path.segments().getFirst().text());
        return named ? path.segments().get(1).text() : null;
    }
}
