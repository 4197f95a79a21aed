package io.tandem.component.graph.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.component.graph.webhook.NotificationReading.Notifications;
import io.tandem.component.graph.webhook.NotificationReading.Refused;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a post to a notification URL: a {@code changeNotificationCollection} (graph-contract 9.5, 9.8).
 *
 * <p>Anybody can post there, so nothing is taken for granted: size, depth and number of values are bounded, and no
 * input makes it throw. A post with one item that is no notification is refused whole.
 */
public final class NotificationReader {
    /** The bytes that a post may have. */
    public static final int MAX_BYTES = 4 << 20;

    /** The notifications that a post may have. */
    public static final int MAX_NOTIFICATIONS = 1_000;

    private static final int MAX_TOKENS = 100_000;
    private static final int MAX_DEPTH = 32;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNameLength(1_000)
                            .maxNumberLength(100)
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private NotificationReader() {}

    /** Returns what the bytes say. */
    public static NotificationReading read(byte[] post) {
        if (post.length > MAX_BYTES) {
            return new Refused("the post is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return notifications(JSON.readTree(post));
        } catch (IOException notJson) {
            return new Refused("the post is no JSON, or too deep or too large");
        } catch (NotANotification refused) {
            return new Refused(refused.sentence);
        }
    }

    private static Notifications notifications(JsonNode post) throws NotANotification {
        JsonNode value = post.path("value");
        if (!value.isArray()) {
            throw new NotANotification("value: is no array");
        }
        if (value.size() > MAX_NOTIFICATIONS) {
            throw new NotANotification("value: has more than " + MAX_NOTIFICATIONS + " notifications");
        }
        List<Notification> notifications = new ArrayList<>();
        for (JsonNode item : value) {
            notifications.add(notification(item, "value[" + notifications.size() + "]."));
        }
        return new Notifications(notifications, tokens(post.path("validationTokens")));
    }

    private static List<String> tokens(JsonNode array) throws NotANotification {
        List<String> tokens = new ArrayList<>();
        for (JsonNode token : array) {
            if (!array.isArray() || !token.isTextual()) {
                throw new NotANotification("validationTokens: is no array of text");
            }
            tokens.add(token.textValue());
        }
        return tokens;
    }

    private static Notification notification(JsonNode item, String place) throws NotANotification {
        Notification.Origin origin = new Notification.Origin(
                text(item, "subscriptionId", place),
                item.path("tenantId").asText(""),
                instant(item.path("subscriptionExpirationDateTime").asText("")),
                new ClientState(item.path("clientState").textValue()));
        if (item.hasNonNull("lifecycleEvent")) {
            return new Notification.Lifecycle(origin, text(item, "lifecycleEvent", place));
        }
        return new Notification.Change(
                origin,
                text(item, "changeType", place),
                text(item, "resource", place),
                item.path("resourceData"),
                encrypted(item.path("encryptedContent"), place + "encryptedContent."));
    }

    private static @Nullable EncryptedContent encrypted(JsonNode content, String place) throws NotANotification {
        return content.isMissingNode() || content.isNull()
                ? null
                : new EncryptedContent(
                        text(content, "data", place),
                        text(content, "dataSignature", place),
                        text(content, "dataKey", place),
                        text(content, "encryptionCertificateId", place));
    }

    private static String text(JsonNode object, String field, String place) throws NotANotification {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new NotANotification(place + field + ": is no text");
        }
        return value.textValue();
    }

    /** Graph writes UTC or an offset (graph-contract 9.5). */
    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    /** Leaves the reading of a post; it is made anew for each and needs no stack. */
    private static final class NotANotification extends Exception {
        private static final long serialVersionUID = 1L;
        private final String sentence;

        NotANotification(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }
    }
}
