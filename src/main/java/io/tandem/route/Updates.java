package io.tandem.route;

import io.tandem.commerce.Outbox;
import io.tandem.commerce.Outbox.Letter;
import io.tandem.model.Duties;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;

/** The steps of route {@code outbox}: one instance at a time sends what Commerce is to be told, in order. */
public final class Updates {
    private static final String DUTY = "outbox";
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final int AT_ONCE = 500;
    private static final String SENDING = "updatesSending";

    private final Outbox outbox;
    private final Duties duties;

    /** Binds the steps to what they work on. */
    public Updates(Outbox outbox, Duties duties) {
        this.outbox = outbox;
        this.duties = duties;
    }

    /** Takes the oldest updates; none while another instance has the duty. */
    public List<Letter> oldest(Exchange exchange) {
        List<Letter> letters = duties.take(DUTY, HOLD) ? outbox.oldest(AT_ONCE) : List.of();
        exchange.setProperty(SENDING, letters);
        return letters;
    }

    /** Makes a letter the value of a Kafka record. */
    public byte[] address(@Body Letter letter, Exchange exchange) {
        exchange.getMessage().setHeader(KafkaConstants.KEY, letter.key());
        return letter.event();
    }

    /** Forgets what Kafka has. */
    @SuppressWarnings("unchecked") // set above
    public void forget(Exchange exchange) {
        outbox.forget(exchange.getProperty(SENDING, List.of(), List.class));
    }
}
