package io.tandem.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tandem.component.graph.webhook.Handshake;
import io.tandem.component.graph.webhook.Notification;
import io.tandem.component.graph.webhook.NotificationReader;
import io.tandem.component.graph.webhook.NotificationReading;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code graph-webhook}: nothing but a bounded look before Kafka has the post. Tokens and signatures are
 * checked afterwards, so that whoever asks learns nothing (graph-contract 9.5).
 */
public final class Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final Set<String> KINDS = Set.of("notifications", "lifecycle");

    /** Whether the post is to be kept; the route's filter asks. */
    private static final String KEEP = "webhookKeep";

    private static final String BEGUN = "webhookBegun";

    private final String clientState;
    private final KafkaGate gate;
    private final MeterRegistry meters;
    private final Map<Integer, Timer> answers = new ConcurrentHashMap<>();

    /**
     * Binds the steps to what they work on.
     *
     * @param clientState the secret that Graph repeats in each notification
     */
    public Webhook(String clientState, InstantSource clock, MeterRegistry meters) {
        this.clientState = clientState;
        this.gate = new KafkaGate(clock);
        this.meters = meters;
    }

    /** Decides on a post: answered at once, or kept with its bytes as they came. */
    public void admit(Exchange exchange) {
        exchange.setProperty(BEGUN, now());
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
        gate.took();
        answer(exchange.getMessage(), 202, null);
    }

    /** Answers that Graph shall send the post again: it could not be kept. */
    public void refuse(Exchange exchange) {
        if (exchange.getProperty(KEEP, false, Boolean.class)) {
            gate.refused();
        }
        Exception why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn(
                "A notification could not be kept, Microsoft Graph is asked to send it again reason={}",
                why == null ? "" : why.getMessage());
        answer(exchange.getMessage(), 503, null);
    }

    private void admit(Exchange exchange, byte[] bytes) {
        Message post = exchange.getMessage();
        switch (NotificationReader.read(bytes)) {
            case NotificationReading.Refused refused -> {
                LOG.debug("Refused a post to the webhook bytes={} reason={}", bytes.length, refused.reason());
                answer(post, 400, null);
            }
            case NotificationReading.Notifications all -> {
                Optional<Notification> ours = all.notifications().stream()
                        .filter(notification ->
                                notification.origin().clientState().matches(clientState))
                        .findFirst();
                if (ours.isPresent() && !gate.admits()) {
                    answer(post, 503, null);
                } else if (ours.isPresent()) {
                    exchange.setProperty(KEEP, true);
                    post.setBody(bytes);
                    post.setHeader(KafkaConstants.KEY, ours.get().origin().subscriptionId());
                } else {
                    LOG.debug("Refused a post to the webhook whose client state is not ours bytes={}", bytes.length);
                    answer(post, 403, null);
                }
            }
        }
    }

    private void answer(Message message, int status, @Nullable String text) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, Handshake.CONTENT_TYPE);
        message.setBody(text == null ? "" : text);
        long begun = message.getExchange().getProperty(BEGUN, now(), Long.class);
        answers.computeIfAbsent(status, code -> Metric.WEBHOOK_ANSWERS.timer(meters, Integer.toString(code)))
                .record(now() - begun, TimeUnit.NANOSECONDS);
    }

    private long now() {
        return meters.config().clock().monotonicTime();
    }
}
