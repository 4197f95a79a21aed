package io.tandem;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphCallListener;
import io.tandem.route.Metric;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times every call to Microsoft Graph by method, templated path and answer; lets none change anything while disabled. */
record GraphMeter(MeterRegistry meters, GraphReach reach, BooleanSupplier enabled) implements GraphCallListener {
    private static final Logger LOG = LoggerFactory.getLogger(GraphMeter.class);

    @Override
    public boolean mayChange(String method, String path) {
        return enabled.getAsBoolean();
    }

    /** What was not sent because changes are switched off says nothing of Graph. */
    private boolean isHeldBack(Call call) {
        return call.answer() instanceof GraphAnswer.Unavailable away
                && !away.mayHaveExecuted()
                && !call.method().equals("GET")
                && !enabled.getAsBoolean();
    }

    @Override
    public void called(Call call) {
        if (!isHeldBack(call)) {
            reach.heard(call.answer());
        }
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
