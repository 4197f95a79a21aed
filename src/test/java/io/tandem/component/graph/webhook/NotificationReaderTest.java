package io.tandem.component.graph.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.component.graph.webhook.NotificationReading.Notifications;
import io.tandem.component.graph.webhook.NotificationReading.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NotificationReaderTest {
    private static final String CHANGE = """
            {"subscriptionId":"s1","subscriptionExpirationDateTime":"2026-11-22T10:00:00-08:00","clientState":"hush",
             "changeType":"updated","resource":"teams('1')/members('2')","tenantId":"T1",
             "resourceData":{"id":"2","@odata.type":"#Microsoft.Graph.conversationMember"}}""";
    private static final String LIFECYCLE = """
            {"subscriptionId":"s1","tenantId":"T1","clientState":"hush","lifecycleEvent":"reauthorizationRequired"}""";
    private static final String RICH = CHANGE.replace("\"clientState\"", """
            "encryptedContent":{"data":"ZA==","dataSignature":"cw==","dataKey":"aw==","encryptionCertificateId":"c1",
            "encryptionCertificateThumbprint":"00"},"clientState\"""");

    @Example
    void readsChanges() {
        Notifications read = notifications(post(CHANGE, CHANGE));

        assertThat(read.validationTokens()).isEmpty();
        assertThat(read.notifications()).hasSize(2);
        assertThat(read.notifications().getFirst()).isInstanceOfSatisfying(Notification.Change.class, change -> {
            assertThat(change.changeType()).isEqualTo("updated");
            assertThat(change.resource()).isEqualTo("teams('1')/members('2')");
            assertThat(change.resourceData().path("id").asText()).isEqualTo("2");
            assertThat(change.encryptedContent()).isNull();
            assertThat(change.origin().subscriptionId()).isEqualTo("s1");
            assertThat(change.origin().tenantId()).isEqualTo("T1");
            assertThat(change.origin().expires()).isEqualTo(Instant.parse("2026-11-22T18:00:00Z"));
            assertThat(change.origin().clientState().matches("hush")).isTrue();
            assertThat(change.origin().clientState().matches("hush!")).isFalse();
        });
    }

    @Example
    void readsLifecycleEventsAmongChanges() {
        assertThat(notifications(post(CHANGE, LIFECYCLE)).notifications().get(1))
                .isInstanceOfSatisfying(
                        Notification.Lifecycle.class,
                        event -> assertThat(event.event()).isEqualTo(Notification.Lifecycle.REAUTHORIZATION_REQUIRED));
    }

    @Example
    void readsEncryptedContentAndTokens() {
        Notifications read = notifications("{\"value\":[" + RICH + "],\"validationTokens\":[\"a.b.c\",\"d.e.f\"]}");

        assertThat(read.validationTokens()).containsExactly("a.b.c", "d.e.f");
        assertThat(((Notification.Change) read.notifications().getFirst()).encryptedContent())
                .isEqualTo(new EncryptedContent("ZA==", "cw==", "aw==", "c1"));
    }

    @Example
    void takesNoTokensForNone() {
        assertThat(notifications("{\"value\":[],\"validationTokens\":null}").validationTokens())
                .isEmpty();
    }

    @Example
    void hasNoClientStateThatMatchesWhenGraphSendsNone() {
        Notifications read = notifications(post(LIFECYCLE.replace("\"hush\"", "null")));

        assertThat(read.notifications().getFirst().origin().clientState().matches("null"))
                .isFalse();
    }

    @Example
    void saysWhatIsMissingAndWhere() {
        assertThat(refused(post(CHANGE, CHANGE.replace("changeType", "x"))))
                .isEqualTo("value[1].changeType: is no text");
        assertThat(refused(post(CHANGE.replace("\"s1\"", "7")))).isEqualTo("value[0].subscriptionId: is no text");
        assertThat(refused(post(RICH.replace("dataSignature", "x"))))
                .isEqualTo("value[0].encryptedContent.dataSignature: is no text");
        assertThat(refused("{}")).isEqualTo("value: is no array");
        assertThat(refused("[]")).isEqualTo("value: is no array");
        assertThat(refused("")).isEqualTo("value: is no array");
        assertThat(refused("{\"value\":[3]}")).isEqualTo("value[0].subscriptionId: is no text");
        assertThat(refused("{\"value\":[],\"validationTokens\":[1]}"))
                .isEqualTo("validationTokens: is no array of text");
        assertThat(refused("{\"value\":[],\"validationTokens\":{\"a\":\"b\"}}"))
                .isEqualTo("validationTokens: is no array of text");
    }

    @Example
    void refusesWhatIsTooMuch() {
        String deep = "[".repeat(40) + "]".repeat(40);
        String broad = IntStream.range(0, 120_000).mapToObj(i -> "1").collect(Collectors.joining(","));
        String many = IntStream.rangeClosed(0, 1_000).mapToObj(i -> LIFECYCLE).collect(Collectors.joining(","));

        assertThat(refused("{\"value\":[],\"x\":" + deep + "}")).contains("too deep");
        assertThat(refused("{\"value\":[],\"x\":[" + broad + "]}")).contains("too large");
        assertThat(refused("{\"value\":[" + many + "]}")).contains("more than 1000 notifications");
        assertThat(NotificationReader.read(new byte[NotificationReader.MAX_BYTES + 1]))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("longer than"));
    }

    @Example
    void refusesWhatCanBeReadInTwoWays() {
        assertThat(refused("{\"value\":[],\"value\":[]}")).contains("no JSON");
        assertThat(refused("{\"value\":[]} {}")).contains("no JSON");
    }

    @Example
    void showsNoSecretInWords() {
        String words = notifications("{\"value\":[" + RICH + "],\"validationTokens\":[\"a.b.c\"]}")
                .toString();

        assertThat(words).doesNotContain("hush", "a.b.c", "ZA==", "aw==");
    }

    @Property
    void neverThrowsOnAnyBytes(@ForAll byte[] post) {
        assertThat(NotificationReader.read(post)).isNotNull();
    }

    @Property
    void neverThrowsOnABrokenPost(
            @ForAll @IntRange(max = 900) int at, @ForAll byte put, @ForAll @IntRange(max = 900) int end) {
        byte[] post = post(RICH, LIFECYCLE).getBytes(StandardCharsets.UTF_8);
        post[at % post.length] = put;

        assertThat(NotificationReader.read(post)).isNotNull();
        assertThat(NotificationReader.read(Arrays.copyOf(post, end % post.length)))
                .isInstanceOf(Refused.class);
    }

    @Property
    void neverThrowsOnAnyJsonInAnyPlace(@ForAll("json") String json, @ForAll("fields") String field) {
        String post = post(RICH, LIFECYCLE)
                .replaceFirst("\"" + field + "\":", Matcher.quoteReplacement("\"" + field + "\":" + json + ",\"y\":"));

        assertThat(NotificationReader.read(post.getBytes(StandardCharsets.UTF_8)))
                .isNotNull();
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(
                "value",
                "subscriptionId",
                "clientState",
                "changeType",
                "resource",
                "tenantId",
                "resourceData",
                "encryptedContent",
                "data",
                "dataKey",
                "lifecycleEvent",
                "subscriptionExpirationDateTime");
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> leaf = Arbitraries.of(
                "null",
                "true",
                "1e999999999",
                "-0",
                "\"\"",
                "\" \"",
                "\"\\ud800\"",
                "\"2026-02-30T00:00:00Z\"",
                "{}",
                "\"+999999999-12-31T23:59:59.999999999-18:00\"",
                "[]",
                "123456789012345678901234567890");
        return Arbitraries.recursive(
                () -> leaf, inner -> inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"), 0, 4);
    }

    private static String post(String... items) {
        return "{\"value\":[" + String.join(",", items) + "]}";
    }

    private static Notifications notifications(String post) {
        NotificationReading reading = NotificationReader.read(post.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Notifications.class);
        return (Notifications) reading;
    }

    private static String refused(String post) {
        NotificationReading reading = NotificationReader.read(post.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Refused.class);
        return ((Refused) reading).reason();
    }
}
