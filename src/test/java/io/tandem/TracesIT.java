package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One trace leads from an event of Commerce to the Graph calls that come of it, and to what Graph notifies of then. */
@ExtendWith(Landscape.Provider.class)
@BesideOthers
class TracesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LandscapeSite site;
    private final GraphFaultsCast cast;

    TracesIT(Landscape landscape) {
        this.site = landscape.site("traced" + GraphFaultsCast.nextStore(), "fast");
        this.cast = GraphFaultsCast.of(GraphFaultsStory.OPENING, site.graph());
    }

    @Test
    void leadsFromAnEventToGraphAndBack() throws Exception {
        String trace = "%032x".formatted(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
        try (TraceCollector collector = TraceCollector.start();
                Tandem tandem = site.start(settings(collector))) {
            await().atMost(PATIENCE).until(() -> site.graph().subscriptions() == 2);
            site.publish(
                    GraphFaultsStory.OPENING.news(cast), Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
            await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync"));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(names(collector.of(trace)))
                            .anyMatch(name -> name.startsWith("event io.tandem.commerce.store.opened"))
                            .contains("team-sync", "POST /teams", "notification", "update"));
            List<Span> spans = collector.of(trace);
            assertThat(parents(spans, "POST /teams")).containsOnly("team-sync");
            assertThat(parents(spans, "team-sync")).allMatch(parent -> parent.startsWith("event "));
            assertThat(parents(spans, "notification")).allMatch(parent -> parent.startsWith("event "));
            assertThat(collector.text())
                    .contains("store/" + cast.store())
                    .doesNotContain(Sandbox.TOKEN, "a secret", "simulator\"", "accessToken", "displayName", "@contoso");
        }
    }

    private Map<String, String> settings(TraceCollector collector) throws java.io.IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return Map.of(
                    "tandem.traces.endpoint", collector.endpoint(),
                    "tandem.traces.percent", "0",
                    "tandem.webhook.url", "http://localhost:" + free.getLocalPort(),
                    "tandem.webhook.host", "localhost",
                    "tandem.webhook.port", Integer.toString(free.getLocalPort()),
                    "tandem.webhook.client-state", "a secret",
                    "tandem.webhook.watch-ms", "300");
        }
    }

    private static List<String> names(List<Span> spans) {
        return spans.stream().map(Span::getName).toList();
    }

    /** {@return the names of the parents of the spans of that name} */
    private static List<String> parents(List<Span> spans, String name) {
        Map<Object, String> names =
                spans.stream().collect(Collectors.toMap(Span::getSpanId, Span::getName, (one, other) -> one));
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .map(span -> names.getOrDefault(span.getParentSpanId(), "nobody"))
                .toList();
    }
}
