package io.tandem.route;

import io.tandem.component.graph.webhook.Handshake;
import io.tandem.component.graph.webhook.Notification;
import io.tandem.component.graph.webhook.NotificationReader;
import io.tandem.component.graph.webhook.NotificationReading;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code graph-webhook}: nothing but a bounded look before Kafka has the post. Tokens and signatures are
 * checked afterwards, so that whoever asks learns nothing (graph-contract 9.5).
 *
 * @param clientState the secret that Graph repeats in each notification
 */
public record Webhook(String clientState) {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final Set<String> KINDS = Set.of("notifications", "lifecycle");

    /** Whether the post is to be kept; the route's filter asks. */
    private static final String KEEP = "webhookKeep";

    /** Decides on a post: answered at once, or kept with its bytes as they came. */
    public void admit(Exchange exchange) {
        Message post = exchange.getMessage();
        byte[] bytes = Optional.ofNullable(post.getBody(byte[].class)).orElseGet(() -> new byte[0]);
        Optional<Handshake> handshake = Handshake.in(post.getHeader(Exchange.HTTP_RAW_QUERY, String.class));
        String kind = post.getHeader("kind", "", String.class);
        post.removeHeaders("*");
        exchange.setProperty(KEEP, false);
        if (!KINDS.contains(kind)) {
            answer(post, 404, null);
        } else if (handshake.isPresent()) {
            answer(post, 200, handshake.get().token());
        } else {
            admit(exchange, bytes);
        }
    }

    /** Answers that the post is safe. */
    public void accept(Exchange exchange) {
        answer(exchange.getMessage(), 202, null);
    }

    private void admit(Exchange exchange, byte[] bytes) {
        Message post = exchange.getMessage();
        switch (NotificationReader.read(bytes)) {
            case NotificationReading.Refused refused -> {
                LOG.info("Refused a post to the webhook bytes={} reason={}", bytes.length, refused.reason());
                answer(post, 400, null);
            }
            case NotificationReading.Notifications all -> {
                Optional<Notification> ours = all.notifications().stream()
                        .filter(notification ->
                                notification.origin().clientState().matches(clientState))
                        .findFirst();
                if (ours.isPresent()) {
                    exchange.setProperty(KEEP, true);
                    post.setBody(bytes);
                    post.setHeader(KafkaConstants.KEY, ours.get().origin().subscriptionId());
                } else {
                    LOG.info("Refused a post to the webhook whose client state is not ours bytes={}", bytes.length);
                    answer(post, 403, null);
                }
            }
        }
    }

    private static void answer(Message message, int status, @Nullable String text) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, Handshake.CONTENT_TYPE);
        message.setBody(text == null ? "" : text);
    }

    @Override
    public String toString() {
        return "Webhook";
    }
}
