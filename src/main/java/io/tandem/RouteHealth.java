package io.tandem;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;

/** Whether the routes run. */
record RouteHealth(Main camel, Settings settings) {
    /** {@return what keeps them from working, such as a consumer that Kafka lets in no more} */
    Optional<String> trouble() {
        CamelContext context = camel.getCamelContext();
        if (context == null || !context.getStatus().isStarted()) {
            return Optional.of("the routes are not running");
        }
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .filter(result -> isMeantToRun(result.getCheck().getId()))
                .map(result -> result.getCheck().getId() + " is down; the log says why")
                .findFirst();
    }

    /** The route to an HQ that is not configured is not down. */
    private boolean isMeantToRun(String check) {
        return !check.endsWith(":" + HqConnection.ROUTE) || new HqConnection(settings).isConfigured();
    }
}
