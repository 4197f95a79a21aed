package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Calls one simulator as any HTTP client would. */
final class Graph {
    private final Simulator simulator;
    private final HttpClient http;
    private String token = "";

    /** Status, headers and parsed body of an answer; a missing node when there is no body. */
    record Answer(int status, Map<String, String> headers, JsonNode body) {
        String errorCode() {
            return body.at("/error/code").asText();
        }

        String errorMessage() {
            return body.at("/error/message").asText();
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        String id() {
            return body.path("id").asText();
        }
    }

    Graph(Simulator simulator) {
        this.simulator = simulator;
        this.http =
                HttpClient.newBuilder().sslContext(trust(simulator.caFile())).build();
        signIn();
    }

    static SSLContext trust(Path caFile) {
        try (InputStream in = Files.newInputStream(caFile)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void signIn() {
        Answer answer = token("contoso.example", Simulator.CLIENT_ID, Simulator.CLIENT_SECRET);
        token = answer.body().path("access_token").asText();
    }

    Answer token(String tenant, String client, String secret) {
        String form = "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret + "&scope="
                + URLEncoder.encode("https://graph.microsoft.com/.default", StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(simulator.baseUri().resolve("/" + tenant + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Answer get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    Answer patch(String path, String body, String... headers) {
        return call("PATCH", path, body, headers);
    }

    Answer put(String path, String body) {
        return call("PUT", path, body);
    }

    Answer delete(String path, String... headers) {
        return call("DELETE", path, "", headers);
    }

    /** Graph as a person of {@link Contoso} sees it. */
    Graph as(int person) {
        Answer answer = passwordToken("person" + person + "@contoso.example");
        return withToken(answer.body().path("access_token").asText());
    }

    Answer passwordToken(String username) {
        return send(HttpRequest.newBuilder(simulator.baseUri().resolve("/contoso.example/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&password=any&username="
                        + URLEncoder.encode(username, StandardCharsets.UTF_8))));
    }

    /** The path is taken as it is when it begins with a version or /simulator, else as v1.0. An empty body is none. */
    Answer call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(5));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    Graph withoutToken() {
        Graph other = new Graph(simulator);
        other.token = "";
        return other;
    }

    Graph withToken(String other) {
        Graph graph = new Graph(simulator);
        graph.token = other;
        return graph;
    }

    String token() {
        return token;
    }

    private URI uri(String path) {
        if (path.startsWith("https:")) {
            return URI.create(path);
        }
        boolean whole = path.startsWith("/v1.0") || path.startsWith("/beta") || path.startsWith("/simulator");
        return simulator.baseUri().resolve((whole ? path : "/v1.0" + path).replace(" ", "%20"));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
            JsonNode body = response.body().length == 0
                    ? JsonNodeFactory.instance.missingNode()
                    : Json.MAPPER.readTree(response.body());
            return new Answer(response.statusCode(), headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
