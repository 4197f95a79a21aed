package io.tandem.component.graph.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tandem.component.graph.webhook.CipherVerdict.Opened;
import io.tandem.component.graph.webhook.CipherVerdict.Refused;
import io.tandem.component.graph.webhook.CipherVerdict.UnknownCertificate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NotificationCipherTest {
    private static final KeyPair KEYS = RichContent.keyPair();
    private static final NotificationCipher CIPHER = new NotificationCipher(Map.of("c1", KEYS.getPrivate()));
    private static final EncryptedContent CONTENT =
            RichContent.of("{\"id\":\"MCMjMQ==\",\"displayName\":\"Ç\"}", KEYS.getPublic(), "c1");

    @Example
    void opensWhatWasEncryptedForTheCertificate() {
        assertThat(CIPHER.open(CONTENT)).isInstanceOfSatisfying(Opened.class, opened -> {
            assertThat(opened.resource().path("id").asText()).isEqualTo("MCMjMQ==");
            assertThat(opened.resource().path("displayName").asText()).isEqualTo("Ç");
        });
    }

    @Example
    void takesTheSlashOffAnId() {
        EncryptedContent content = RichContent.of("{\"id\":\"/MCMj\"}", KEYS.getPublic(), "c1");

        assertThat(((Opened) CIPHER.open(content)).resource().path("id").asText())
                .isEqualTo("MCMj");
    }

    @Example
    void knowsNotTheKeyOfAnotherCertificate() {
        EncryptedContent content = RichContent.of("{}", KEYS.getPublic(), "c2");

        assertThat(CIPHER.open(content)).isEqualTo(new UnknownCertificate("c2"));
    }

    @Example
    void refusesWhatWasEncryptedForAnotherKey() {
        EncryptedContent content = RichContent.of("{}", RichContent.keyPair().getPublic(), "c1");

        assertThat(CIPHER.open(content)).isInstanceOf(Refused.class);
    }

    @Example
    void refusesWhatIsWellSignedButNoResource() {
        for (String text : List.of("{\"secret\"", "", "7", "[]")) {
            assertThat(CIPHER.open(RichContent.of(text, KEYS.getPublic(), "c1")))
                    .isEqualTo(new Refused("the content is no JSON object"));
        }
    }

    /** Were it decrypted first, broken padding would speak with another sentence. */
    @Property(tries = 300)
    void neverDecryptsWhatWasTamperedWith(
            @ForAll @IntRange(max = 2) int part,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll @IntRange(max = 7) int bit) {
        EncryptedContent forged = new EncryptedContent(
                part == 0 ? flipped(CONTENT.data(), at, bit) : CONTENT.data(),
                part == 1 ? flipped(CONTENT.dataSignature(), at, bit) : CONTENT.dataSignature(),
                part == 2 ? flipped(CONTENT.dataKey(), at, bit) : CONTENT.dataKey(),
                "c1");

        assertThat(CIPHER.open(forged)).isEqualTo(new Refused("the signature is not that of the content"));
    }

    @Property(tries = 100)
    void refusesCiphertextThatIsSignedWithNoKeyOfOurs(@ForAll byte[] data, @ForAll @Size(32) byte[] other)
            throws GeneralSecurityException {
        EncryptedContent forged = new EncryptedContent(
                RichContent.base64(data),
                RichContent.base64(RichContent.signature(other, data)),
                CONTENT.dataKey(),
                "c1");

        assertThat(CIPHER.open(forged)).isInstanceOf(Refused.class);
    }

    /** Somebody who knows the public certificate can sign, but not make nonsense throw. */
    @Property(tries = 100)
    void neverThrowsOnWellSignedNonsense(@ForAll byte[] data, @ForAll @Size(max = 64) byte[] symmetric)
            throws GeneralSecurityException {
        byte[] key = symmetric.length == 0 ? new byte[1] : symmetric;
        EncryptedContent content = new EncryptedContent(
                RichContent.base64(data),
                RichContent.base64(RichContent.signature(key, data)),
                RichContent.base64(RichContent.wrapped(key, KEYS.getPublic())),
                "c1");

        assertThat(CIPHER.open(content)).isNotInstanceOf(UnknownCertificate.class);
    }

    @Property(tries = 200)
    void neverThrowsOnAnyText(@ForAll String data, @ForAll String signature, @ForAll String key) {
        assertThat(CIPHER.open(new EncryptedContent(data, signature, key, "c1")))
                .isInstanceOf(Refused.class);
    }

    @Property(tries = 50)
    void opensAnyResource(@ForAll String text) {
        String id = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String json = JsonNodeFactory.instance.objectNode().put("name", id).toString();

        CipherVerdict verdict = CIPHER.open(RichContent.of(json, KEYS.getPublic(), "c1"));

        assertThat(((Opened) verdict).resource().path("name").asText()).isEqualTo(id);
    }

    private static String flipped(String base64, int at, int bit) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        bytes[at % bytes.length] ^= (byte) (1 << bit);
        return RichContent.base64(bytes);
    }
}
