package io.tandem;

import io.opentelemetry.api.trace.Span;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.deadletter.DeadLetter;
import io.tandem.model.Claim;
import io.tandem.route.Traces;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** How parts that are no route call routes and the Graph component. */
final class RouteCalls {
    private static final String GRAPH = "microsoft-graph:send";

    private final Traces traces;
    private volatile @Nullable ProducerTemplate template;

    /** @param traces follows the work on keys */
    RouteCalls(Traces traces) {
        this.traces = traces;
    }

    void through(ProducerTemplate started) {
        template = started;
    }

    CompletableFuture<GraphAnswer> askGraph(GraphRequest request) {
        return template()
                .asyncRequestBody(GRAPH, request, GraphAnswer.class)
                .exceptionally(failure ->
                        new GraphAnswer.Unavailable(true, failure.getClass().getSimpleName(), null));
    }

    GraphAnswer callGraph(GraphRequest request) {
        return template().requestBody(GRAPH, request, GraphAnswer.class);
    }

    Optional<Exception> workOn(String route, Claim claim) {
        Span work = traces.work(route, claim);
        Exchange done = template().send("direct:" + route, exchange -> {
            exchange.setProperty(GraphSpans.WORK, work);
            exchange.getMessage().setBody(claim);
        });
        Traces.end(work, done.getException() != null);
        return Optional.ofNullable(done.getException());
    }

    void putAside(DeadLetter letter) {
        template().sendBody("direct:dead-letters", letter);
    }

    private ProducerTemplate template() {
        return Objects.requireNonNull(template, "Camel is not started");
    }
}
