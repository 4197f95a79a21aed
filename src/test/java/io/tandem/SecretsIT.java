package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.console.AccessToken;
import io.tandem.console.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whatever Tandem shows at any path, writes into its log or counts holds no secret, no token and no payload. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Landscape.Provider.class)
class SecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OPERATOR = "operators-token-5bd1e995f3c2";
    private static final String VIEWER = "viewers-token-c6a4a7935bd1";
    private static final String CLIENT_STATE = "client-state-9e3779b97f4a";
    private static final String GUESS = "guessed-token-85ebca6b2ae3";
    private static final String DATABASE = "databases-password-1b873593cc9e";
    private static final String PAYLOAD = "payload-27d4eb2f165667";
    private static final Set<String> FOR_EVERYBODY =
            Set.of("/health/live", "/health/ready", "/sign-in", "/sign-in.css");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LandscapeSite site;
    private final Pattern secret;
    private final WebhookPoster webhook = WebhookPoster.somewhere();
    private final int ops = WebhookPoster.somewhere().port();
    private final String store = GraphFaultsCast.nextStore();

    SecretsIT(Landscape landscape) {
        this.site = landscape.site("secrets" + GraphFaultsCast.nextStore(), "fast");
        this.secret = Pattern.compile(
                String.join("|", OPERATOR, VIEWER, CLIENT_STATE, GUESS, DATABASE, PAYLOAD, site.clientSecret())
                        + "|eyJ[\\w-]{8,}\\.[\\w-]+\\.|client_secret=");
    }

    /** What was asked and all that was answered. */
    private record Shown(String asked, int status, String everything) {
        boolean isOfWhatCommerceMaySay() {
            return asked.contains("/api/communications") || asked.contains("/api/hierarchy");
        }
    }

    @Test
    void areInNothingThatTandemShows() throws IOException {
        try (LandscapeProcess tandem = site.startProcess(settings())) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                tandem.requireAlive();
                return ask("GET", "/health/ready", null, "").status() == 200;
            });
            site.publish(news());
            webhook.post("/graph/notifications", WebhookPoster.collection(PAYLOAD));
            webhook.post(
                    "/graph/notifications",
                    WebhookPoster.collection(WebhookPoster.change(PAYLOAD, "teams('x')"))
                            .replace(WebhookPoster.CLIENT_STATE, CLIENT_STATE));
            await().atMost(PATIENCE).until(() -> site.state(store).equals("inSync"));
            await().atMost(PATIENCE)
                    .until(() -> ask("GET", "/api/dead-letters", OPERATOR, "")
                            .everything()
                            .contains("\"cause\":\"invalid\""));

            List<Shown> all = everything();

            assertThat(all)
                    .allSatisfy(shown -> assertThat(secret.matcher(shown.everything())
                                    .results()
                                    .map(found -> found.group())
                                    .toList())
                            .as(shown.asked())
                            .isEmpty());
            assertThat(all)
                    .filteredOn(shown -> shown.asked().endsWith("operator"))
                    .allMatch(
                            shown -> shown.status() == 200 || shown.status() == 404 && shown.isOfWhatCommerceMaySay());
            assertThat(all)
                    .filteredOn(shown -> shown.asked().endsWith("everybody"))
                    .hasSameSizeAs(FOR_EVERYBODY)
                    .allMatch(shown -> shown.status() == 200);
            assertThat(all)
                    .filteredOn(shown -> shown.asked().endsWith("nobody"))
                    .allMatch(shown -> shown.status() == 303 || shown.status() == 401);
            tandem.process().destroy();
            await().atMost(PATIENCE).until(() -> !tandem.process().isAlive());
            assertThat(Files.readString(tandem.output())).isNotEmpty().doesNotContainPattern(secret);
        }
    }

    private List<LandscapeEvent> news() {
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        LandscapeEvent fine = LandscapeEvent.opened(store, "Store " + store);
        return List.of(
                fine,
                LandscapeEvent.hired(manager),
                LandscapeEvent.assigned(manager, store, "manager"),
                LandscapeEvent.taskCreated(store, "T-1", Map.of("title", "Open the safe", "notes", PAYLOAD)),
                new LandscapeEvent(fine.subject(), fine.json().replace("\"name\":\"Store", "\"zzz\":\"" + PAYLOAD)),
                new LandscapeEvent(fine.subject(), "{" + PAYLOAD));
    }

    private List<Shown> everything() {
        List<Shown> all = new ArrayList<>();
        FOR_EVERYBODY.forEach(path -> all.add(ask("GET", path, null, "everybody")));
        paths().forEach(path -> {
            all.add(ask("GET", path, OPERATOR, "operator"));
            all.add(ask("GET", path, VIEWER, "viewer"));
            all.add(ask("GET", path, null, "nobody"));
        });
        Stream.of("/api/explain/task?id=T-1", "/stores/" + store + "/tasks?ref=commerce/T-1")
                .forEach(path -> all.add(ask("GET", path, VIEWER, "viewer")));
        all.add(ask("POST", "/api/sync", VIEWER, "viewer who may not"));
        all.add(ask("POST", "/api/dead-letters/replay?x=" + PAYLOAD.length(), VIEWER, "viewer who may not"));
        all.add(ask("GET", "/nowhere", OPERATOR, "somebody lost"));
        Stream.of("/", "/api/status", "/metrics")
                .forEach(path -> all.add(ask("GET", path, GUESS, "somebody who guesses")));
        return all;
    }

    /** But for a dead letter by its id, and the story of a task: an operator who asks for them sees what Commerce said. */
    private Stream<String> paths() {
        return Stream.concat(
                opsPaths().filter(path -> !path.contains("/:") && !path.equals("/api/explain/task")),
                Stream.of(
                        "/stores/" + store,
                        "/explain?q=" + store,
                        "/api/stores/" + store,
                        "/api/plan?store=" + store,
                        "/api/explain/store/" + store));
    }

    /** The same in each Tandem; one in a process of its own cannot be asked for them. */
    private static Stream<String> opsPaths() {
        try (RunningTandem tandem = RunningTandem.in(Sandbox.create(1))) {
            return tandem.tandem().opsPaths().stream()
                    .filter(path -> !FOR_EVERYBODY.contains(path) && !path.startsWith("/assets/"));
        }
    }

    private Shown ask(String method, String path, @Nullable String token, String who) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + ops + path))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Shown(
                    method + " " + path + " by " + who,
                    answer.statusCode(),
                    answer.headers().map() + "\n" + new String(answer.body(), UTF_8));
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Map<String, String> settings() {
        return webhook.settings(Map.of(
                "tandem.webhook.client-state",
                CLIENT_STATE,
                "tandem.ops.port",
                Integer.toString(ops),
                "tandem.ops.token",
                OPERATOR,
                "tandem.database.password",
                DATABASE,
                "tandem.ops.tokens",
                AccessToken.of("dashboard", Caller.Role.VIEWER, VIEWER).line()));
    }
}
