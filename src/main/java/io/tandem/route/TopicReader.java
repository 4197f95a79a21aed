package io.tandem.route;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetter.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Looks topics up, for nobody's group: where they end, and what is in them. */
public final class TopicReader {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);

    /** So many empty answers in a row, each after a wait, that nobody answers any more. */
    private static final int MOST_SILENCES = 150;

    private final Map<String, Object> client;

    /** Reads with these properties of Kafka's own clients. */
    public TopicReader(Map<String, String> client) {
        this.client = new HashMap<>(client);
        this.client.put("enable.auto.commit", "false");
        this.client.put("allow.auto.create.topics", "false");
        this.client.put("auto.offset.reset", "earliest");
        this.client.put("default.api.timeout.ms", PATIENCE_MILLIS);
        this.client.put("max.poll.records", 1000);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * {@return the next offset of each partition}
     *
     * @throws KafkaException when Kafka does not say
     */
    List<Origin> ends(Collection<String> topics) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> partitions(consumer, topic).stream())
                    .toList();
            return consumer.endOffsets(partitions).entrySet().stream()
                    .map(end -> new Origin(end.getKey().topic(), end.getKey().partition(), end.getValue()))
                    .toList();
        }
    }

    /**
     * {@return the letters of which there are replays from some places on}
     *
     * @param alive is run every moment, and ends the reading by an exception
     * @throws KafkaException when Kafka does not say
     */
    Set<String> replaysSince(Collection<Origin> ends, Runnable alive) {
        Set<String> found = new TreeSet<>();
        Map<TopicPartition, Long> from = ends.stream()
                .collect(Collectors.toMap(end -> new TopicPartition(end.topic(), end.partition()), Origin::offset));
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            follow(consumer, records -> {
                alive.run();
                records.forEach(record -> replayOf(record).ifPresent(found::add));
            });
        }
        return found;
    }

    private static Optional<String> replayOf(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(DeadLetter.REPLAY_OF))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** Reads a topic from its beginning to where it ends now. */
    void read(String topic, Consumer<List<ConsumerRecord<String, byte[]>>> sink) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            follow(consumer, sink);
        }
    }

    /**
     * {@return a record with its key and headers, empty when Kafka has it no more}
     *
     * @param alive is run every moment, and ends the reading by an exception
     * @throws KafkaException when Kafka does not say
     */
    Optional<ConsumerRecord<String, byte[]>> record(Origin origin, Runnable alive) {
        TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            boolean there = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L) <= origin.offset()
                    && consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L) > origin.offset();
            if (!there) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            consumer.seek(partition, origin.offset());
            for (int silences = 0; silences < MOST_SILENCES; silences++) {
                alive.run();
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    // A compacted topic answers with the next record.
                    return records.records(partition).stream()
                            .findFirst()
                            .filter(record -> record.offset() == origin.offset());
                }
            }
            throw new TimeoutException("Kafka does not give record " + origin);
        }
    }

    private static void follow(
            KafkaConsumer<String, byte[]> consumer, Consumer<List<ConsumerRecord<String, byte[]>>> sink) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        int silences = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            consumer.poll(POLL).forEach(records::add);
            silences = records.isEmpty() ? silences + 1 : 0;
            if (silences > MOST_SILENCES) {
                throw new TimeoutException("Kafka gives no more records of " + ends.keySet());
            }
            sink.accept(records);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
