package io.tandem;

import io.opentelemetry.api.trace.Span;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.route.Traces;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** Makes a span of each step of a route that asks Microsoft Graph for something, where the work of the route is followed. */
final class GraphSpans extends SimpleEventNotifierSupport {
    /** Property of an exchange: the span of the work. */
    static final String WORK = "tandemTrace";

    private static final String CALL = "tandemGraphCall";
    private static final String GRAPH = "microsoft-graph:";

    /** What the schema of Graph names; all else is an id, or a name that people gave. */
    private static final Pattern NAMED = Pattern.compile("\\$?[A-Za-z]{1,40}|v1\\.0");

    private final Traces traces;

    GraphSpans(Traces traces) {
        this.traces = traces;
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeSendingEvents(false);
        setIgnoreExchangeSentEvents(false);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent sending
                        && isGraph(sending.getEndpoint().getEndpointUri())
                || event instanceof ExchangeSentEvent sent
                        && isGraph(sent.getEndpoint().getEndpointUri());
    }

    private static boolean isGraph(String uri) {
        return uri.startsWith(GRAPH);
    }

    @Override
    public void notify(CamelEvent event) {
        switch (event) {
            case ExchangeSendingEvent sending -> begin(sending.getExchange());
            case ExchangeSentEvent sent -> end(sent.getExchange());
            default -> {}
        }
    }

    private void begin(Exchange exchange) {
        Span work = exchange.getProperty(WORK, Span.class);
        if (work != null
                && work.getSpanContext().isValid()
                && exchange.getMessage().getBody() instanceof GraphRequest request) {
            exchange.setProperty(CALL, traces.call(work, request.operation().method(), template(request.path())));
        }
    }

    private static void end(Exchange exchange) {
        Span call = exchange.getProperty(CALL, Span.class);
        if (call != null) {
            exchange.removeProperty(CALL);
            Object answer = exchange.getMessage().getBody();
            describe(call, answer);
            Traces.end(call, !(answer instanceof GraphAnswer.Success));
        }
    }

    private static void describe(Span call, Object answer) {
        call.setAttribute("graph.answer", answer.getClass().getSimpleName());
        switch (answer) {
            case GraphAnswer.Success success -> describe(call, success.status(), success.requestId());
            case GraphAnswer.Rejected rejected -> describe(call, rejected.status(), rejected.requestId());
            default -> {}
        }
    }

    private static void describe(Span call, int status, String requestId) {
        call.setAttribute("http.response.status_code", status);
        call.setAttribute("graph.request_id", requestId);
    }

    static String template(String path) {
        return Arrays.stream(path.replaceFirst("^https?://[^/]*", "")
                        .split("[?#]", 2)[0]
                        .split("/"))
                .map(segment -> segment.isEmpty() || NAMED.matcher(segment).matches()
                        ? segment
                        : segment.matches("[A-Za-z]{1,40}\\(.*") ? segment.replaceFirst("\\(.*", "({id})") : "{id}")
                .collect(Collectors.joining("/"));
    }
}
