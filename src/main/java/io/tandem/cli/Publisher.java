package io.tandem.cli;

import io.tandem.ConfigurationException;
import io.tandem.Settings;
import java.util.Iterator;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes lines to a topic; all of them, or it fails with the reason. */
final class Publisher implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final String brokers;

    Publisher(Settings settings, String topic) {
        Properties properties = KafkaOptions.client(settings);
        properties.putAll(settings.kafkaProducer());
        properties.put("acks", "all");
        properties.put("linger.ms", "5");
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.brokers = settings.text("tandem.kafka.brokers");
    }

    /** {@return how many lines were published and acknowledged} */
    long publish(Stream<byte[]> lines, Function<byte[], @Nullable String> key) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long count = 0;
        try {
            for (Iterator<byte[]> all = lines.iterator(); all.hasNext() && failure.get() == null; count++) {
                byte[] line = all.next();
                var unused = producer.send(new ProducerRecord<>(topic, key.apply(line), line), (sent, trouble) -> {
                    if (trouble != null) {
                        failure.compareAndSet(null, trouble);
                    }
                });
            }
            producer.flush();
        } catch (KafkaException unreachable) {
            failure.compareAndSet(null, unreachable);
        }
        Exception trouble = failure.get();
        if (trouble != null) {
            throw new ConfigurationException(
                    "cannot publish to topic " + topic + " of Kafka at " + brokers + ": " + trouble.getMessage()
                            + "; is Tandem running with the same --kafka-port?",
                    trouble);
        }
        return count;
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
