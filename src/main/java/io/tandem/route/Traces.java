package io.tandem.route;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.tandem.commerce.CommerceEvent;
import io.tandem.commerce.Dependents;
import io.tandem.model.Claim;
import io.tandem.model.Key;
import io.tandem.model.KeyTraces;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Follows an event of Commerce to the Graph calls that come of it, and to what Graph notifies of and Commerce is told then: all of
 * these are spans of one trace. Attributes say what happened to which key; payloads, tokens and names of people are in none.
 */
public final class Traces {
    /** Header of Kafka records that names the trace and span which a record belongs to (W3C Trace Context). */
    static final String HEADER = "traceparent";

    private static final String KEY = "work.key";
    private static final TextMapGetter<Map<String, String>> GETTER = new HeaderGetter();

    private final @Nullable Tracer tracer;
    private final @Nullable KeyTraces keys;

    private Traces(@Nullable Tracer tracer, @Nullable KeyTraces keys) {
        this.tracer = tracer;
        this.keys = keys;
    }

    /** Makes spans, and remembers to which traces keys belong. */
    public static Traces of(Tracer tracer, KeyTraces keys) {
        return new Traces(tracer, keys);
    }

    /** {@return what follows nothing} */
    public static Traces none() {
        return new Traces(null, null);
    }

    /**
     * An event that is followed.
     *
     * @param span from when it was read until it was folded
     */
    record Followed(CommerceEvent event, Span span) {}

    private record HeaderGetter() implements TextMapGetter<Map<String, String>> {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }

    /** Begins to follow an event, unless neither its sender wants that nor chance; {@return the event, if it is followed} */
    Optional<Followed> read(CommerceEvent event, Message message) {
        if (tracer == null) {
            return Optional.empty();
        }
        ReadRecord record = ReadRecord.of(message);
        Span span = tracer.spanBuilder("event " + event.header().type())
                .setParent(context(record.headers()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", record.origin().topic())
                .setAttribute("messaging.kafka.offset", record.origin().offset())
                .setAttribute("cloudevents.event_type", event.header().type())
                .setAttribute("cloudevents.event_id", event.header().id())
                .startSpan();
        return span.getSpanContext().isSampled() ? Optional.of(new Followed(event, span)) : Optional.empty();
    }

    /** The events of a batch are about to be folded: whoever works on a key once it is due has to know its trace by then. */
    void folding(List<Followed> events) {
        Map<Key, String> traces = new HashMap<>();
        events.forEach(event -> Dependents.of(event.event()).forEach(key -> traces.put(key, header(event.span()))));
        follow(traces);
    }

    /**
     * They are folded.
     *
     * @param due what all of the batch made due; when the batch was one event, it was that event
     */
    void folded(List<Followed> events, Set<Key> due, boolean alone) {
        Map<Key, String> traces = new HashMap<>();
        if (alone) {
            events.forEach(event -> due.forEach(key -> traces.put(key, header(event.span()))));
        }
        follow(traces);
        events.forEach(event -> event.span().end());
    }

    private void follow(Map<Key, String> traces) {
        if (!traces.isEmpty() && keys != null) {
            keys.follow(traces);
        }
    }

    /** Begins to follow the work on a key; {@return its span, which does nothing when nobody follows the key} */
    public Span work(String route, Claim claim) {
        return of(claim.key())
                .map(trace -> span(route, trace, SpanKind.INTERNAL)
                        .setAttribute(KEY, claim.key().toString()))
                .orElse(Span.getInvalid());
    }

    /** Graph notified of changes to these teams. */
    void notified(Collection<String> teamIds) {
        if (keys != null && !teamIds.isEmpty()) {
            keys.ofTeams(teamIds)
                    .forEach((key, trace) -> span("notification", trace, SpanKind.CONSUMER)
                            .setAttribute("messaging.system", "kafka")
                            .setAttribute(KEY, key.toString())
                            .end());
        }
    }

    /** Commerce is told something about a key; {@return the header of the record} */
    Optional<String> told(String key) {
        return key.indexOf('/') <= 0
                ? Optional.empty()
                : of(Key.parse(key)).map(trace -> {
                    Span span = span("update", trace, SpanKind.PRODUCER).setAttribute(KEY, key);
                    span.end();
                    return header(span);
                });
    }

    private Optional<String> of(Key key) {
        return keys == null ? Optional.empty() : keys.of(key);
    }

    /** Begins to follow a call to Graph as part of some work. */
    public Span call(Span work, String method, String path) {
        return tracer == null
                ? Span.getInvalid()
                : tracer.spanBuilder(method + " " + path)
                        .setParent(Context.root().with(work))
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("http.request.method", method)
                        .setAttribute("url.template", path)
                        .startSpan();
    }

    /** Ends a span of something that may have gone wrong. */
    public static void end(Span span, boolean failed) {
        if (failed) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private Span span(String name, String trace, SpanKind kind) {
        return Objects.requireNonNull(tracer, "nothing is followed")
                .spanBuilder(name)
                .setParent(context(Map.of(HEADER, trace)))
                .setSpanKind(kind)
                .startSpan();
    }

    private static Context context(Map<String, String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, GETTER);
    }

    private static String header(Span span) {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return headers.getOrDefault(HEADER, "");
    }
}
