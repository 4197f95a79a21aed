package io.tandem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Dead letters of many causes; the bytes of each are an event about a store of its own. */
final class SeededLetters {
    static final List<String> CAUSES = List.of(
            "unreadable", "invalid", "unknown-type", "refused-by-graph", "attempts-used-up", "write-back-refused");

    private SeededLetters() {}

    /** Writes letters, as many of each cause. */
    static void write(Sandbox sandbox, int letters) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < letters; i++) {
            records.add(letter(sandbox, i));
        }
        sandbox.topics().publish(records);
    }

    private static ProducerRecord<String, byte[]> letter(Sandbox sandbox, int number) {
        String store = "%06d".formatted(number);
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        "tandem-cause",
                        CAUSES.get(number % CAUSES.size()),
                        "tandem-reason",
                        "letter " + number + " of a test",
                        "tandem-topic",
                        sandbox.events(),
                        "tandem-partition",
                        "0",
                        "tandem-offset",
                        Integer.toString(1_000_000 + number),
                        "original",
                        "header " + number)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        byte[] event = Events.store("store.opened", Events.TIME, store, "name", "Store " + store)
                .getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(sandbox.letters(), null, "store/" + store, event, headers);
    }

    /** {@return how often which letter was sent again} */
    static Map<String, Long> replays(Sandbox sandbox) {
        return records(sandbox).stream()
                .collect(Collectors.groupingBy(
                        record -> String.valueOf(TestTopics.header(record, "tandemreplayof")),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** {@return what was sent again} */
    static List<ConsumerRecord<String, byte[]>> records(Sandbox sandbox) {
        return sandbox.topics().records(sandbox.events());
    }
}
