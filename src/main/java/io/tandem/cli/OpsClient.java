package io.tandem.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The REST API of a running Tandem, as commands use it. */
final class OpsClient {
    private static final int BAD_LINES = 422;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a header may hold; the JDK would repeat anything else in its complaint. */
    private static final Pattern TOKEN = Pattern.compile("[ -~]+");

    /** A refusal, and its HTTP status. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        private RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        /** {@return whether others of its kind may be done all the same: it is not there, or not as it should be} */
        boolean isAboutThisOne() {
            return status == 404 || status == 409;
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:" + CommonOptions.OPS_PORT,
            description = "Address of a running Tandem (default: ${DEFAULT-VALUE}).")
    private String url = "";

    @Option(
            names = {"--token", "--ops-token"},
            paramLabel = "TOKEN",
            defaultValue = "${TANDEM_OPS_TOKEN}",
            description = "Token of the REST API (default: the variable TANDEM_OPS_TOKEN).")
    private @Nullable String token;

    private final Duration patience;

    OpsClient() {
        this(Duration.ofSeconds(30));
    }

    /** One that waits for so long. */
    OpsClient(Duration patience) {
        this.patience = patience;
    }

    /**
     * Reads something.
     *
     * @param path path and query, from {@code /api} on
     * @throws IOException when Tandem does not answer or refuses; one sentence says why and what to do
     */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /**
     * Has something done.
     *
     * @param path path from {@code /api} on
     * @param body what is wanted
     * @throws IOException when Tandem does not answer or refuses; one sentence says why and what to do
     */
    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /**
     * Reads something that is no JSON.
     *
     * @param path path and query, from {@code /api} on
     * @throws IOException when Tandem does not answer or refuses; one sentence says why and what to do
     */
    String text(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(request(path));
        return response.statusCode() < 400 ? response.body() : read(response).asText();
    }

    /**
     * Has a CSV file taken. What is wrong with its lines is an answer, not a refusal.
     *
     * @param path path from {@code /api} on
     * @throws IOException when Tandem does not answer or refuses; one sentence says why and what to do
     */
    JsonNode postFile(String path, byte[] content) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(
                request(path).header("Content-Type", "text/csv").POST(HttpRequest.BodyPublishers.ofByteArray(content)));
        return response.statusCode() == BAD_LINES ? JSON.readTree(response.body()) : read(response);
    }

    /** {@return a value as part of a path or query} */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@return what somebody else wrote, on one line and without what moves a terminal's cursor} */
    static String shown(String text) {
        return DeadLettersCommand.shown(text);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(patience).header("Authorization", "Bearer " + token());
    }

    private JsonNode send(HttpRequest.Builder prepared) throws IOException, InterruptedException {
        return read(exchange(prepared));
    }

    private JsonNode read(HttpResponse<String> response) throws IOException {
        JsonNode body = json(response);
        if (response.statusCode() >= 400) {
            throw new RefusedException(
                    response.statusCode(),
                    url + " answered " + response.statusCode() + ": "
                            + body.path("detail").asText("no reason given"));
        }
        return body;
    }

    private JsonNode json(HttpResponse<String> response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException other) {
            throw new IOException(
                    url + " answered " + response.statusCode()
                            + " and not as Tandem does; name the address of its ops side with --url",
                    other);
        }
    }

    private HttpResponse<String> exchange(HttpRequest.Builder prepared) throws IOException, InterruptedException {
        HttpRequest request = prepared.build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(patience).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException away) {
            throw new IOException("nothing answers at " + url + "; start Tandem or name its address with --url", away);
        } catch (HttpTimeoutException late) {
            throw new IOException(
                    url + " has not answered for " + patience.toSeconds() + " s; "
                            + (request.method().equals("GET")
                                    ? "it may be busy, ask again later"
                                    : "what was asked for may go on, look at " + url
                                            + "/activity before you ask again"),
                    late);
        }
    }

    private URI address(String path) {
        try {
            URI address = URI.create(url.strip().replaceFirst("/+$", "") + path);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("(?i)https?")) {
                return address;
            }
        } catch (IllegalArgumentException wrong) {
            throw noAddress(wrong);
        }
        throw noAddress(null);
    }

    private ParameterException noAddress(@Nullable Throwable wrong) {
        return new ParameterException(
                spec.commandLine(), "--url " + url + " is no address such as http://localhost:8080", wrong);
    }

    private String token() {
        if (token == null || token.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give a token with --token; Tandem prints one at start when none is configured");
        }
        String stripped = token.strip();
        if (!TOKEN.matcher(stripped).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the token of --token or TANDEM_OPS_TOKEN holds a character that no header can, such as a typographic"
                            + " quote or the end of a line; copy it again");
        }
        return stripped;
    }
}
