package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.webhook.RsaKeyStore;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.StolenKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Notifications that bring the resource along, encrypted and with a token. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Landscape.Provider.class)
class RichNotificationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LandscapeSite site;
    private final LandscapeGraph graph;
    private final GraphFaultsCast cast;
    private final WebhookPoster poster = WebhookPoster.somewhere();
    private RsaKeyStore keys;
    private Tandem tandem;
    private String team;

    RichNotificationsIT(Landscape landscape) {
        this.site = landscape.site("rich" + GraphFaultsCast.nextStore(), "fast");
        this.graph = site.graph();
        this.cast = GraphFaultsCast.of(GraphFaultsStory.OPENING, graph);
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        keys = new RsaKeyStore(folder.resolve("keys.p12")).with("one", 2048, 100);
        tandem = site.start(poster.settings(Map.of(
                "tandem.webhook.certificates", keys.file().toString(),
                "tandem.webhook.certificates-password", RsaKeyStore.PASSWORD,
                "tandem.webhook.tenant-ids", Simulator.TENANT_ID)));
        site.publish(GraphFaultsStory.OPENING.news(cast));
        await().atMost(PATIENCE)
                .until(() -> site.state(cast.store()).equals("inSync")
                        && certificates().equals(List.of("one", "one")));
        team = graph.tenant().groups(cast.store()).getFirst();
    }

    @AfterEach
    void end() {
        tandem.close();
    }

    @Test
    void areBelievedAndOpenedAlsoAfterTheCertificateWasChanged() throws Exception {
        findsAStranger();

        keys.with("two", 2048, 200);

        await().atMost(PATIENCE).until(() -> certificates().equals(List.of("two", "two")));
        findsAStranger();
        assertThat(heard("accepted")).isPositive();
        assertThat(heard("unopened")).isZero();
        assertThat(heard("suspect")).isZero();
    }

    @Test
    void waitUntilTheKeysOfTokensCanBeHad() {
        graph.rotateTokenKey();
        graph.arm(
                "GET",
                "openid-configuration",
                JsonNodeFactory.instance.objectNode().put("kind", "error").put("status", 503));
        LandscapePerson stranger = LandscapePerson.fresh(1).getFirst();
        graph.addMember(team, stranger);
        await().atMost(PATIENCE).until(() -> graph.hits() > 0);
        assertThat(site.findings(cast.store())).isEmpty();

        graph.lift();

        await().atMost(PATIENCE).until(() -> hasFound(stranger));
        assertThat(site.deadLetters()).isZero();
    }

    @Test
    void areDeadLettersWithoutSecretsWhenSomebodyElseSentThem() {
        String forged = WebhookPoster.collection(WebhookPoster.change("f0", "teams('" + team + "')")
                        .replaceFirst(
                                "}$",
                                ",\"encryptedContent\":{\"data\":\"AA==\",\"dataSignature\":\"AA==\",\"dataKey\":\"AA==\","
                                        + "\"encryptionCertificateId\":\"one\"}}"))
                .replaceFirst("}$", ",\"validationTokens\":[\"ey.forged.token\"]}");

        assertThat(poster.post("/graph/notifications", forged).status()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> site.deadLetters() == 1);
        ConsumerRecord<String, byte[]> letter = site.letters().getFirst();
        assertThat(new String(letter.headers().lastHeader("tandem-cause").value(), UTF_8))
                .isEqualTo("notification-suspect");
        assertThat(new String(letter.value(), UTF_8))
                .contains(team)
                .doesNotContain(WebhookPoster.CLIENT_STATE, "forged", "dataKey");
    }

    @Test
    void markNothingUnlessTheirTokenAndTheirSealAreGood() throws Exception {
        findsAStranger();
        await().atMost(PATIENCE).until(() -> heard("accepted") == items(site.posts()));
        byte[] genuine = site.posts().getLast();
        StolenKey key = new StolenKey(site.folder());
        String token = json(genuine).at("/validationTokens/0").textValue();
        List<byte[]> suspect = Stream.of(
                        key.token(token, "exp", Instant.now().minusSeconds(120).getEpochSecond()),
                        key.token(token, "nbf", Instant.now().plusSeconds(600).getEpochSecond()),
                        key.token(token, "aud", "99999999-8888-7777-6666-000000000001"),
                        key.token(token, "iss", "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"),
                        key.token(token, "azp", Simulator.CLIENT_ID),
                        StolenKey.forged(token),
                        token.replaceFirst("\\.[^.]*$", "."),
                        "")
                .map(other ->
                        with(genuine, post -> post.putArray("validationTokens").add(other)))
                .toList();
        List<byte[]> tampered = Stream.of("data", "dataSignature", "dataKey")
                .map(field -> with(genuine, post -> flip((ObjectNode) post.at("/value/0/encryptedContent"), field)))
                .toList();
        String due = due();

        Stream.concat(suspect.stream(), tampered.stream()).forEach(this::isTaken);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(heard("suspect")).isEqualTo(suspect.size());
            assertThat(heard("dropped")).isEqualTo(tampered.size());
            assertThat(site.deadLetters()).isEqualTo(suspect.size());
        });
        assertThat(due()).isEqualTo(due);
        assertThat(site.letters())
                .extracting(letter -> new String(letter.value(), UTF_8))
                .allMatch(letter -> letter.contains(team))
                .noneMatch(letter -> letter.contains("eyJ") || letter.contains("dataKey"));
        isTaken(genuine);
        await("the genuine one can do it").atMost(PATIENCE).until(() -> !due().equals(due));
    }

    private void isTaken(byte[] post) {
        assertThat(poster.post("/graph/notifications", new String(post, UTF_8)).status())
                .isEqualTo(202);
    }

    /** {@return how often the store was marked} */
    private String due() {
        return site.sql("select desired_generation from due_key where key = 'store/" + cast.store() + "'");
    }

    private static int items(List<byte[]> posts) {
        return posts.stream().mapToInt(post -> json(post).path("value").size()).sum();
    }

    private static byte[] with(byte[] post, Consumer<ObjectNode> change) {
        ObjectNode changed = json(post);
        change.accept(changed);
        return changed.toString().getBytes(UTF_8);
    }

    private static ObjectNode json(byte[] post) {
        try {
            return (ObjectNode) JSON.readTree(post);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** Changes one character. */
    private static void flip(ObjectNode content, String field) {
        String text = content.path(field).textValue();
        content.put(field, (text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1));
    }

    private void findsAStranger() {
        LandscapePerson stranger = LandscapePerson.fresh(1).getFirst();
        graph.addMember(team, stranger);
        await().atMost(PATIENCE).until(() -> hasFound(stranger));
    }

    private boolean hasFound(LandscapePerson stranger) {
        return site.findings(cast.store())
                .contains("user " + stranger.objectId() + " was added in Teams by hand and is left there");
    }

    private double heard(String outcome) {
        return tandem.meters()
                .counter("tandem.graph.notifications", "outcome", outcome)
                .count();
    }

    private List<String> certificates() {
        return graph.allSubscriptions().stream()
                .map(subscription ->
                        subscription.path("encryptionCertificateId").asText())
                .toList();
    }
}
