package io.tandem.route;

import io.tandem.deadletter.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of route {@code dead-letters}: turns a dead letter into a Kafka record with the original bytes. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** Writes value, key and context of the letter into the message. */
    public void describe(@Body DeadLetter letter, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(KafkaConstants.KEY, letter.key());
        letter.context().forEach((name, value) -> message.setHeader(name, value.getBytes(StandardCharsets.UTF_8)));
        message.setBody(letter.value() == null ? new byte[0] : letter.value());
        LOG.warn("Put a dead letter aside cause={} origin={}", letter.cause().kind(), letter.origin());
    }
}
