package io.tandem;

import io.tandem.component.graph.client.GraphConnection;
import io.tandem.component.graph.client.GraphRights;
import io.tandem.console.WebhookCheck.Reach;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/** Asks Graph and the webhook as the doctor wants it, with the trust that the settings give, and without touching anything. */
record GraphProbe(Settings settings, Clock clock) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    GraphRights rights() {
        return GraphRights.of(connection());
    }

    /** {@return by how much this machine's clock is ahead of Graph's, empty when Graph does not tell} */
    Optional<Duration> ahead() {
        URI root = URI.create(settings.text("tandem.graph.base-uri").replaceFirst("/+$", "") + "/v1.0/");
        return send(HttpRequest.newBuilder(root))
                .flatMap(answer -> answer.headers().firstValue("date"))
                .flatMap(GraphProbe::time)
                .map(graph -> Duration.between(graph, clock.instant()));
    }

    /** Asks the webhook what Graph asks before it subscribes (graph-contract 9.4). */
    Reach reach(String url) {
        String token = "tandem doctor " + UUID.randomUUID();
        URI question = URI.create(url.replaceFirst("/+$", "") + "/graph/notifications?validationToken="
                + URLEncoder.encode(token, StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(question).POST(BodyPublishers.noBody()))
                .map(answer -> answer.statusCode() == 200 && answer.body().equals(token)
                        ? Reach.ANSWERS
                        : Reach.ANSWERS_WRONGLY)
                .orElse(Reach.SILENT);
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try (HttpClient http = connection().newHttpClient()) {
            return Optional.of(http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()));
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private GraphConnection connection() {
        return GraphAccess.connection(settings);
    }
}
