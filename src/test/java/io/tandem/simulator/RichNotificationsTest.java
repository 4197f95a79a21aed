package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.BesideOthers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class RichNotificationsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private static final String ALL = "created,updated,deleted";

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);
    private final Endpoint endpoint = new Endpoint();
    private final Subscriber subscriber = new Subscriber(graph, SIMULATOR.clock(), endpoint);
    private final Receiver receiver;

    RichNotificationsTest() throws GeneralSecurityException {
        receiver = Receiver.rsa(2048);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void aReceiverWhoFollowsTheStepsReadsTheMember() throws GeneralSecurityException, IOException {
        String team = contoso.team("tandem-1");
        subscriber.subscribe(rich("/teams/getAllMembers"));

        graph.post("/teams/" + team + "/members", Contoso.member(3));
        String membership = contoso.membership(team, 3);
        graph.delete("/teams/" + team + "/members/" + membership);

        JsonNode added = changes(2).getFirst().path("encryptedContent");
        JsonNode member = receiver.open(added);
        assertThat(member.path("id").asText()).isEqualTo("/" + membership);
        assertThat(member.path("userId").asText()).isEqualTo(Contoso.userId(3));
        assertThat(member.path("roles").isArray()).isTrue();
        assertThat(added.path("encryptionCertificateId").asText()).isEqualTo("key-1");
        assertThat(added.path("encryptionCertificateThumbprint").asText())
                .isEqualTo(receiver.thumbprint())
                .hasSize(40);
        JsonNode removed = receiver.open(endpoint.changes().get(1).path("encryptedContent"));
        assertThat(removed.path("id").asText()).isEqualTo("/" + membership);
    }

    @Test
    void everyItemHasAKeyOfItsOwn() throws GeneralSecurityException {
        String team = contoso.team("tandem-1");
        subscriber.subscribe(rich("/teams/getAllMembers"));

        graph.post("/teams/" + team + "/members/add", Contoso.bulk(Contoso.member(3)));
        graph.delete("/teams/" + team + "/members/" + contoso.membership(team, 2));

        List<JsonNode> items = changes(2);
        byte[] first = receiver.secret(items.getFirst().path("encryptedContent"));
        byte[] second = receiver.secret(items.getLast().path("encryptedContent"));
        assertThat(first).hasSize(32);
        assertThat(HexFormat.of().formatHex(first)).isNotEqualTo(HexFormat.of().formatHex(second));
    }

    @Test
    void theTokenNamesChangeTrackingAndIsSignedWithAPublishedKey() throws GeneralSecurityException, IOException {
        renameWatchedTeam();

        String token = endpoint.posts().getFirst().at("/validationTokens/0").asText();
        JsonNode claims = Receiver.claims(token, published("/common/v2.0/.well-known/openid-configuration"));
        long now = SIMULATOR.clock().instant().getEpochSecond();
        assertThat(claims.path("azp").asText()).isEqualTo("0bf30f3b-4a52-48df-9a82-234910c4a086");
        assertThat(claims.has("appid")).isFalse();
        assertThat(claims.path("aud").asText()).isEqualTo(Simulator.CLIENT_ID);
        assertThat(claims.path("iss").asText())
                .isEqualTo("https://login.microsoftonline.com/" + Simulator.TENANT_ID + "/v2.0");
        assertThat(claims.path("ver").asText()).isEqualTo("2.0");
        assertThat(claims.path("tid").asText()).isEqualTo(Simulator.TENANT_ID);
        assertThat(claims.path("nbf").asLong()).isLessThanOrEqualTo(now);
        assertThat(claims.path("exp").asLong()).isGreaterThan(now);
    }

    @Test
    void aRotatedKeySignsAtOnceAndIsPublishedEverywhereTogetherWithTheLast()
            throws GeneralSecurityException, IOException {
        JsonNode before = published("/common/.well-known/openid-configuration");
        String first = kid();
        String second = kid();

        renameWatchedTeam();

        String token = endpoint.posts().getFirst().at("/validationTokens/0").asText();
        JsonNode after = published("/common/.well-known/openid-configuration");
        assertThat(before.path("keys").findValuesAsText("kid")).doesNotContain(second);
        assertThat(after.path("keys").findValuesAsText("kid")).contains(first, second);
        assertThat(published("/" + Simulator.TENANT_ID + "/v2.0/.well-known/openid-configuration"))
                .isEqualTo(after);
        Receiver.claims(token, after);
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0])))
                .contains(second);
    }

    @Test
    void aRotatedKeySurvivesARestart() {
        kid();
        JsonNode before = published("/common/.well-known/openid-configuration");

        SIMULATOR.restart();

        Graph again = SIMULATOR.graph();
        assertThat(again.get(SIMULATOR.simulator().baseUri() + "/common/discovery/keys")
                        .body())
                .isEqualTo(before);
    }

    @Test
    void basicNotificationsCarryNoToken() {
        subscriber.subscribe("/teams/getAllMembers", ALL);
        String team = contoso.team("tandem-1");
        graph.post("/teams/" + team + "/members", Contoso.member(3));

        changes(1);

        assertThat(endpoint.posts()).noneMatch(post -> post.has("validationTokens"));
    }

    @Test
    void theAudienceIsTheApplicationThatTheSubscriptionNames() throws GeneralSecurityException, IOException {
        String other = "11111111-2222-4333-8444-555555555555";
        String team = contoso.team("tandem-1");
        subscriber.subscribe(rich("/teams").put("notificationUrlAppId", other));
        graph.patch("/teams/" + team, "{\"displayName\":\"New\"}");
        changes(1);

        String token = endpoint.posts().getFirst().at("/validationTokens/0").asText();

        JsonNode claims = Receiver.claims(token, published("/common/.well-known/openid-configuration"));
        assertThat(claims.path("aud").asText()).isEqualTo(other);
    }

    @Test
    void resourceDataNeedsACertificateWithAnRsaKeyOf2048To4096BitsAndItsName() throws GeneralSecurityException {
        ObjectNode whole = rich("/teams");
        List<ObjectNode> bad = List.of(
                whole.deepCopy().without("encryptionCertificate"),
                whole.deepCopy().without("encryptionCertificateId"),
                whole.deepCopy().put("encryptionCertificate", "bm90IGEgY2VydGlmaWNhdGU="),
                whole.deepCopy().put("encryptionCertificate", "%%%"),
                whole.deepCopy().put("encryptionCertificateId", "x".repeat(129)),
                whole.deepCopy().put("encryptionCertificate", Receiver.rsa(1024).certificate()),
                whole.deepCopy().put("encryptionCertificate", Receiver.curve().certificate()));
        for (ObjectNode body : bad) {
            assertThat(subscriber.send(body).status()).isEqualTo(400);
        }
        assertThat(subscriber.send(rich("/users").put("changeType", "updated")).status())
                .isEqualTo(400);
        Graph.Answer good = subscriber.send(whole);
        assertThat(good.status()).isEqualTo(201);
        assertThat(good.body().path("encryptionCertificate").isNull()).isTrue();
        assertThat(good.body().path("encryptionCertificateId").asText()).isEqualTo("key-1");
    }

    @Test
    void aNewCertificateCountsFromTheNextChangeOn() throws GeneralSecurityException, IOException {
        Receiver next = Receiver.rsa(2048);
        String team = contoso.team("tandem-1");
        String id = subscriber.subscribe(rich("/teams"));
        subscriber.turn("{\"paused\":true}");
        graph.patch("/teams/" + team, "{\"displayName\":\"Old key\"}");

        graph.patch(
                "/subscriptions/" + id,
                Json.object()
                        .put("encryptionCertificate", next.certificate())
                        .put("encryptionCertificateId", "key-2")
                        .toString());
        graph.patch("/teams/" + team, "{\"displayName\":\"New key\"}");
        subscriber.turn("{\"paused\":false}");

        List<JsonNode> items = changes(2);
        JsonNode old = receiver.open(items.getFirst().path("encryptedContent"));
        JsonNode fresh = next.open(items.getLast().path("encryptedContent"));
        assertThat(old.path("displayName").asText()).isEqualTo("Old key");
        assertThat(fresh.path("displayName").asText()).isEqualTo("New key");
        assertThat(items.getLast()
                        .at("/encryptedContent/encryptionCertificateId")
                        .asText())
                .isEqualTo("key-2");
    }

    private void renameWatchedTeam() throws GeneralSecurityException {
        String team = contoso.team("tandem-1");
        subscriber.subscribe(rich("/teams"));
        graph.patch("/teams/" + team, "{\"displayName\":\"Renamed\"}");
        changes(1);
    }

    private ObjectNode rich(String resource) throws GeneralSecurityException {
        return subscriber
                .body(resource, ALL)
                .put("includeResourceData", true)
                .put("encryptionCertificate", receiver.certificate())
                .put("encryptionCertificateId", "key-1");
    }

    private String kid() {
        return graph.post("/simulator/notifications/keys", "")
                .body()
                .path("kid")
                .asText();
    }

    /** The key set that a configuration leads to. */
    private JsonNode published(String configuration) {
        JsonNode document =
                graph.get(SIMULATOR.simulator().baseUri() + configuration).body();
        return graph.get(document.path("jwks_uri").asText()).body();
    }

    private List<JsonNode> changes(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> endpoint.changes().size() >= count);
        return endpoint.changes();
    }
}
