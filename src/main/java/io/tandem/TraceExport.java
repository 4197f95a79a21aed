package io.tandem;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.tandem.model.KeyTraces;
import io.tandem.route.Traces;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Sends traces to a collector by OTLP over HTTP, if there is one; what it does not take is lost, and nothing waits for it. */
final class TraceExport implements AutoCloseable {
    private static final String ENDPOINT = "tandem.traces.endpoint";
    private static final String PERCENT = "tandem.traces.percent";
    private static final double ALL = 100;
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final @Nullable SdkTracerProvider provider;
    private final Traces traces;

    private TraceExport(@Nullable SdkTracerProvider provider, Traces traces) {
        this.provider = provider;
        this.traces = traces;
    }

    static TraceExport of(Settings settings, KeyTraces keys) {
        String endpoint = settings.optional(ENDPOINT);
        if (endpoint == null) {
            return new TraceExport(null, Traces.none());
        }
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "tandem",
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.number(PERCENT) / ALL)))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint)
                                .build())
                        .setScheduleDelay(DELAY)
                        .build())
                .build();
        return new TraceExport(provider, Traces.of(provider.get("io.tandem"), keys));
    }

    /** @throws ConfigurationException when the settings cannot be meant so */
    static void check(Settings settings) {
        String endpoint = settings.optional(ENDPOINT);
        if (endpoint != null && !isAddress(endpoint)) {
            throw settings.wrong(ENDPOINT, "an address such as http://localhost:4318/v1/traces", null);
        }
        if (settings.number(PERCENT) < 0 || settings.number(PERCENT) > ALL) {
            throw settings.wrong(PERCENT, "a whole number from 0 to 100", null);
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (java.net.URISyntaxException none) {
            return false;
        }
    }

    Traces traces() {
        return traces;
    }

    /** Has Graph calls of routes followed too. */
    void listenTo(CamelContext camel) {
        if (provider != null) {
            camel.getManagementStrategy().addEventNotifier(new GraphSpans(traces));
        }
    }

    /** Sends what is left. */
    @Override
    public void close() {
        if (provider != null) {
            provider.close();
        }
    }
}
