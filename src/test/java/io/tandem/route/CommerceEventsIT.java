package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.Events;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class CommerceEventsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What may lie on a topic, and why it is put aside. */
    private enum Garbage {
        NO_JSON("unreadable", "not json"),
        HALF_JSON("unreadable", "{\"specversion\":\"1.0\",\"id\":"),
        TWO_EVENTS("unreadable", Events.opened("000135", "One") + Events.opened("000136", "Two")),
        TOMBSTONE("unreadable", (byte[]) null),
        EMPTY("unreadable", new byte[0]),
        BINARY("unreadable", binary()),
        UTF_16("no-cloud-event", "{\"id\":\"ü\"}".getBytes(StandardCharsets.UTF_16)),
        DEEP("unreadable", "[".repeat(100_000)),
        NUMBER("no-cloud-event", "42"),
        NULL("no-cloud-event", "null"),
        NO_EVENT("no-cloud-event", "{\"storeNumber\":\"000135\"}"),
        BIG("no-cloud-event", "{\"text\":\"" + "x".repeat(900_000) + "\"}"),
        UNKNOWN_TYPE("unknown-type", Events.opened("000135", "One").replace("store.opened", "store.exploded")),
        WRONG_DATA("invalid", Events.store("store.opened", Events.TIME, "000135")),
        NUL("invalid", Events.opened("000135", "zero\u0000byte")),
        SUBJECT("subject-mismatch", Events.opened("000135", "One").replace("store/000135", "store/000136"));

        private final String cause;
        private final byte @Nullable [] bytes;

        Garbage(String cause, byte @Nullable [] bytes) {
            this.cause = cause;
            this.bytes = bytes;
        }

        Garbage(String cause, String text) {
            this(cause, text.getBytes(StandardCharsets.UTF_8));
        }

        private static byte[] binary() {
            byte[] all = new byte[512];
            IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
            return all;
        }

        ProducerRecord<String, byte[]> on(String topic) {
            return new ProducerRecord<>(
                    topic,
                    null,
                    "key of " + this,
                    bytes,
                    new RecordHeaders().add("ce_id", name().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void putsGarbageAsideWithAllThatIsKnownOfItAndTakesTheRest() {
        Sandbox sandbox = Sandbox.create(3);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Garbage garbage : Garbage.values()) {
            records.add(garbage.on(sandbox.events()));
            records.add(good(sandbox, garbage.ordinal()));
        }

        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            sandbox.topics().publish(records);
            await().atMost(PATIENCE).until(() -> tandem.events("refused") == Garbage.values().length);
            await().atMost(PATIENCE).until(() -> committed(sandbox) == records.size());

            assertThat(tandem.events("applied")).isEqualTo(Garbage.values().length);
            assertThat(tandem.counts()).containsEntry("total", (long) Garbage.values().length);
            await().atMost(PATIENCE)
                    .until(() -> tandem.get("/api/status")
                            .body()
                            .contains("\"deadLetters\":" + Garbage.values().length + ","));
        }
        List<ConsumerRecord<String, byte[]>> letters = sandbox.topics().records(sandbox.letters());
        assertThat(letters).hasSize(Garbage.values().length);
        for (Garbage garbage : Garbage.values()) {
            ConsumerRecord<String, byte[]> letter = letter(letters, "ce_id", garbage.name());
            assertThat(letter.value()).as(garbage.name()).isEqualTo(garbage.bytes);
            assertThat(letter.key()).isEqualTo("key of " + garbage);
            assertThat(TestTopics.header(letter, "tandem-cause"))
                    .as(garbage.name())
                    .isEqualTo(garbage.cause);
            assertThat(TestTopics.header(letter, "tandem-reason")).isNotBlank().hasSizeLessThan(1000);
            assertThat(origin(letter)).isEqualTo(place(sandbox, garbage));
        }
    }

    /** Names that Camel takes as orders: a letter that obeyed them would go in circles. */
    @Test
    void obeysNoHeaderOfARecord() {
        Sandbox sandbox = Sandbox.create(1);
        RecordHeaders headers = new RecordHeaders();
        Map<String, String> orders = Map.of(
                "kafka.OVERRIDE_TOPIC", sandbox.events(),
                "kafka.KEY", "another",
                "kafka.PARTITION_KEY", "7",
                "kafka.TOPIC", "another",
                "kafka.HEADERS", "none",
                "CamelKafkaManualCommit", "never",
                "camelFileName", "x",
                "tandem-cause", "mine",
                "", "no name");
        orders.forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        headers.add("nothing", null).add("twice", new byte[] {1}).add("twice", new byte[] {2});
        String topic = sandbox.events();

        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            sandbox.topics()
                    .publish(List.of(
                            new ProducerRecord<>(
                                    topic, null, "key", "garbage".getBytes(StandardCharsets.UTF_8), headers),
                            new ProducerRecord<>(topic, null, "key", opened("000135"), headers)));
            await().atMost(PATIENCE).until(() -> committed(sandbox) == 2);
            assertThat(tandem.events("applied")).isEqualTo(1);
        }

        assertThat(sandbox.topics().records(topic)).hasSize(2);
        ConsumerRecord<String, byte[]> letter =
                sandbox.topics().records(sandbox.letters()).getFirst();
        assertThat(letter.key()).isEqualTo("key");
        assertThat(origin(letter)).isEqualTo(topic + "/0@0");
        assertThat(TestTopics.header(letter, "tandem-cause")).isEqualTo("unreadable");
        assertThat(TestTopics.header(letter, "tandem-original-kafka.OVERRIDE_TOPIC"))
                .isEqualTo(topic);
        assertThat(TestTopics.header(letter, "tandem-original-camelFileName")).isEqualTo("x");
        assertThat(TestTopics.header(letter, "nothing")).isEmpty();
    }

    /** The letter of a record that fills a Kafka record to the brim would not fit into one. */
    @Test
    void cutsALetterThatIsTooBigAndGoesOn() {
        Sandbox sandbox = Sandbox.create(1);
        byte[] brim = "x".repeat(1_048_400).getBytes(StandardCharsets.UTF_8);
        RecordHeaders large = new RecordHeaders();
        large.add("large", "y".repeat(1_048_300).getBytes(StandardCharsets.UTF_8));

        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            sandbox.topics()
                    .publish(List.of(
                            new ProducerRecord<>(sandbox.events(), null, "key", brim),
                            new ProducerRecord<>(sandbox.events(), null, "key", new byte[10], large),
                            new ProducerRecord<>(sandbox.events(), null, "k".repeat(1_048_300), new byte[11]),
                            good(sandbox, 1)));
            await().atMost(PATIENCE).until(() -> tandem.events("applied") == 1);
        }

        List<ConsumerRecord<String, byte[]>> letters = sandbox.topics().records(sandbox.letters());
        assertThat(letters).hasSize(3);
        assertThat(letters.getFirst().value()).hasSizeGreaterThan(1_000_000).containsOnly('x');
        assertThat(TestTopics.header(letters.getFirst(), "tandem-cut")).isEqualTo("1048400");
        assertThat(origin(letters.get(1))).isEqualTo(sandbox.events() + "/0@1");
        assertThat(letters.get(1).value()).hasSize(10);
        assertThat(letters.getLast().key()).hasSize(1024);
        assertThat(letters.getLast().value()).hasSize(11);
    }

    @Test
    void commitsOnlyWhatIsFoldedAndTriesForEver() {
        Sandbox sandbox = Sandbox.create(3);
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            sandbox.topics().publish(goods(sandbox, 0, 30));
            await().atMost(PATIENCE).until(() -> committed(sandbox) == 30);
            sandbox.sql("alter table fact rename to fact_away");

            sandbox.topics().publish(goods(sandbox, 30, 60));
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(committed(sandbox)).isEqualTo(30);
            assertThat(tandem.events("applied")).isEqualTo(30);

            sandbox.sql("alter table fact_away rename to fact");
            await().atMost(PATIENCE).until(() -> committed(sandbox) == 60);
            assertThat(tandem.events("applied")).isEqualTo(60);
            assertThat(tandem.events("duplicate")).isZero();
            assertThat(tandem.counts()).containsEntry("total", 60L);
            assertThat(sandbox.topics().committed(sandbox.events())).hasSize(3);
        }
        assertThat(sandbox.topics().records(sandbox.letters())).isEmpty();
    }

    /** Kafka takes the partitions from a consumer that does not poll: the commit fails, and must not be tried for ever. */
    @Test
    void readsAgainWhatItCouldNotCommitBecauseTheDatabaseWasAwayForLong() {
        Sandbox sandbox = Sandbox.create(2).with("camel.component.kafka.max-poll-interval-ms", "3000");
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            sandbox.topics().publish(goods(sandbox, 0, 10));
            await().atMost(PATIENCE).until(() -> committed(sandbox) == 10);
            sandbox.sql("alter table fact rename to fact_away");
            sandbox.topics().publish(goods(sandbox, 10, 20));
            await().pollDelay(Duration.ofSeconds(9)).until(() -> true);

            sandbox.sql("alter table fact_away rename to fact");

            await().atMost(PATIENCE).until(() -> committed(sandbox) == 20);
            assertThat(tandem.counts()).containsEntry("total", 20L);
        }
    }

    @Test
    void losesNothingBetweenTwoInstancesAndWhenOneOfThemEndsInTheMiddle() {
        Sandbox sandbox = Sandbox.create(4).with("tandem.kafka.batch", "50");
        AtomicInteger published = new AtomicInteger();
        Runnable publishMore =
                () -> sandbox.topics().publish(goods(sandbox, published.get(), published.addAndGet(200)));
        RunningTandem leaves = RunningTandem.in(sandbox);
        try (RunningTandem stays = RunningTandem.in(sandbox)) {
            await().atMost(PATIENCE).until(() -> {
                publishMore.run();
                return leaves.events("applied") > 0 && stays.events("applied") > 0;
            });

            publishMore.run();
            leaves.close();
            publishMore.run();

            await().atMost(PATIENCE).until(() -> committed(sandbox) == published.get());
            assertThat(leaves.events("applied") + stays.events("applied")).isEqualTo(published.get());
            assertThat(stays.counts()).containsEntry("total", published.longValue());
        }
    }

    @Test
    void endsInTimeAndLosesNothingWhileTheDatabaseIsAway() {
        Sandbox sandbox = Sandbox.create(1);
        long begun;
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            sandbox.sql("alter table fact rename to fact_away");
            sandbox.topics().publish(goods(sandbox, 0, 10));
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            assertThat(tandem.events("applied")).isZero();
            begun = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        assertThat(committed(sandbox)).isZero();
        sandbox.sql("alter table fact_away rename to fact");

        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            await().atMost(PATIENCE).until(() -> committed(sandbox) == 10);
            assertThat(tandem.counts()).containsEntry("total", 10L);
        }
    }

    private static List<ProducerRecord<String, byte[]>> goods(Sandbox sandbox, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> good(sandbox, i)).toList();
    }

    private static ProducerRecord<String, byte[]> good(Sandbox sandbox, int store) {
        String number = "%06d".formatted(store);
        return new ProducerRecord<>(sandbox.events(), "store/" + number, opened(number));
    }

    private static byte[] opened(String number) {
        return Events.opened(number, "Store " + number).getBytes(StandardCharsets.UTF_8);
    }

    private static long committed(Sandbox sandbox) {
        return sandbox.topics().committedRecords(sandbox.events());
    }

    private static String origin(ConsumerRecord<String, byte[]> letter) {
        return TestTopics.header(letter, "tandem-topic") + "/" + TestTopics.header(letter, "tandem-partition") + "@"
                + TestTopics.header(letter, "tandem-offset");
    }

    private static String place(Sandbox sandbox, Garbage garbage) {
        ConsumerRecord<String, byte[]> record =
                letter(sandbox.topics().records(sandbox.events()), "ce_id", garbage.name());
        return record.topic() + "/" + record.partition() + "@" + record.offset();
    }

    private static ConsumerRecord<String, byte[]> letter(
            List<ConsumerRecord<String, byte[]>> records, String header, String value) {
        Stream<ConsumerRecord<String, byte[]>> found =
                records.stream().filter(record -> Objects.equals(TestTopics.header(record, header), value));
        return found.findFirst().orElseThrow(() -> new AssertionError("no record with " + header + "=" + value));
    }
}
