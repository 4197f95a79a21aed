package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class FeedAndTailIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private final Sandbox sandbox = Sandbox.create(1);

    @Test
    void publishesEachLineOfAFileUnderItsSubject() throws IOException {
        String event = Events.opened("000135", "Zürich");
        Path file = Files.writeString(folder.resolve("events.jsonl"), event + "\n\n  \nno json é\n{\"a\":1}");

        Said said = Commands.run("feed", file.toString(), "--brokers", brokers(), "--topic", sandbox.events());

        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .containsExactly("Published 3 records to " + sandbox.events()
                        + ", 2 of them without a subject or no JSON at all");
        List<ConsumerRecord<String, byte[]>> records = sandbox.topics().records(sandbox.events());
        assertThat(records)
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly(event, "no json é", "{\"a\":1}");
        assertThat(records).extracting(ConsumerRecord::key).containsExactly("store/000135", null, null);
    }

    @Test
    void publishesStandardInputToTheTopicOfTheConfiguration() throws IOException {
        Path config = Files.writeString(
                folder.resolve("tandem.properties"),
                "tandem.kafka.brokers=" + brokers() + "\ntandem.topics.commerce-events=" + sandbox.letters());

        Said said = Commands.fed(
                Events.opened("000135", "One") + "\n" + Events.opened("000136", "Two") + "\n",
                "feed",
                "-",
                "--config",
                config.toString());

        assertThat(said.out()).containsExactly("Published 2 records to " + sandbox.letters());
        assertThat(sandbox.topics().records(sandbox.letters())).hasSize(2);
    }

    @Test
    void publishesNothing() {
        assertThat(Commands.fed("", "feed", "-", "--brokers", brokers(), "--topic", sandbox.events())
                        .out())
                .containsExactly("Published 0 records to " + sandbox.events());
    }

    @Test
    void printsRecordsOneJsonALine() throws JsonProcessingException {
        RecordHeaders headers = new RecordHeaders();
        headers.add("tandem-cause", "invalid".getBytes(StandardCharsets.UTF_8)).add("nothing", null);
        sandbox.topics()
                .publish(List.of(
                        new ProducerRecord<>(sandbox.events(), 0, 0L, "key", bytes("{\"name\":\"Zürich\"}"), headers),
                        new ProducerRecord<>(sandbox.events(), 0, 1L, null, bytes("no\njson")),
                        new ProducerRecord<>(sandbox.events(), 0, 2L, "key", (byte[]) null),
                        new ProducerRecord<>(sandbox.events(), 0, 3L, "key", new byte[0]),
                        new ProducerRecord<>(sandbox.events(), 0, 4L, "key", bytes("{} {}"))));

        Said said = Commands.run("tail", sandbox.events(), "--brokers", brokers(), "--from-beginning", "--max", "5");

        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : said.out()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).isEqualTo(JSON.readTree("""
                {"topic": "%s", "partition": 0, "offset": 0, "time": "1970-01-01T00:00:00Z", "key": "key",
                 "headers": {"tandem-cause": "invalid", "nothing": null}, "value": {"name": "Zürich"}}""".formatted(sandbox.events())));
        assertThat(lines)
                .extracting(line -> line.path("value").toString())
                .containsExactly("{\"name\":\"Zürich\"}", "\"no\\njson\"", "null", "\"\"", "\"{} {}\"");
        assertThat(lines.get(1).path("key").isNull()).isTrue();
    }

    @Test
    void endsAfterAsManyRecordsAsAskedFor() {
        sandbox.topics().publishLines(List.of("1", "2", "3", "4"));

        Said said = Commands.run("tail", sandbox.events(), "--brokers", brokers(), "--from-beginning", "--max", "2");

        assertThat(said.out()).hasSize(2);
    }

    @Test
    void doesNotMakeATopicByLookingForIt() {
        String topic = sandbox.events() + ".absent";

        Said said = Commands.run("tail", topic, "--brokers", brokers());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("tandem: there is no topic " + topic + " in Kafka, but ")
                        .contains(sandbox.events()));
        assertThat(Commands.run("tail", topic, "--brokers", brokers()).code()).isEqualTo(1);
    }

    @Test
    void saysThatATopicIsNotThere() {
        Said said = Commands.fed("{}\n", "feed", "-", "--brokers", brokers(), "--topic", sandbox.events() + ".absent");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .singleElement()
                .satisfies(
                        line -> assertThat(line).contains("cannot publish to topic " + sandbox.events() + ".absent"));
    }

    private String brokers() {
        return sandbox.settings().text("tandem.kafka.brokers");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
