package io.tandem.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a one-node Kafka that shares a small machine with the application.
 *
 * @param folder where the node keeps its records and metadata
 * @param port where clients connect, on the loopback address
 * @param controllerPort where the node talks to itself, on the loopback address; may differ from start to start, because
 *     a fixed list of voters is never written to disk
 */
record KafkaProperties(Path folder, int port, int controllerPort) {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String ONE = "1";

    Map<String, Object> asMap() {
        Map<String, Object> all = new HashMap<>(identity());
        all.putAll(singleNode());
        all.putAll(smallFootprint());
        all.putAll(keeping());
        return all;
    }

    private Map<String, Object> identity() {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                NODE,
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                CONTROLLER,
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d".formatted(port, CONTROLLER, controllerPort),
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER),
                "log.dirs",
                folder.toString());
    }

    private static Map<String, Object> singleNode() {
        return Map.of(
                // A misspelled topic is an error that the user sees, not a new topic that nobody reads.
                "auto.create.topics.enable", "false",
                "offsets.topic.num.partitions", ONE,
                "offsets.topic.replication.factor", ONE,
                "transaction.state.log.num.partitions", ONE,
                "transaction.state.log.replication.factor", ONE,
                "transaction.state.log.min.isr", ONE,
                "share.coordinator.state.topic.num.partitions", ONE,
                "share.coordinator.state.topic.replication.factor", ONE,
                "share.coordinator.state.topic.min.isr", ONE,
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, Object> smallFootprint() {
        return Map.of(
                "num.network.threads", ONE,
                "num.io.threads", "2",
                "background.threads", "2",
                "group.coordinator.threads", ONE,
                "share.coordinator.threads", ONE,
                "log.segment.bytes", "33554432",
                "log.index.size.max.bytes", "1048576",
                // The default buffer of the log cleaner alone would be 128 MB of heap.
                "log.cleaner.dedupe.buffer.size", "4194304",
                // Without it an idle node writes a record to its metadata twice a second, for ever.
                "metadata.max.idle.interval.ms", "0",
                "metric.reporters", "");
    }

    private static Map<String, Object> keeping() {
        return Map.of(
                "log.retention.hours", "720",
                // A demo that rests for weeks must go on where it stopped; the default forgets groups after 7 days.
                "offsets.retention.minutes", "5256000",
                // After a kill the node waits for the session of its own former life to end.
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500");
    }
}
