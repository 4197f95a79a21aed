package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The simulated tenant as a test sees it: what was called, what is there, and what shall go wrong. */
final class LandscapeGraph {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http;
    private final String clientSecret;
    private @Nullable String token;

    /**
     * A call that somebody made.
     *
     * @param seq its place in the order of all calls
     * @param status status of the answer, 0 = the connection was dropped
     * @param fault kind of the fault that hit it, null = none did
     */
    record Call(
            long seq,
            Instant time,
            String method,
            String path,
            int status,
            @Nullable String fault) {
        boolean matches(String otherMethod, String pattern) {
            return method.equals(otherMethod)
                    && Pattern.compile(pattern).matcher(path).find();
        }
    }

    LandscapeGraph(Simulator simulator) {
        this(simulator, Simulator.CLIENT_SECRET);
    }

    LandscapeGraph(Simulator simulator, String clientSecret) {
        this.clientSecret = clientSecret;
        this.base = simulator.baseUri();
        this.http =
                HttpClient.newBuilder().sslContext(trust(simulator.caFile())).build();
    }

    /** {@return the calls after a place in their order} */
    List<Call> calls(long since) {
        return list("/simulator/requests?since=" + since).stream()
                .map(call -> new Call(
                        call.path("seq").asLong(),
                        Instant.parse(call.path("time").asText()),
                        call.path("method").asText(),
                        call.path("path").asText(),
                        call.path("status").asInt(),
                        call.path("fault").textValue()))
                .toList();
    }

    /** {@return the place of the last call} */
    long lastCall() {
        return calls(0).stream().mapToLong(Call::seq).max().orElse(0);
    }

    /** {@return all there is} */
    LandscapeTenant tenant() {
        return new LandscapeTenant(json(request("/simulator/state").GET()));
    }

    /** Makes calls go wrong from now on: those of a method whose path contains the pattern. */
    void arm(String method, String path, ObjectNode fault) {
        fault.putObject("match").put("method", method).put("path", path);
        json(request("/simulator/faults").POST(BodyPublishers.ofString(fault.toString())));
    }

    /** {@return how many calls the faults have hit} */
    long hits() {
        return hitsOfEach().stream()
                .mapToLong(fault -> fault.path("hits").asLong())
                .sum();
    }

    /** {@return the faults, each with its {@code hits}} */
    List<JsonNode> hitsOfEach() {
        return list("/simulator/faults");
    }

    /** Lets nothing go wrong any more. */
    void lift() {
        json(request("/simulator/faults").DELETE());
    }

    /** Makes a team that Tandem knows nothing of, and returns its id. */
    String makeTeam(String name, LandscapePerson owner) {
        String root = "https://graph.microsoft.com/v1.0";
        ObjectNode team = JsonNodeFactory.instance
                .objectNode()
                .put("template@odata.bind", root + "/teamsTemplates('standard')")
                .put("displayName", name);
        team.putArray("members")
                .addObject()
                .put("@odata.type", "#microsoft.graph.aadUserConversationMember")
                .put("user@odata.bind", root + "/users('" + owner.objectId() + "')")
                .putArray("roles")
                .add("owner");
        HttpResponse<String> made = send(request("/v1.0/teams")
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(team.toString())));
        return made.headers().firstValue("Content-Location").orElseThrow().replaceAll(".*'(.*)'.*", "$1");
    }

    /** {@return who is in each of these teams by {@code GET /teams/{id}/members}, in order, one line a person with name and role} */
    Map<String, List<String>> rosters(Collection<String> teams) {
        String token = token();
        Map<String, List<String>> rosters = new TreeMap<>();
        teams.forEach(team -> rosters.put(
                team,
                StreamSupport.stream(
                                json(request("/v1.0/teams/" + team + "/members?$top=100")
                                                .header("Authorization", "Bearer " + token)
                                                .GET())
                                        .path("value")
                                        .spliterator(),
                                false)
                        .map(member -> ((ObjectNode) member).without("id").toString())
                        .sorted()
                        .toList()));
        return rosters;
    }

    /** Puts somebody into a team, as somebody in Teams would. */
    void addMember(String team, LandscapePerson person) {
        ObjectNode member = JsonNodeFactory.instance
                .objectNode()
                .put("@odata.type", "#microsoft.graph.aadUserConversationMember")
                .put("user@odata.bind", "https://graph.microsoft.com/v1.0/users('" + person.objectId() + "')");
        member.putArray("roles");
        send(request("/v1.0/teams/" + team + "/members")
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(member.toString())));
    }

    /** {@return how many subscriptions there are} */
    int subscriptions() {
        return allSubscriptions().size();
    }

    /** {@return the subscriptions in an order of their own} */
    List<JsonNode> allSubscriptions() {
        JsonNode state = json(request("/simulator/state").GET());
        return StreamSupport.stream(state.path("subscriptions").spliterator(), false)
                .sorted(Comparator.comparing(
                        subscription -> subscription.path("id").asText()))
                .toList();
    }

    /** Signs the tokens of notifications with another key from now on. */
    void rotateTokenKey() {
        json(request("/simulator/notifications/keys").POST(BodyPublishers.ofString("{}")));
    }

    /** Turns a switch of notifications. */
    void turn(String name, boolean on) {
        turn(JsonNodeFactory.instance.objectNode().put(name, on));
    }

    /** Sets a rate, or how fast time passes for notifications. */
    void turn(String name, double value) {
        turn(JsonNodeFactory.instance.objectNode().put(name, value));
    }

    private void turn(ObjectNode switches) {
        json(request("/simulator/notifications").POST(BodyPublishers.ofString(switches.toString())));
    }

    /** {@return what time it is for notifications} */
    Instant notificationTime() {
        return Instant.parse(
                json(request("/simulator/notifications").GET()).path("time").asText());
    }

    /** {@return the resources that notifications were about whose delivery ended so: {@code DELIVERED}, {@code LOST}, ...} */
    List<String> notified(String outcome) {
        return list("/simulator/deliveries").stream()
                .filter(delivery -> delivery.path("outcome").asText().equalsIgnoreCase(outcome))
                .flatMap(delivery -> StreamSupport.stream(delivery.path("items").spliterator(), false))
                .map(item -> item.path("resource").asText())
                .toList();
    }

    /** Changes what is at a path, as somebody in Teams would. */
    void patch(String path, String body) {
        write(path, "PATCH", BodyPublishers.ofString(body));
    }

    /** Has something done, as somebody in Teams would. */
    void post(String path) {
        write(path, "POST", BodyPublishers.noBody());
    }

    private void write(String path, String method, HttpRequest.BodyPublisher body) {
        send(request(path)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body));
    }

    /** Deletes what is at a path. */
    void delete(String path) {
        send(request(path).header("Authorization", "Bearer " + token()).DELETE());
    }

    /** The same all the time: it lasts for an hour. */
    private synchronized String token() {
        if (token == null) {
            token = freshToken();
        }
        return token;
    }

    private String freshToken() {
        String form = "grant_type=client_credentials&client_id=" + Simulator.CLIENT_ID + "&client_secret="
                + clientSecret + "&scope="
                + URLEncoder.encode("https://graph.microsoft.com/.default", UTF_8);
        return json(request("/" + Simulator.TENANT + "/oauth2/v2.0/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private List<JsonNode> list(String path) {
        return StreamSupport.stream(json(request(path).GET()).spliterator(), false)
                .toList();
    }

    private JsonNode json(HttpRequest.Builder request) {
        try {
            return JSON.readTree(send(request).body());
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return response;
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static SSLContext trust(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "simulator", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }
}
