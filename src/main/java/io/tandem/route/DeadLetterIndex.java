package io.tandem.route;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.FiledLetter;
import io.tandem.deadletter.LetterId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of route {@code dead-letter-index}: file what lies on the dead-letter topic, and commit. */
public final class DeadLetterIndex {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterIndex.class);

    private final DeadLetterBook book;
    private final TopicReader topics;
    private final String topic;

    /**
     * Binds the steps to what they work on.
     *
     * @param topics reads the topic for a second time
     * @param topic the dead-letter topic
     */
    public DeadLetterIndex(DeadLetterBook book, TopicReader topics, String topic) {
        this.book = book;
        this.topics = topics;
        this.topic = topic;
    }

    /** Files a batch; one that comes again changes nothing. */
    public void file(@Body List<Exchange> records) {
        int filed = book.file(
                records.stream().map(exchange -> letter(exchange.getMessage())).toList());
        LOG.info("Filed dead letters new={} read={}", filed, records.size());
    }

    /** Commits the offsets of the batch; until then it comes again. */
    public void commit(@Body List<Exchange> records) {
        Map<Integer, KafkaManualCommit> last = new HashMap<>();
        records.stream()
                .map(Exchange::getMessage)
                .forEach(message -> last.put(
                        message.getHeader(KafkaConstants.PARTITION, Integer.class),
                        message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)));
        last.values().forEach(KafkaManualCommit::commit);
    }

    /**
     * Files again all that is on the topic. What people did with letters that are filed already stays.
     *
     * @return how many letters were missing
     * @throws org.apache.kafka.common.KafkaException when the topic cannot be read
     */
    public long rebuild() {
        AtomicLong missing = new AtomicLong();
        topics.read(
                topic,
                records -> missing.addAndGet(
                        book.file(records.stream().map(DeadLetterIndex::letter).toList())));
        LOG.info("Read the dead-letter topic from its beginning missing={}", missing);
        return missing.get();
    }

    private static FiledLetter letter(Message message) {
        ReadRecord record = ReadRecord.of(message);
        return filed(
                new LetterId(record.origin().partition(), record.origin().offset()),
                Instant.ofEpochMilli(record.written()),
                DeadLetter.read(record.key(), record.value(), record.headers()));
    }

    private static FiledLetter letter(ConsumerRecord<String, byte[]> record) {
        return filed(
                new LetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                DeadLetter.read(record.key(), record.value(), ReadRecord.texts(record.headers())));
    }

    private static FiledLetter filed(LetterId id, Instant at, DeadLetter letter) {
        return new FiledLetter(id, at, letter, LetterTraits.of(letter));
    }
}
