package io.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.client.GraphRights;
import io.tandem.console.ClockCheck;
import io.tandem.console.CredentialCheck;
import io.tandem.console.Doctor;
import io.tandem.console.PermissionCheck;
import io.tandem.console.RetentionCheck;
import io.tandem.console.SettingCheck;
import io.tandem.console.TopicCheck;
import io.tandem.console.WebhookCheck;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the doctor looks at outside the console: the app in Entra, Graph's clock, Kafka's topics, the webhook, the settings.
 *
 * @param graph makes a call; its future never fails
 */
record DoctorParts(
        Settings settings,
        Pulsometer pulse,
        Function<GraphRequest, CompletableFuture<GraphAnswer>> graph,
        Clock clock) {
    private static final List<String> TOPICS =
            List.of("tandem.topics.commerce-events", "tandem.topics.commerce-updates", "tandem.topics.dead-letters");

    /** {@return a doctor without what the console itself adds} */
    Doctor doctor() {
        GraphProbe probe = new GraphProbe(settings, clock);
        WebhookSettings webhook = new WebhookSettings(settings);
        return new Doctor(List.of(
                new CredentialCheck(
                        new CredentialCheck.App(
                                settings.optional("tandem.graph.tenant"), settings.optional("tandem.graph.client-id")),
                        () -> signIn(probe.rights()),
                        clock::instant),
                new PermissionCheck(
                        () -> roles(probe.rights()), webhook.isConfigured(), new TaskSettings(settings).isOn()),
                new ClockCheck(probe::ahead),
                new TopicCheck(topics(), pulse::partitions),
                retention(settings.text("tandem.topics.dead-letters")),
                new WebhookCheck(settings.optional("tandem.webhook.url"), probe::reach),
                new SettingCheck(chosen())));
    }

    private RetentionCheck retention(String topic) {
        return new RetentionCheck(topic, settings.text("tandem.kafka.brokers"), () -> pulse.retention(topic));
    }

    private Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        TOPICS.forEach(key -> topics.put(key, settings.text(key)));
        if (new WebhookSettings(settings).isConfigured()) {
            topics.put("tandem.topics.graph-notifications", settings.text("tandem.topics.graph-notifications"));
        }
        return topics;
    }

    private SettingCheck.Chosen chosen() {
        return new SettingCheck.Chosen(
                settings.teamPolicy(),
                settings.brake(),
                !isLoopback(settings.text("tandem.ops.host")),
                settings.flag("tandem.ops.behind-proxy"),
                Stream.of("tandem.ops.token", "tandem.ops.tokens", "tandem.ops.issuer")
                        .anyMatch(key -> settings.optional(key) != null));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static Optional<Set<String>> roles(GraphRights rights) {
        return rights.trouble() == null ? Optional.of(rights.roles()) : Optional.empty();
    }

    private CredentialCheck.Look signIn(GraphRights rights) {
        return switch (rights.trouble()) {
            case null -> new CredentialCheck.Look(null, expires());
            case GraphAnswer.Rejected refused -> new CredentialCheck.Look(refused.code(), Optional.empty());
            case GraphAnswer.Unavailable away -> new CredentialCheck.Look(away.reason(), Optional.empty());
            default -> new CredentialCheck.Look("no answer", Optional.empty());
        };
    }

    /** Only an app that may read applications learns it; of several secrets the one that begins as ours does counts. */
    private Optional<Instant> expires() {
        String path = "/applications(appId='" + settings.text("tandem.graph.client-id")
                + "')?$select=passwordCredentials,keyCredentials";
        return graph.apply(GraphRequest.get(path)).join() instanceof GraphAnswer.Success app
                ? Stream.of("passwordCredentials", "keyCredentials")
                        .flatMap(kind ->
                                StreamSupport.stream(app.body().path(kind).spliterator(), false))
                        .filter(this::mayBeOurs)
                        .map(one -> one.path("endDateTime").asText(""))
                        .filter(end -> !end.isEmpty())
                        .map(Instant::parse)
                        .max(Instant::compareTo)
                : Optional.empty();
    }

    private boolean mayBeOurs(JsonNode credential) {
        String secret = Objects.requireNonNullElse(settings.optional("tandem.graph.client-secret"), "");
        return secret.startsWith(credential.path("hint").asText(""));
    }
}
