package io.tandem.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether Kafka keeps dead letters for as long as somebody may want them.
 *
 * @param topic the topic of dead letters
 * @param brokers where Kafka is, as its own tools take it
 * @param kept for how long the topic keeps a record, negative = for ever; empty = Kafka does not tell
 */
public record RetentionCheck(String topic, String brokers, Supplier<Optional<Duration>> kept) implements Check {

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public List<Diagnosis> look() {
        return kept
                .get()
                .filter(length -> !length.isNegative())
                .map(length -> Diagnosis.warns(
                        "retention-limited:" + topic,
                        "Kafka forgets what is on topic " + topic + " after " + Wording.length(length)
                                + ", and the list of dead letters cannot be rebuilt from it then",
                        "keep it for ever: kafka-configs.sh --bootstrap-server " + brokers
                                + " --alter --entity-type topics --entity-name " + topic
                                + " --add-config retention.ms=-1"))
                .stream()
                .toList();
    }
}
