package io.tandem.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.ConfigurationException;
import io.tandem.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tandem tail}: prints the records of a topic, one JSON a line. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Prints the records of a topic, one JSON a line, until Ctrl-C.")
final class TailCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "TOPIC", description = "For example commerce.updates or tandem.dead-letters.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Begins with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "Ends after N records.")
    private @Nullable Long most;

    @Override
    public Integer call() {
        Settings settings = kafka.settings();
        Properties properties = KafkaOptions.client(settings);
        properties.put("allow.auto.create.topics", "false");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            assign(consumer);
            print(consumer);
            return 0;
        } catch (KafkaException trouble) {
            throw new ConfigurationException(
                    "cannot read topic " + topic + " of Kafka at " + settings.text("tandem.kafka.brokers") + ": "
                            + trouble.getMessage() + "; is Tandem running with the same --kafka-port?",
                    trouble);
        }
    }

    private void assign(KafkaConsumer<String, byte[]> consumer) {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        if (!topics.containsKey(topic)) {
            throw new ConfigurationException(
                    "there is no topic " + topic + " in Kafka, but "
                            + String.join(", ", new TreeSet<>(topics.keySet())),
                    null);
        }
        List<TopicPartition> partitions = topics.getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
    }

    private void print(KafkaConsumer<String, byte[]> consumer) {
        PrintWriter out = spec.commandLine().getOut();
        long left = most == null ? Long.MAX_VALUE : most;
        while (left > 0) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (left-- > 0) {
                    out.println(json(record));
                }
            }
            out.flush();
        }
    }

    /** {@return the record as one JSON object; a value that is no JSON becomes text} */
    static String json(ConsumerRecord<String, byte[]> record) {
        ObjectNode line = JSON.createObjectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("time", Instant.ofEpochMilli(record.timestamp()).toString())
                .put("key", record.key());
        ObjectNode headers = line.putObject("headers");
        record.headers()
                .forEach(header -> headers.put(
                        header.key(),
                        header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8)));
        line.set("value", shown(record.value()));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode shown(byte @Nullable [] value) {
        if (value == null) {
            return NullNode.getInstance();
        }
        try {
            JsonNode json = JSON.readTree(value);
            return json.isMissingNode() ? TextNode.valueOf("") : json;
        } catch (IOException noJson) {
            return TextNode.valueOf(new String(value, StandardCharsets.UTF_8));
        }
    }
}
