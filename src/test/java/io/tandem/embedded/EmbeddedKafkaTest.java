package io.tandem.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    static Path data;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(data, 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void makesTopicsAndLeavesThoseThatExistAsTheyAre() throws Exception {
        kafka.createTopics(Map.of("stores", 3));

        kafka.createTopics(Map.of("stores", 5, "tasks", 2));

        assertThat(partitions("stores")).isEqualTo(3);
        assertThat(partitions("tasks")).isEqualTo(2);
    }

    @Test
    void saysWhichTopicCannotBeMade() {
        assertThatExceptionOfType(EmbeddedException.class)
                .isThrownBy(() -> kafka.createTopics(Map.of("no/topic", 1)))
                .withMessageStartingWith("Topic no/topic cannot be made: ");
    }

    @Test
    void keepsTheRecordsOfATopicForEver() throws Exception {
        kafka.createTopics(Map.of("kept", 1));

        kafka.keepForever("kept");

        ConfigResource kept = new ConfigResource(ConfigResource.Type.TOPIC, "kept");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(Objects.requireNonNull(admin.describeConfigs(List.of(kept))
                                    .all()
                                    .get()
                                    .get(kept))
                            .get("retention.ms")
                            .value())
                    .isEqualTo("-1");
        }
    }

    @Test
    void doesNotMakeATopicByItsUse() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> new Uses(kafka.bootstrapServers(), "").write("misspelled", "lost"))
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void saysWhichOptionChangesATakenPort(@TempDir Path other) {
        int taken = Integer.parseInt(kafka.bootstrapServers().replace("127.0.0.1:", ""));

        assertThatExceptionOfType(EmbeddedException.class)
                .isThrownBy(() -> EmbeddedKafka.start(other, taken))
                .withMessage(
                        "Port %d, which Tandem needs for Kafka, is taken by another program: "
                                + "choose another one with --kafka-port.",
                        taken);
    }

    @Test
    void beginsAnewAfterAFirstStartThatWasKilledHalfway(@TempDir Path other) throws IOException {
        Files.writeString(Files.createDirectory(other.resolve("kafka")).resolve("bootstrap.checkpoint"), "torn");

        try (EmbeddedKafka begun = EmbeddedKafka.start(other, 0)) {
            assertThatNoException().isThrownBy(() -> begun.createTopics(Map.of("stores", 1)));
        }
    }

    private static int partitions(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .mapToInt(described -> described.partitions().size())
                    .sum();
        }
    }
}
