package io.tandem.component.graph;

import io.tandem.component.graph.webhook.Handshake;
import io.tandem.component.graph.webhook.Notification;
import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.component.graph.webhook.NotificationReader;
import io.tandem.component.graph.webhook.PostVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what Graph posts to the webhook: handshakes at once, notifications after the route has dealt with each of
 * them in an exchange of its own (graph-contract 9.4, 9.5).
 */
final class WebhookHandler implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final NotificationCheck check;
    private final Consumer<Notification.Lifecycle> lifecycle;
    private final Processor next;

    WebhookHandler(NotificationCheck check, Consumer<Notification.Lifecycle> lifecycle, Processor next) {
        this.check = check;
        this.lifecycle = lifecycle;
        this.next = next;
    }

    @Override
    public void process(Exchange http) throws IOException {
        Optional<Handshake> handshake = handshake(http.getMessage());
        int status = handshake.isPresent() ? OK : received(http);
        Message answer = http.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setBody(handshake.map(Handshake::token).orElse(null));
        if (handshake.isPresent()) {
            answer.setHeader(Exchange.CONTENT_TYPE, Handshake.CONTENT_TYPE);
            answer.setHeader("X-Content-Type-Options", "nosniff");
        }
    }

    private static Optional<Handshake> handshake(Message message) {
        String query = message.getHeader(Exchange.HTTP_QUERY, String.class);
        return Handshake.in(message.getHeader(Exchange.HTTP_RAW_QUERY, query, String.class));
    }

    private int received(Exchange http) throws IOException {
        return switch (check.check(body(http.getMessage()))) {
            case PostVerdict.Malformed refused -> {
                LOG.warn("Refused what is no post of Microsoft Graph: why={}", refused.reason());
                yield BAD_REQUEST;
            }
            case PostVerdict.Suspect refused -> {
                LOG.warn("Dropped a post that Microsoft Graph did not send: why={}", refused.reason());
                yield ACCEPTED;
            }
            case PostVerdict.Undecided later -> {
                LOG.warn("Could not check a post, Microsoft Graph will send it again: why={}", later.reason());
                yield SERVICE_UNAVAILABLE;
            }
            case PostVerdict.Locked locked -> {
                LOG.warn("Could not open a post, Microsoft Graph will send it again: keys={}", locked.certificates());
                yield SERVICE_UNAVAILABLE;
            }
            case PostVerdict.Accepted accepted -> {
                accepted.dropped().forEach(why -> LOG.warn("Dropped a notification: why={}", why));
                yield delivered(http, accepted.notifications()) ? ACCEPTED : SERVICE_UNAVAILABLE;
            }
        };
    }

    /** All are delivered even when one fails: Graph sends the whole post again, and none may hold up the others. */
    private boolean delivered(Exchange http, List<Notification> notifications) {
        boolean well = true;
        for (int at = 0; at < notifications.size(); at++) {
            Notification notification = notifications.get(at);
            if (notification instanceof Notification.Lifecycle event) {
                lifecycle.accept(event);
            }
            well &= delivered(http, notification, at);
        }
        return well;
    }

    @SuppressWarnings("IllegalCatch") // The boundary to the route: whatever it throws means "not delivered".
    private boolean delivered(Exchange http, Notification notification, int at) {
        Exchange exchange = http.getFromEndpoint().createExchange();
        exchange.getExchangeExtension().setFromRouteId(http.getFromRouteId());
        NotificationWriter.write(notification, check.clientState() != null, exchange.getMessage());
        exchange.getMessage().setHeader(MicrosoftGraphConstants.SEQUENCE, at);
        try {
            next.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.isFailed()) {
            LOG.warn(
                    "A notification was not processed, Microsoft Graph will send it again: exchange={}",
                    exchange.getExchangeId(),
                    exchange.getException());
        }
        return !exchange.isFailed() && !exchange.isRollbackOnly();
    }

    private static byte[] body(Message message) throws IOException {
        if (message.getBody() instanceof InputStream stream) {
            return stream.readNBytes(NotificationReader.MAX_BYTES + 1);
        }
        byte[] bytes = message.getBody(byte[].class);
        return bytes == null ? new byte[0] : bytes;
    }
}
