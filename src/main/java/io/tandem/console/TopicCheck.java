package io.tandem.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the topics are there.
 *
 * @param topics names by setting
 * @param partitions partitions by name of those topics that exist; empty = Kafka does not answer
 */
public record TopicCheck(Map<String, String> topics, Supplier<Optional<Map<String, Integer>>> partitions)
        implements Check {

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public List<Diagnosis> look() {
        Optional<Map<String, Integer>> there = partitions.get();
        if (there.isEmpty()) {
            return List.of(Diagnosis.blocks(
                    "kafka-silent",
                    "Kafka does not answer, or does not let Tandem in",
                    "start it, or correct tandem.kafka.brokers and the settings of its security"));
        }
        List<Diagnosis> found = new ArrayList<>();
        Map<String, String> users = new HashMap<>();
        topics.forEach((setting, topic) -> {
            String other = users.putIfAbsent(topic, setting);
            if (other != null) {
                found.add(Diagnosis.blocks(
                        "topic-twice:" + topic,
                        other + " and " + setting + " name the same topic " + topic,
                        "give each a topic of its own"));
            } else if (!there.get().containsKey(topic)) {
                found.add(Diagnosis.blocks(
                        "topic-missing:" + setting, "there is no topic " + topic, "create it, or correct " + setting));
            }
        });
        return found;
    }
}
