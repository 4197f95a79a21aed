package io.tandem;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphCallListener;
import io.tandem.route.Metric;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times every call to Microsoft Graph by method, templated path and answer. */
record GraphMeter(MeterRegistry meters) implements GraphCallListener {
    private static final Logger LOG = LoggerFactory.getLogger(GraphMeter.class);

    @Override
    public void called(Call call) {
        String answer = call.answer().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        Metric.GRAPH_CALLS.timer(meters, call.method(), call.path(), answer).record(call.duration());
        if (call.answer() instanceof GraphAnswer.Throttled throttled) {
            Metric.THROTTLE_WAITS
                    .timer(meters, call.method(), call.path(), throttled.sent() ? "graph" : "tandem")
                    .record(throttled.retryAfter());
        }
        LOG.debug(
                "Called Graph method={} path={} status={} requestId={}",
                call.method(),
                call.path(),
                call.status(),
                call.requestId());
    }
}
