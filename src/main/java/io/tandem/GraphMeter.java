package io.tandem;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tandem.component.graph.client.GraphCallListener;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times every call to Microsoft Graph by method, templated path and answer. */
record GraphMeter(MeterRegistry meters) implements GraphCallListener {
    static final String CALLS = "tandem.graph.calls";

    private static final Logger LOG = LoggerFactory.getLogger(GraphMeter.class);

    @Override
    public void called(Call call) {
        Timer.builder(CALLS)
                .description("Calls to Microsoft Graph by what they asked and how it was answered")
                .tag("method", call.method())
                .tag("path", call.path())
                .tag("answer", call.answer().getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(call.duration());
        LOG.debug(
                "Called Graph method={} path={} status={} requestId={}",
                call.method(),
                call.path(),
                call.status(),
                call.requestId());
    }
}
