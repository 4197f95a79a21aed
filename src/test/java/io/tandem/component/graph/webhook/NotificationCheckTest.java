package io.tandem.component.graph.webhook;

import static io.tandem.component.graph.client.ScriptedGraph.status;
import static io.tandem.component.graph.webhook.TokenIssuer.APPLICATION;
import static io.tandem.component.graph.webhook.TokenIssuer.TENANT;
import static io.tandem.component.graph.webhook.TokenIssuer.published;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.client.ScriptedGraph;
import io.tandem.component.graph.webhook.PostVerdict.Accepted;
import io.tandem.component.graph.webhook.PostVerdict.Malformed;
import io.tandem.component.graph.webhook.PostVerdict.Suspect;
import io.tandem.component.graph.webhook.PostVerdict.Undecided;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationCheckTest {
    private static final TokenIssuer ENTRA = new TokenIssuer("k1");
    private static final KeyPair KEYS = RichContent.keyPair();

    private final ScriptedGraph entra = ScriptedGraph.plain();
    private final HttpClient http = HttpClient.newHttpClient();
    private final NotificationCheck basic = new NotificationCheck("hush", Set.of(TENANT), null, null);
    private final NotificationCheck rich = new NotificationCheck(
            "hush",
            Set.of(TENANT),
            new ValidationTokens(
                    new TokenExpectation(
                            Set.of(APPLICATION),
                            Set.of(TENANT),
                            TokenExpectation.WORLDWIDE_ISSUERS,
                            URI.create(entra.root() + "/keys")),
                    http,
                    InstantSource.system()),
            new NotificationCipher(Map.of("c1", KEYS.getPrivate())));

    @AfterEach
    void stop() {
        http.shutdownNow();
        entra.close();
    }

    @Test
    void acceptsWhatBringsTheSecretBack() {
        assertThat(basic.check(
                        post(List.of(), change("hush", TENANT), change("hush", TENANT.toUpperCase(Locale.ROOT)))))
                .isInstanceOfSatisfying(Accepted.class, accepted -> {
                    assertThat(accepted.notifications()).hasSize(2);
                    assertThat(accepted.dropped()).isEmpty();
                });
    }

    @Test
    void dropsWhatIsNotOursAndKeepsTheRest() {
        PostVerdict verdict = basic.check(
                post(List.of(), change("guess", TENANT), change("hush", "another"), change("hush", TENANT)));

        assertThat(verdict).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.notifications()).hasSize(1);
            assertThat(accepted.dropped())
                    .containsExactly("its client state is not ours", "its tenant is none that may write");
        });
    }

    @Test
    void comparesNothingThatIsNotKnownHere() {
        NotificationCheck open = new NotificationCheck(null, Set.of(), null, null);

        assertThat(open.check(post(List.of(), change("any", "any"))))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.notifications()).hasSize(1));
    }

    @Test
    void refusesWhatIsNoPost() {
        assertThat(basic.check("x".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Malformed.class);
    }

    @Test
    void opensWhatMicrosoftSent() {
        entra.answers(published(ENTRA));

        PostVerdict verdict = rich.check(post(List.of(token()), encrypted("c1")));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.notifications())
                                .singleElement()
                                .isInstanceOfSatisfying(Notification.Change.class, change -> {
                                    assertThat(change.resourceData().path("id").asText())
                                            .isEqualTo("m1");
                                    assertThat(change.encryptedContent()).isNull();
                                }));
    }

    @Test
    void suspectsResourcesWithoutProofOrWithAFalseOne() {
        entra.answers(published(ENTRA));
        String forged =
                new TokenIssuer("k1").token(TokenIssuer.claims(Instant.now()).build());

        assertThat(rich.check(post(List.of(), encrypted("c1")))).isInstanceOf(Suspect.class);
        assertThat(rich.check(post(List.of(token(), forged), encrypted("c1")))).isInstanceOf(Suspect.class);
        assertThat(rich.check(post(List.of(forged), change("hush", TENANT)))).isInstanceOf(Suspect.class);
    }

    @Test
    void asksForThePostAgainWhileItCannotBeChecked() {
        entra.answers(status(503));

        assertThat(rich.check(post(List.of(token()), encrypted("c1")))).isInstanceOf(Undecided.class);
    }

    @Test
    void leavesAsItIsWhatItHasNoKeyFor() {
        entra.answers(published(ENTRA));

        assertThat(rich.check(post(List.of(token()), encrypted("c9"), encrypted("c1"))))
                .isInstanceOfSatisfying(PostVerdict.Locked.class, locked -> {
                    assertThat(locked.certificates()).containsExactly("c9");
                    assertThat(locked.notifications())
                            .extracting(one -> ((Notification.Change) one).encryptedContent() == null)
                            .containsExactly(false, true);
                });
    }

    @Test
    void goesByTheTimeAtWhichThePostCame() {
        entra.answers(published(ENTRA));
        byte[] post = post(List.of(token()), encrypted("c1"));

        assertThat(rich.check(post, Instant.now().plus(Duration.ofDays(1)))).isInstanceOf(Suspect.class);
        assertThat(rich.check(post, Instant.now())).isInstanceOf(Accepted.class);
    }

    @Test
    void dropsWhatWasTamperedWith() {
        entra.answers(published(ENTRA));
        ObjectNode forged = encrypted("c1");
        ((ObjectNode) forged.path("encryptedContent")).put("dataSignature", "AAAA");

        assertThat(rich.check(post(List.of(token()), forged, encrypted("c1"))))
                .isInstanceOfSatisfying(Accepted.class, accepted -> {
                    assertThat(accepted.notifications()).hasSize(1);
                    assertThat(accepted.dropped()).containsExactly("the signature is not that of the content");
                });
    }

    @Test
    void takesLifecycleNotificationsWithoutToken() {
        ObjectNode event = change("hush", TENANT).put("lifecycleEvent", "missed");

        assertThat(rich.check(post(List.of(), event)))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.notifications())
                                .hasOnlyElementsOfType(Notification.Lifecycle.class));
    }

    private static String token() {
        return ENTRA.token(TokenIssuer.claims(Instant.now()).build());
    }

    private static ObjectNode encrypted(String certificateId) {
        EncryptedContent content = RichContent.of("{\"id\":\"m1\"}", KEYS.getPublic(), certificateId);
        ObjectNode change = change("hush", TENANT);
        change.putObject("encryptedContent")
                .put("data", content.data())
                .put("dataSignature", content.dataSignature())
                .put("dataKey", content.dataKey())
                .put("encryptionCertificateId", certificateId);
        return change;
    }

    private static ObjectNode change(String clientState, String tenant) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subscriptionId", "s1")
                .put("clientState", clientState)
                .put("tenantId", tenant)
                .put("changeType", "created")
                .put("resource", "teams('1')/members('2')");
    }

    private static byte[] post(List<String> tokens, ObjectNode... notifications) {
        ObjectNode post = JsonNodeFactory.instance.objectNode();
        post.putArray("value").addAll(List.of(notifications));
        tokens.forEach(post.withArray("/validationTokens")::add);
        return post.toString().getBytes(StandardCharsets.UTF_8);
    }
}
