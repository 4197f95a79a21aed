package io.tandem.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What an application does with the servers.
 *
 * @param bootstrapServers of Kafka
 * @param jdbcUrl of PostgreSQL
 */
record Uses(String bootstrapServers, String jdbcUrl) {

    static final String TOPIC = "events";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static Uses of(EmbeddedPlatform platform) {
        return new Uses(platform.bootstrapServers(), platform.jdbcUrl());
    }

    /** Leaves a record that is read and committed, one that is not yet, and a row. */
    void leaveTraces() throws Exception {
        write(TOPIC, "read");
        read(1);
        write(TOPIC, "unread");
        execute("CREATE TABLE trace (word text)");
        execute("INSERT INTO trace VALUES ('row')");
    }

    void write(String topic, String value) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", 2_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    /** Reads, and commits, that many records which its group has not read yet. */
    List<String> read(int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "tandem", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            for (long end = System.nanoTime() + PATIENCE.toNanos();
                    values.size() < count && System.nanoTime() < end; ) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
            }
            consumer.commitSync();
        }
        return values;
    }

    /** What the rows say. */
    String rows() throws SQLException {
        return ask("SELECT string_agg(word, ',') FROM trace");
    }

    /** The first column of the first row. */
    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, "tandem", "");
    }
}
