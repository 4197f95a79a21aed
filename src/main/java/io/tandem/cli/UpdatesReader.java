package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all that Tandem ever told Commerce; an event that is sent twice has the same id and counts once. */
final class UpdatesReader implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String PREFIX = "io.tandem.";

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<String, Update> updates = new LinkedHashMap<>();

    /**
     * Something that Commerce was told.
     *
     * @param type without prefix, {@code planner.task.deleted}
     * @param data payload of the event
     */
    record Update(String type, JsonNode data) {
        String text(String field) {
            return data.path(field).asText();
        }
    }

    UpdatesReader(Settings settings) {
        String topic = settings.text("tandem.topics.commerce-updates");
        Properties properties = KafkaOptions.client(settings);
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** {@return all that is on the topic by now} */
    List<Update> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
            consumer.poll(POLL).forEach(this::take);
        }
        return List.copyOf(updates.values());
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            JsonNode event = JSON.readTree(record.value());
            String type = event.path("type").asText();
            updates.putIfAbsent(
                    event.path("id").asText(),
                    new Update(type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type, event.path("data")));
        } catch (IOException noJson) {
            throw new UncheckedIOException("a record of commerce.updates is no JSON", noJson);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
