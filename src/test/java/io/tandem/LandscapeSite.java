package io.tandem;

import io.tandem.console.StoreViews;
import io.tandem.console.TaskViews;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.jdbc.Database;
import io.tandem.model.StoreNumber;
import io.tandem.simulator.SharedIdentity;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A place for one Tandem, or several that work together: a database, topics and a simulated tenant of their own. All
 * people of {@link LandscapePerson} live there.
 */
final class LandscapeSite implements AutoCloseable {
    private static final List<String> TOPICS =
            List.of("commerce-events", "commerce-updates", "graph-notifications", "dead-letters");

    private final String name;
    private final String clientSecret = "client-secret-" + UUID.randomUUID();
    private final EmbeddedPlatform platform;
    private final Simulator simulator;
    private final LandscapeGraph graph;
    private final Database database;
    private final KafkaProducer<String, String> producer;
    private final Path folder;

    private LandscapeSite(EmbeddedPlatform platform, Path folder, String name, SimulatorProfile profile) {
        this.name = name;
        this.platform = platform;
        this.folder = folder;
        SharedIdentity.giveTo(folder);
        this.simulator = Simulator.start(
                new SimulatorSettings(folder, 0, profile, 1, folder.resolve("people.jsonl"), clientSecret));
        this.graph = new LandscapeGraph(simulator, clientSecret);
        this.database = Database.open(databaseUrl(), platform.jdbcUser(), "");
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    static LandscapeSite on(EmbeddedPlatform platform, Path folder, String name, SimulatorProfile profile) {
        try (Connection connection = DriverManager.getConnection(platform.jdbcUrl(), platform.jdbcUser(), "")) {
            connection.createStatement().execute("create database \"" + name + "\"");
            Files.createDirectories(folder);
            Files.write(folder.resolve("people.jsonl"), LandscapePerson.all());
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        platform.createTopics(TOPICS.stream()
                .collect(Collectors.toMap(kind -> name + "." + kind, kind -> kind.equals("dead-letters") ? 1 : 2)));
        return new LandscapeSite(platform, folder, name, profile);
    }

    /** {@return what Tandem proves itself by, in this tenant alone} */
    String clientSecret() {
        return clientSecret;
    }

    /** {@return the tenant} */
    LandscapeGraph graph() {
        return graph;
    }

    /** Starts a Tandem in this process, impatient as tests are; it is the caller's to close. */
    Tandem start() {
        return start(Map.of());
    }

    /** The same with other values for some settings. */
    Tandem start(Map<String, String> otherSettings) {
        return Tandem.start(Settings.read(null, Map.of(), settings(otherSettings)), null);
    }

    /** Starts a Tandem in a process of its own. */
    LandscapeProcess startProcess(Map<String, String> otherSettings) {
        return startProcess(otherSettings, LandscapeArchive.of(platform));
    }

    LandscapeProcess startProcess(Map<String, String> otherSettings, LandscapeArchive archive) {
        return LandscapeProcess.start(folder, settings(otherSettings), archive);
    }

    /** Publishes what Commerce says and returns when Kafka has it. */
    void publish(List<LandscapeEvent> events) {
        publish(events, Map.of());
    }

    /** Publishes events as records with headers. */
    void publish(List<LandscapeEvent> events, Map<String, String> headers) {
        send(events.stream()
                .map(event -> record("commerce-events", event, headers))
                .toList());
    }

    /** Publishes dead letters of events that Tandem, as it says there, did not understand once. */
    void publishLetters(List<LandscapeEvent> events) {
        send(IntStream.range(0, events.size())
                .mapToObj(at -> record(
                        "dead-letters",
                        events.get(at),
                        Map.of(
                                "tandem-cause", "unknown-type",
                                "tandem-reason", "letter of a test",
                                "tandem-topic", topic("commerce-events"),
                                "tandem-partition", "0",
                                "tandem-offset", Integer.toString(1_000_000 + at))))
                .toList());
    }

    private ProducerRecord<String, String> record(String kind, LandscapeEvent event, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> all.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(topic(kind), null, event.subject(), event.json(), all);
    }

    private void send(List<ProducerRecord<String, String>> records) {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        sent.forEach(Future::resultNow);
    }

    /** {@return where a store stands: {@code inSync}, {@code working}, ...; {@code unknown} before any event of it} */
    String state(String store) {
        return database.storeViews()
                .store(new StoreNumber(store))
                .map(StoreViews.Detail::store)
                .map(StoreViews.Row::state)
                .orElse("unknown");
    }

    /** {@return what people should know about a store} */
    List<String> findings(String store) {
        return database.storeViews()
                .store(new StoreNumber(store))
                .map(StoreViews.Detail::findings)
                .orElse(List.of());
    }

    /** {@return why a store is where it is} */
    String reason(String store) {
        return database.storeViews()
                .store(new StoreNumber(store))
                .map(StoreViews.Detail::store)
                .map(StoreViews.Row::reason)
                .orElse("");
    }

    /** {@return what is shown of tasks} */
    TaskViews tasks() {
        return database.taskViews();
    }

    /** {@return what Commerce was told, in order} */
    List<String> updates() {
        return new TestTopics(Settings.read(null, Map.of(), settings(Map.of())))
                .records(topic("commerce-updates")).stream()
                        .map(update -> new String(update.value(), StandardCharsets.UTF_8))
                        .toList();
    }

    /** {@return the dead letters} */
    List<ConsumerRecord<String, byte[]>> letters() {
        return new TestTopics(Settings.read(null, Map.of(), settings(Map.of()))).records(topic("dead-letters"));
    }

    /** {@return the posts that Tandem took, as Graph sent them} */
    List<byte[]> posts() {
        return new TestTopics(Settings.read(null, Map.of(), settings(Map.of())))
                .records(topic("graph-notifications")).stream()
                        .map(ConsumerRecord::value)
                        .toList();
    }

    /** Keeps everybody from changing a table until the connection is closed. */
    Connection locked(String table) {
        try {
            Connection connection = DriverManager.getConnection(databaseUrl(), platform.jdbcUser(), "");
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table " + table + " in exclusive mode");
            return connection;
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** {@return where the keys of the tenant are kept} */
    Path folder() {
        return folder;
    }

    /** {@return the first column of the first row of a statement on the database, empty when it has none} */
    String sql(String statement) {
        try (Connection connection = DriverManager.getConnection(databaseUrl(), platform.jdbcUser(), "");
                Statement sql = connection.createStatement()) {
            if (!sql.execute(statement)) {
                return "";
            }
            try (ResultSet rows = sql.getResultSet()) {
                return rows.next() ? String.valueOf(rows.getObject(1)) : "";
            }
        } catch (SQLException wrong) {
            throw new IllegalStateException(statement, wrong);
        }
    }

    /** {@return how many dead letters there are} */
    long deadLetters() {
        TopicPartition partition = new TopicPartition(topic("dead-letters"), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        producer.close();
        database.close();
        simulator.close();
    }

    private String topic(String kind) {
        return name + "." + kind;
    }

    private String databaseUrl() {
        return platform.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
    }

    private Map<String, String> settings(Map<String, String> others) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tandem.kafka.brokers", platform.bootstrapServers());
        settings.put("tandem.kafka.group", name);
        TOPICS.forEach(kind -> settings.put("tandem.topics." + kind, topic(kind)));
        settings.put("tandem.database.url", databaseUrl());
        settings.put("tandem.database.user", platform.jdbcUser());
        settings.put("tandem.graph.tenant", Simulator.TENANT);
        settings.put("tandem.graph.client-id", Simulator.CLIENT_ID);
        settings.put("tandem.graph.client-secret", clientSecret);
        settings.put("tandem.graph.base-uri", simulator.baseUri().toString());
        settings.put("tandem.graph.authority-host", simulator.baseUri().toString());
        settings.put("tandem.graph.ca-certificate", simulator.caFile().toString());
        settings.put("tandem.graph.request-timeout", "1s");
        settings.put("tandem.teams.first-poll", "100ms");
        settings.put("tandem.teams.poll", "200ms");
        settings.put("tandem.teams.young-group-retry", "300ms");
        settings.put("tandem.teams.young-group", "5s");
        settings.put("tandem.teams.look", "300ms");
        settings.put("tandem.teams.brake.settle", "100ms");
        settings.put("tandem.drift.cron", "");
        settings.put("tandem.tasks.plans", "with-tasks");
        settings.put("tandem.tasks.look", "300ms");
        settings.put("tandem.tasks.settle", "2s");
        settings.put("tandem.tasks.busy", "500ms");
        settings.put("tandem.tasks.quiet", "2s");
        settings.put("tandem.work.lease", "2s");
        settings.put("tandem.work.first-retry", "300ms");
        settings.put("tandem.ops.port", "0");
        settings.put("tandem.ops.token", Sandbox.TOKEN);
        settings.putAll(others);
        return settings;
    }
}
