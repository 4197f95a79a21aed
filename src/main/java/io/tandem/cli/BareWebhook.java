package io.tandem.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The least that a webhook can do: each post goes to Kafka as it came, and is answered when Kafka has it. */
final class BareWebhook implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final KafkaProducer<String, byte[]> kafka;
    private final HttpServer server;
    private final String topic;

    /**
     * Listens at a free port.
     *
     * @param client how Kafka is reached
     */
    BareWebhook(Properties client, String topic) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put("acks", "all");
        properties.put("linger.ms", "2");
        this.kafka = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.server = vertx.createHttpServer()
                .requestHandler(this::keep)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    private void keep(HttpServerRequest post) {
        post.body()
                .onSuccess(body -> kafka.send(
                        new ProducerRecord<>(topic, body.getBytes()),
                        (kept, failure) -> post.response()
                                .setStatusCode(failure == null ? 202 : 503)
                                .end()));
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        kafka.close();
    }
}
