package io.tandem.cli;

import io.tandem.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Posts notifications as Microsoft Graph does in a burst, each with a subscription of its own by which it is found in Kafka. */
final class WebhookBurst {
    private static final int MOST_AT_ONCE = 256;
    private static final int OK = 202;

    /** What is due sooner, in nanoseconds, is not waited for. */
    private static final long TICK = 2_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String clientState;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    WebhookBurst(String url, String clientState) {
        this.url = URI.create(url);
        this.clientState = clientState;
    }

    /**
     * What came of a burst.
     *
     * @param nanos how long each answer took from the moment at which the post was due, sorted
     * @param took how long the burst took with its last answer
     */
    record Result(long[] nanos, long accepted, Duration took) {
        double rate() {
            return nanos.length * 1e9 / took.toNanos();
        }

        Duration percentile(double share) {
            return Duration.ofNanos(nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))]);
        }

        double under(Duration limit) {
            return (double) Arrays.stream(nanos)
                            .filter(took -> took < limit.toNanos())
                            .count()
                    / nanos.length;
        }
    }

    /** Posts so many, evenly over that time, and waits for all answers. */
    Result post(int posts, Duration within) throws InterruptedException {
        long[] nanos = new long[posts];
        long before = accepted.size();
        Semaphore room = new Semaphore(MOST_AT_ONCE);
        long begun = System.nanoTime();
        for (int i = 0; i < posts; i++) {
            long due = begun + within.toNanos() * i / posts;
            await(due);
            room.acquire();
            int post = i;
            var unused = send(UUID.randomUUID().toString()).whenComplete((taken, failed) -> {
                nanos[post] = System.nanoTime() - due;
                room.release();
            });
        }
        room.acquire(MOST_AT_ONCE);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Arrays.sort(nanos);
        return new Result(nanos, accepted.size() - before, took);
    }

    private static void await(long due) {
        long left = due - System.nanoTime();
        if (left > TICK) {
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS))
                    .join();
        }
    }

    /** {@return how many were accepted in all bursts} */
    int accepted() {
        return accepted.size();
    }

    /** {@return those that were accepted and are not in Kafka} */
    Set<String> missingIn(Settings settings) {
        Set<String> missing = new HashSet<>(accepted);
        Properties properties = KafkaOptions.client(settings);
        String topic = settings.text("tandem.topics.graph-notifications");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    missing.remove(record.key());
                }
            }
        }
        return missing;
    }

    private CompletableFuture<Boolean> send(String id) {
        String body = """
                {"value":[{"subscriptionId":"%1$s","clientState":"%2$s","tenantId":"%1$s","changeType":"updated",\
                "resource":"teams('%1$s')/members('1')","resourceData":{"id":"1"}}]}""".formatted(id, clientState);
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode() == OK && accepted.add(id));
    }
}
