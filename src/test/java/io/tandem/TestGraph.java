package io.tandem;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Simulator;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Microsoft Graph as its simulator shows it to anybody: over HTTPS, with a token, and nothing of Tandem in between. */
public final class TestGraph {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final HttpClient http;
    private final String token;

    /** A team as Graph tells of it. */
    public record Team(String id, String name, Set<String> owners, Set<String> members) {}

    /** A call that somebody made. */
    public record Call(String method, String path, int status) {
        /** {@return whether it is a lookup of people} */
        public boolean looksPeopleUp() {
            return path.startsWith("/v1.0/users?");
        }

        /** {@return whether it looks at an operation} */
        public boolean polls() {
            return path.contains("/operations");
        }

        /** {@return whether it changes anything} */
        public boolean writes() {
            return !method.equals("GET") && !looksPeopleUp();
        }
    }

    /** Signs in. */
    public TestGraph(URI address, Path caFile) {
        this.address = address;
        this.http = HttpClient.newBuilder().sslContext(trusting(caFile)).build();
        String form = "grant_type=client_credentials&client_id=" + Simulator.CLIENT_ID + "&client_secret="
                + Simulator.CLIENT_SECRET + "&scope="
                + URLEncoder.encode("https://graph.microsoft.com/.default", StandardCharsets.UTF_8);
        this.token = send(HttpRequest.newBuilder(address.resolve("/" + Simulator.TENANT + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    /** {@return Tandem's settings for this Graph, in a hurry} */
    public static Map<String, String> settings(URI address, Path caFile) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tandem.enabled",
                "true",
                "tandem.graph.tenant",
                Simulator.TENANT,
                "tandem.graph.client-id",
                Simulator.CLIENT_ID,
                "tandem.graph.client-secret",
                Simulator.CLIENT_SECRET,
                "tandem.graph.base-uri",
                address.toString(),
                "tandem.graph.authority-host",
                address.toString(),
                "tandem.graph.ca-certificate",
                caFile.toString()));
        settings.putAll(Map.of(
                "tandem.teams.first-poll", "300ms",
                "tandem.teams.poll", "500ms",
                "tandem.teams.young-group-retry", "1s",
                "tandem.teams.young-group", "20s",
                "tandem.teams.look", "500ms"));
        return settings;
    }

    /** {@return the team of a store, empty when there is no such group or it has no team} */
    public Optional<Team> teamOf(String store) {
        JsonNode group = get(
                "/v1.0/groups(uniqueName='tandem-" + store + "')?$select=id,displayName,resourceProvisioningOptions");
        return group.path("resourceProvisioningOptions").toString().contains("Team")
                ? Optional.of(team(
                        group.path("id").asText(), group.path("displayName").asText()))
                : Optional.empty();
    }

    /** Makes a team as people make it, without Tandem; {@return its id} */
    public String make(String name, String mailNickname, String owner, String... members) {
        ObjectNode group = JSON.createObjectNode()
                .put("displayName", name)
                .put("mailNickname", mailNickname)
                .put("mailEnabled", true)
                .put("securityEnabled", false)
                .put("visibility", "Private");
        group.putArray("groupTypes").add("Unified");
        group.putArray("owners@odata.bind").add(user(owner));
        ArrayNode in = group.putArray("members@odata.bind").add(user(owner));
        Stream.of(members).map(TestGraph::user).forEach(in::add);
        String id = post("/v1.0/groups", group).path("id").asText();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            post(
                    "/v1.0/teams",
                    JSON.createObjectNode()
                            .put("template@odata.bind", "https://graph.microsoft.com/v1.0/teamsTemplates('standard')")
                            .put("group@odata.bind", "https://graph.microsoft.com/v1.0/groups('" + id + "')"));
            return get("/v1.0/teams/" + id).has("id");
        });
        return id;
    }

    /** {@return the team with that id} */
    public Team team(String id) {
        return team(id, get("/v1.0/teams/" + id).path("displayName").asText());
    }

    private static String user(String id) {
        return "https://graph.microsoft.com/v1.0/users/" + id;
    }

    private JsonNode post(String path, JsonNode body) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** Has all calls of that method answered late whose path and query match a regular expression. */
    public void delay(String method, String path, Duration late) {
        ObjectNode fault = JSON.createObjectNode().put("kind", "latency").put("delayMs", late.toMillis());
        fault.putObject("match").put("method", method).put("path", path);
        post("/simulator/faults", fault);
    }

    /** {@return how many groups there are} */
    public int groups() {
        return all("/v1.0/groups?$select=id").size();
    }

    /** {@return the calls so far but for tokens, oldest first; look before this class itself reads teams} */
    public List<Call> calls() {
        JsonNode calls = get("/simulator/requests");
        return elements(calls.isArray() ? calls : calls.path("value"))
                .map(call -> new Call(
                        call.path("method").asText(),
                        call.path("path").asText(),
                        call.path("status").asInt()))
                .filter(call -> !call.path().contains("/token"))
                .toList();
    }

    private Team team(String id, String name) {
        Map<Boolean, Set<String>> byOwnership = all("/v1.0/teams/" + id + "/members").stream()
                .collect(Collectors.partitioningBy(
                        member -> member.path("roles").toString().contains("owner"),
                        Collectors.mapping(member -> member.path("userId").asText(), Collectors.toSet())));
        return new Team(id, name, byOwnership.getOrDefault(true, Set.of()), byOwnership.getOrDefault(false, Set.of()));
    }

    private List<JsonNode> all(String path) {
        List<JsonNode> all = new ArrayList<>();
        for (String next = path; !next.isEmpty(); ) {
            JsonNode page = get(next);
            elements(page.path("value")).forEach(all::add);
            next = page.path("@odata.nextLink").asText("");
        }
        return all;
    }

    private JsonNode get(String path) {
        URI uri = path.startsWith("https:") ? URI.create(path) : address.resolve(path);
        return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.header("User-Agent", "test").build(), BodyHandlers.ofByteArray());
            return JSON.readTree(answer.body());
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static SSLContext trusting(Path caFile) {
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
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
