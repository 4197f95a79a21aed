package io.tandem.route;

import io.tandem.commerce.Outbox;
import io.tandem.commerce.Outbox.Letter;
import io.tandem.model.Duties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    /** A record takes Kafka no longer than 30 s or it is given up (see the route), and before each the duty is renewed. */
    private static final Duration HOLD = Duration.ofSeconds(45);

    private static final Duration RENEWED = Duration.ofSeconds(10);
    private static final int AT_ONCE = 500;
    private static final String SENDING = "updateSending";

    private final Outbox outbox;
    private final Duties duties;
    private final InstantSource clock;
    private final Traces traces;
    private Instant taken = Instant.EPOCH;

    /** What Kafka has but the database may not have heard of yet; it is not sent twice. */
    private final Set<Letter> sent = ConcurrentHashMap.newKeySet();

    /** Binds the steps to what they work on. */
    public Updates(Outbox outbox, Duties duties, InstantSource clock) {
        this(outbox, duties, clock, Traces.none());
    }

    /** The same, which lets whoever hears of something follow where it came from. */
    public Updates(Outbox outbox, Duties duties, InstantSource clock, Traces traces) {
        this.outbox = outbox;
        this.duties = duties;
        this.clock = clock;
        this.traces = traces;
    }

    /** Takes the oldest updates that Kafka does not have; none while another instance has the duty. */
    public List<Letter> oldest() {
        forget();
        return outbox.oldest(1).isEmpty() || !isOurs() ? List.of() : outbox.oldest(AT_ONCE);
    }

    /** Makes a letter the value of a Kafka record. */
    public byte[] address(@Body Letter letter, Exchange exchange) {
        if (taken.plus(RENEWED).isBefore(clock.instant()) && !isOurs()) {
            throw new IllegalStateException("another instance sends what Commerce is to be told by now");
        }
        exchange.setProperty(SENDING, letter);
        exchange.getMessage().setHeader(KafkaConstants.KEY, letter.key());
        traces.told(letter.key()).ifPresent(trace -> exchange.getMessage().setHeader(Traces.HEADER, trace));
        return letter.event();
    }

    private boolean isOurs() {
        taken = clock.instant();
        return duties.take(DUTY, HOLD);
    }

    /** Notes that Kafka has a letter. */
    public void sent(@ExchangeProperty(SENDING) Letter letter) {
        sent.add(letter);
    }

    /** Forgets what Kafka has, and lets another instance go on. */
    public void forget() {
        List<Letter> done = List.copyOf(sent);
        if (!done.isEmpty()) {
            outbox.forget(done);
            done.forEach(sent::remove);
            duties.lay(DUTY);
        }
    }
}
