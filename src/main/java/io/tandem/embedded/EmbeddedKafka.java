package io.tandem.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real one-node Kafka (KRaft, broker and controller in one) in this process, for clients on this machine.
 *
 * <p>Topics, records and committed offsets live in {@code <data>/kafka} and survive restarts and kills. Topics are not
 * made by use: call {@link #createTopics}.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the node and returns when it serves clients.
     *
     * @param data folder whose subfolder {@code kafka} is used; made when missing
     * @param port port on 127.0.0.1; 0 takes any free one
     * @throws EmbeddedException when the port is taken or the folder cannot be used
     */
    @SuppressWarnings("IllegalCatch") // the server is Scala: any exception, checked or not, may come out of it
    public static EmbeddedKafka start(Path data, int port) {
        int clientPort = Port.ofKafka(port).resolved().number();
        Path folder = DataFolder.created(data.toAbsolutePath().normalize().resolve("kafka"));
        try {
            format(folder);
            return new EmbeddedKafka(
                    started(new KafkaProperties(folder, clientPort, Port.free())), "127.0.0.1:" + clientPort);
        } catch (Exception e) {
            throw new EmbeddedException(
                    "Kafka cannot start with its data in %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Makes the topics that do not exist yet; leaves the others, their partitions too, as they are.
     *
     * @param partitionsByTopic number of partitions of each topic by its name
     */
    public void createTopics(Map<String, Integer> partitionsByTopic) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(partitionsByTopic.entrySet().stream()
                            .map(topic -> new NewTopic(topic.getKey(), Optional.of(topic.getValue()), Optional.empty()))
                            .toList())
                    .values()
                    .forEach(EmbeddedKafka::awaitTopic);
        }
    }

    /** Has a topic that exists keep all its records from now on. */
    public void keepForever(String topic) {
        AlterConfigOp unlimited =
                new AlterConfigOp(new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(unlimited)))
                    .values()
                    .values()
                    .forEach(kept -> awaitTopic(topic, kept));
        }
    }

    /** Stops the node and returns when its data are safe on disk. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    static void format(Path folder) throws Exception {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setNodeId(KafkaProperties.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(KafkaProperties.CONTROLLER)
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static KafkaRaftServer started(KafkaProperties properties) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties.asMap()), Time.SYSTEM);
        boolean serves = false;
        try {
            server.startup();
            serves = true;
            return server;
        } finally {
            if (!serves) {
                server.shutdown();
            }
        }
    }

    private static void awaitTopic(String name, KafkaFuture<Void> made) {
        try {
            made.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedException("Making topic " + name + " was interrupted.", e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new EmbeddedException("Topic %s cannot be made: %s".formatted(name, e.getMessage()), e);
            }
        }
    }
}
