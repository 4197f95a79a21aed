package io.tandem.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceEvent;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.EventParser;
import io.tandem.commerce.Reading;
import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of route {@code commerce-events}: read a batch, put refused records aside, fold the rest, commit. */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final EventParser parser;
    private final Predicate<CommerceEvent> echoes;
    private final CommerceState state;
    private final Runnable wake;
    private final MeterRegistry meters;
    private final Traces traces;

    /**
     * What a batch of records turned out to be.
     *
     * @param batch the events
     * @param refused the records that are none
     * @param echoes how many events told of nothing but what Tandem did
     * @param commits for each partition the record up to which everything is done
     * @param since when Kafka had the oldest record, in milliseconds
     * @param followed the events that are traced
     */
    public record Delivery(
            Batch batch,
            List<DeadLetter> refused,
            int echoes,
            List<KafkaManualCommit> commits,
            long since,
            List<Traces.Followed> followed) {
        /** Copies the lists. */
        public Delivery {
            refused = List.copyOf(refused);
            commits = List.copyOf(commits);
            followed = List.copyOf(followed);
        }
    }

    /**
     * Binds the steps to what they work on.
     *
     * @param echoes recognizes what is no news
     * @param wake tells the work loop that keys became due
     */
    public Intake(
            CommerceState state,
            Predicate<CommerceEvent> echoes,
            Runnable wake,
            MeterRegistry meters,
            InstantSource clock) {
        this(new EventParser(clock), echoes, state, wake, meters, Traces.none());
    }

    @SuppressWarnings("ParameterNumber") // a copy
    private Intake(
            EventParser parser,
            Predicate<CommerceEvent> echoes,
            CommerceState state,
            Runnable wake,
            MeterRegistry meters,
            Traces traces) {
        this.parser = parser;
        this.echoes = echoes;
        this.state = state;
        this.wake = wake;
        this.meters = meters;
        this.traces = traces;
    }

    /** {@return the same, which has events followed} */
    public Intake following(Traces followers) {
        return new Intake(parser, echoes, state, wake, meters, followers);
    }

    /** {@return the batch, each record read and either accepted or refused} */
    public Delivery read(@Body List<Exchange> records) {
        List<Reading> readings = new ArrayList<>(records.size());
        List<DeadLetter> refused = new ArrayList<>();
        List<Traces.Followed> followed = new ArrayList<>();
        Map<TopicPartition, KafkaManualCommit> commits = new HashMap<>();
        long since = now();
        int heardBack = 0;
        for (Exchange exchange : records) {
            Message message = exchange.getMessage();
            Reading reading = parser.read(message.getBody(byte[].class));
            switch (reading) {
                case Reading.Accepted accepted when echoes.test(accepted.event()) -> heardBack++;
                case Reading.Accepted accepted -> {
                    readings.add(accepted);
                    traces.read(accepted.event(), message).ifPresent(followed::add);
                }
                case Reading.Refused refusal -> refused.add(letter(message, refusal));
            }
            commits.put(
                    new TopicPartition(topic(message), partition(message)),
                    message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
            since = Math.min(since, message.getHeader(KafkaConstants.TIMESTAMP, since, Long.class));
        }
        return new Delivery(Batch.of(readings), refused, heardBack, List.copyOf(commits.values()), since, followed);
    }

    /** Folds the events in one transaction and wakes whoever works on the stores. */
    public void fold(@Body Delivery delivery) {
        traces.folding(delivery.followed());
        CommerceState.Outcome outcome = state.fold(delivery.batch());
        traces.folded(
                delivery.followed(), outcome.due(), delivery.batch().events().size() == 1);
        count("applied", outcome.applied());
        count("duplicate", outcome.duplicates());
        count("stale", outcome.stale());
        count("refused", delivery.refused().size());
        count("echo", delivery.echoes());
        Metric.COMMERCE_DELAY.timer(meters).record(now() - delivery.since(), TimeUnit.MILLISECONDS);
        LOG.debug(
                "Folded a batch applied={} duplicates={} stale={} refused={} due={}",
                outcome.applied(),
                outcome.duplicates(),
                outcome.stale(),
                delivery.refused().size(),
                outcome.due().size());
        if (!outcome.due().isEmpty()) {
            wake.run();
        }
    }

    /** Commits the offsets; whatever was lost until here comes again and is folded to the same state. */
    public void commit(@Body Delivery delivery) {
        delivery.commits().forEach(KafkaManualCommit::commit);
    }

    private void count(String outcome, int events) {
        Metric.COMMERCE_EVENTS.counter(meters, outcome).increment(events);
    }

    private long now() {
        return meters.config().clock().wallTime();
    }

    private static DeadLetter letter(Message message, Reading.Refused refusal) {
        return ReadRecord.of(message)
                .letter(Cause.Refused.of(
                        refusal.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'), refusal.reason()))
                .thrown(refusal.exception());
    }

    private static String topic(Message message) {
        return message.getHeader(KafkaConstants.TOPIC, String.class);
    }

    private static int partition(Message message) {
        return message.getHeader(KafkaConstants.PARTITION, Integer.class);
    }
}
