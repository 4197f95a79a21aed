package io.tandem.route;

import io.tandem.commerce.Outbox;
import io.tandem.commerce.Outbox.Letter;
import io.tandem.model.Duties;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.kafka.KafkaConstants;

/** The steps of route {@code outbox}: one instance at a time sends what Commerce is to be told, in order. */
public final class Updates {
    private static final String DUTY = "outbox";
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final int AT_ONCE = 500;
    private static final String SENDING = "updateSending";

    private final Outbox outbox;
    private final Duties duties;

    /** What Kafka has but the database may not have heard of yet; it is not sent twice. */
    private final Set<Letter> sent = ConcurrentHashMap.newKeySet();

    /** Binds the steps to what they work on. */
    public Updates(Outbox outbox, Duties duties) {
        this.outbox = outbox;
        this.duties = duties;
    }

    /** Takes the oldest updates that Kafka does not have; none while another instance has the duty. */
    public List<Letter> oldest() {
        forget();
        return duties.take(DUTY, HOLD) ? outbox.oldest(AT_ONCE) : List.of();
    }

    /** Makes a letter the value of a Kafka record. */
    public byte[] address(@Body Letter letter, Exchange exchange) {
        exchange.setProperty(SENDING, letter);
        exchange.getMessage().setHeader(KafkaConstants.KEY, letter.key());
        return letter.event();
    }

    /** Notes that Kafka has a letter. */
    public void sent(@ExchangeProperty(SENDING) Letter letter) {
        sent.add(letter);
    }

    /** Forgets what Kafka has. */
    public void forget() {
        List<Letter> done = List.copyOf(sent);
        if (!done.isEmpty()) {
            outbox.forget(done);
            done.forEach(sent::remove);
        }
    }
}
