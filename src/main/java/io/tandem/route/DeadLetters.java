package io.tandem.route;

import io.tandem.deadletter.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of route {@code dead-letters}: turns a dead letter into a Kafka record with the original bytes. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** Names that Camel takes for its own: they would not leave, or tell where the letter goes. */
    private static final Pattern RESERVED = Pattern.compile("(?i)(camel|kafka\\.|org\\.apache\\.camel).*");

    /** Bytes of a request for names, lengths and the like. */
    private static final int ROOM = 8_000;

    private final int mostBytes;

    /**
     * Cuts letters that are too long.
     *
     * @param largest how many bytes the producer sends at once
     */
    public DeadLetters(int largest) {
        this.mostBytes = largest - ROOM;
    }

    /** Writes value, key and context of the letter into the message. */
    public void describe(@Body DeadLetter letter, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        DeadLetter record = letter.fitting(mostBytes);
        message.setHeader(KafkaConstants.KEY, record.key());
        record.context()
                .forEach((name, value) -> message.setHeader(outgoing(name), value.getBytes(StandardCharsets.UTF_8)));
        message.setBody(record.value());
        LOG.warn("Put a dead letter aside cause={} origin={}", letter.cause().kind(), letter.origin());
    }

    static boolean isReserved(String name) {
        return RESERVED.matcher(name).matches();
    }

    private static String outgoing(String name) {
        return isReserved(name) ? "tandem-original-" + name : name;
    }
}
