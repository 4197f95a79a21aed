package io.tandem;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
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
            "team-sync",
            "task-sync",
            "planner-poll",
            "outbox",
            "housekeeping",
            HqConnection.ROUTE);

    /** A longer post would not fit into a record of Kafka as it is delivered. */
    static final int MOST_BYTES = 1_000_000;

    /** Those that need a public address. */
    private static final List<String> WEBHOOK_ROUTES = List.of("graph-webhook", "graph-notifications", "subscriptions");

    Properties properties(@Nullable Path routes) {
        Properties properties = new Properties();
        properties.putAll(new HqConnection(settings).camel());
        properties.putAll(settings.values());
        properties.putAll(new KafkaSettings(settings).camel());
        properties.put("camel.main.name", "tandem");
        properties.put("camel.main.base-package-scan-enabled", "false");
        properties.put(
                "camel.main.routes-include-pattern", routes == null ? ownRoutes() : "file:" + routes + "/*.camel.yaml");
        properties.put("camel.main.shutdown-timeout", "15");
        properties.put("camel.main.jmx-management-statistics-level", "RoutesOnly");
        if (new WebhookSettings(settings).isConfigured()) {
            properties.put("camel.server.enabled", "true");
            properties.put("camel.server.host", settings.text("tandem.webhook.host"));
            properties.put("camel.server.port", settings.text("tandem.webhook.port"));
            properties.put("camel.server.max-body-size", Integer.toString(MOST_BYTES));
            // A post in the form of a file would be written to the disk.
            properties.put("camel.server.file-upload-enabled", "false");
        }
        properties.put("camel.health.consumers-enabled", "true");
        properties.put("camel.health.routes-enabled", "true");
        return properties;
    }

    private String ownRoutes() {
        Stream<String> more = new WebhookSettings(settings).isConfigured() ? WEBHOOK_ROUTES.stream() : Stream.of();
        return Stream.concat(OWN_ROUTES.stream(), more)
                .map("classpath:routes/%s.camel.yaml"::formatted)
                .collect(Collectors.joining(","));
    }
}
