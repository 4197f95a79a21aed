package io.tandem;

import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.jdbc.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/**
 * A place where a test disturbs nobody: a database, topics and a consumer group of its own, on one Kafka and one
 * PostgreSQL which the first sandbox of the run starts and which end with it.
 *
 * @param settings Tandem's settings for this place; the ops listener takes any free port
 */
public record Sandbox(Settings settings) {
    /** What the ops listener asks for. */
    public static final String TOKEN = "token-of-the-sandbox";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPlatform PLATFORM = start();

    /** Makes an empty one with topics of that many partitions. */
    public static Sandbox create(int partitions) {
        String name = "sandbox" + COUNT.incrementAndGet();
        query(PLATFORM.jdbcUrl(), "create database " + name);
        Map<String, String> values = new HashMap<>(Map.of(
                "tandem.kafka.brokers",
                PLATFORM.bootstrapServers(),
                "tandem.kafka.group",
                name,
                "tandem.topics.commerce-events",
                name + ".events",
                "tandem.topics.dead-letters",
                name + ".letters",
                "tandem.database.url",
                PLATFORM.jdbcUrl().replaceFirst("/[^/?]+$", "/" + name),
                "tandem.database.user",
                PLATFORM.jdbcUser(),
                "tandem.ops.port",
                "0",
                "tandem.ops.token",
                TOKEN));
        values.put("tandem.enabled", "false");
        values.put("tandem.drift.cron", "");
        values.put("tandem.graph.client-id", "tandem");
        values.put("tandem.tasks.plans", "with-tasks");
        Sandbox sandbox = new Sandbox(Settings.read(null, Map.of(), values));
        PLATFORM.createTopics(Map.of(sandbox.events(), partitions, sandbox.letters(), 1));
        return sandbox;
    }

    /** {@return the same place with other settings} */
    public Sandbox with(String key, String value) {
        return new Sandbox(settings.with(Map.of(key, value)));
    }

    /** {@return the name of one more topic, which is made here} */
    public String createTopic(String word, int partitions) {
        String topic = settings.text("tandem.kafka.group") + "." + word;
        PLATFORM.createTopics(Map.of(topic, partitions));
        return topic;
    }

    /** {@return the topic of Commerce's events} */
    public String events() {
        return settings.text("tandem.topics.commerce-events");
    }

    /** {@return the topic of dead letters} */
    public String letters() {
        return settings.text("tandem.topics.dead-letters");
    }

    /** {@return a look into Kafka} */
    public TestTopics topics() {
        return new TestTopics(settings);
    }

    /** {@return the database, brought up to date; the caller closes it} */
    public Database database() {
        return Database.open(url(), settings.text("tandem.database.user"), "");
    }

    /** {@return the database beside the product, for looks and mischief} */
    public Jdbi jdbi() {
        return Jdbi.create(url(), settings.text("tandem.database.user"), "");
    }

    /** {@return the first column of the first row of a statement, empty when it has none} */
    public String sql(String statement) {
        return query(url(), statement);
    }

    private String url() {
        return settings.text("tandem.database.url");
    }

    private static String query(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, PLATFORM.jdbcUser(), "");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? String.valueOf(rows.getObject(1)) : "";
            }
        } catch (SQLException wrong) {
            throw new IllegalStateException(sql, wrong);
        }
    }

    private static EmbeddedPlatform start() {
        try {
            Path folder = Files.createTempDirectory("tandem-it");
            EmbeddedPlatform platform = TestPlatform.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                platform.close();
                Folders.delete(folder);
            }));
            return platform;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
