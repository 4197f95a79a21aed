package io.tandem;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Camel is told: the settings as they are, which routes to load, and where to listen. */
record CamelSettings(Settings settings) {
    /** Named one by one: a pattern would find them twice when the class path names a folder twice. */
    private static final List<String> OWN_ROUTES = List.of(
            "error-handling",
            "commerce-events",
            "dead-letters",
            "dead-letter-index",
            "dead-letter-replay",
            "team-sync",
            "task-sync",
            "planner-poll",
            "outbox",
            "housekeeping",
            "drift-sweep",
            HqConnection.ROUTE);

    private static final String QUARTZ = "camel.component.quartz.properties";

    /** Those that need a public address. */
    private static final List<String> WEBHOOK_ROUTES = List.of("graph-webhook", "graph-notifications", "subscriptions");

    Properties properties(@Nullable Path routes) {
        Properties properties = new Properties();
        properties.putAll(new HqConnection(settings).camel());
        properties.putAll(quartz());
        // Else whoever waits for the database or Kafka to come back keeps Tandem from ending for half a minute.
        properties.put("camel.component.kafka.shutdown-timeout", "10000");
        properties.putAll(settings.values());
        KafkaSettings kafka = new KafkaSettings(settings);
        properties.putAll(kafka.camel());
        properties.put("tandem.kafka.retries-of-once", Integer.toString(kafka.retriesOfOnce()));
        properties.put("camel.main.name", "tandem");
        properties.put("camel.main.base-package-scan-enabled", "false");
        properties.put(
                "camel.main.routes-include-pattern", routes == null ? ownRoutes() : "file:" + routes + "/*.camel.yaml");
        properties.put("camel.main.shutdown-timeout", "15");
        // Metrics tell the same, and a notification costs less without.
        properties.putIfAbsent("camel.main.jmx-enabled", "false");
        properties.put("camel.health.consumers-enabled", "true");
        properties.put("camel.health.routes-enabled", "true");
        return properties;
    }

    /** Two schedulers of one name would be one, which follows the last that was told when to act. */
    private static Map<String, String> quartz() {
        return Map.of(
                QUARTZ + "[org.quartz.scheduler.instanceName]", "tandem-" + UUID.randomUUID(),
                QUARTZ + "[org.quartz.threadPool.threadCount]", "2",
                // A start that fails leaves nothing behind that keeps the process from ending.
                QUARTZ + "[org.quartz.threadPool.makeThreadsDaemons]", "true",
                QUARTZ + "[org.quartz.scheduler.makeSchedulerThreadDaemon]", "true",
                // After a round that took long the next ones keep their distance.
                QUARTZ + "[org.quartz.jobStore.misfireThreshold]", "1000");
    }

    private String ownRoutes() {
        Stream<String> more = new WebhookSettings(settings).isConfigured() ? WEBHOOK_ROUTES.stream() : Stream.of();
        return Stream.concat(OWN_ROUTES.stream(), more)
                .map("classpath:routes/%s.camel.yaml"::formatted)
                .collect(Collectors.joining(","));
    }
}
