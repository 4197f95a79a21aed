package io.tandem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, seen from outside.
 *
 * @param settings which Kafka, group and topics
 */
public record TestTopics(Settings settings) {

    /** Publishes records and returns when Kafka has them. */
    public void publish(List<ProducerRecord<String, byte[]>> records) {
        Map<String, Object> properties = new HashMap<>(settings.kafkaClient());
        properties.put("max.request.size", 5_000_000);
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Publishes lines to the topic of events, each with a key so that they spread over the partitions. */
    public void publishLines(List<String> lines) {
        String topic = settings.text("tandem.topics.commerce-events");
        publish(lines.stream()
                .map(line -> new ProducerRecord<>(
                        topic, Integer.toString(line.hashCode()), line.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /** {@return all records of a topic up to now} */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        Map<String, Object> properties = new HashMap<>(settings.kafkaClient());
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** {@return what Tandem's group has committed of a topic, by partition} */
    public Map<Integer, Long> committed(String topic) {
        try (Admin admin = Admin.create(new HashMap<>(settings.kafkaClient()))) {
            return admin
                    .listConsumerGroupOffsets(settings.text("tandem.kafka.group"))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().partition(),
                            entry -> entry.getValue().offset()));
        } catch (ExecutionException | InterruptedException silent) {
            throw new IllegalStateException(silent);
        }
    }

    /** {@return how many records of a topic Tandem's group has committed} */
    public long committedRecords(String topic) {
        return committed(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return a header of a record as text, null when it has none} */
    public static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
