package io.tandem;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.console.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Feels the pulse of the running parts: Kafka by its admin client, the rest by asking. */
final class Pulsometer implements Pulse {
    private static final long SECONDS = 5;
    private static final String EVENTS = "tandem.topics.commerce-events";

    private final Settings settings;
    private final Admin admin;
    private final BooleanSupplier databaseAnswers;
    private final Supplier<Optional<String>> routes;
    private final PrometheusMeterRegistry meters;
    private final List<Supplier<Map<String, String>>> warnings = new CopyOnWriteArrayList<>();

    Pulsometer(
            Settings settings,
            Admin admin,
            BooleanSupplier databaseAnswers,
            Supplier<Optional<String>> routes,
            PrometheusMeterRegistry meters) {
        this.settings = settings;
        this.admin = admin;
        this.databaseAnswers = databaseAnswers;
        this.routes = routes;
        this.meters = meters;
    }

    /** What Tandem reads: the settings of a topic and of the group that reads it. */
    private record Flow(String topic, String group) {}

    /** At the same time, for each waits for itself when Kafka does not answer. */
    @Override
    public Map<String, Long> lag() {
        return flows().parallelStream()
                .collect(Collectors.toConcurrentMap(
                        flow -> settings.text(flow.topic()), flow -> unlessSilent(() -> waiting(flow))));
    }

    /** {@return the topics whose lag is told} */
    List<String> topics() {
        return flows().stream().map(flow -> settings.text(flow.topic())).toList();
    }

    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>(List.of(
                new Flow(EVENTS, "tandem.kafka.group"),
                new Flow("tandem.topics.dead-letters", "tandem.dead-letters.group")));
        if (new WebhookSettings(settings).isConfigured()) {
            flows.add(new Flow("tandem.topics.graph-notifications", "tandem.webhook.group"));
        }
        if (new HqConnection(settings).isConfigured()) {
            flows.add(new Flow("tandem.topics.commerce-updates", "tandem.hq.group"));
        }
        return flows;
    }

    /** {@return partitions by name of the topics that are there, empty when Kafka does not answer} */
    Optional<Map<String, Integer>> partitions() {
        try {
            return Optional.of(admin
                    .describeTopics(admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS))
                    .allTopicNames()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .collect(Collectors.toMap(
                            TopicDescription::name, topic -> topic.partitions().size())));
        } catch (ExecutionException | TimeoutException silent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** {@return for how long a topic keeps a record, negative = for ever; empty when Kafka does not tell} */
    Optional<Duration> retention(String topic) {
        ConfigResource asked = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return admin.describeConfigs(List.of(asked)).all().get(SECONDS, TimeUnit.SECONDS).values().stream()
                    .flatMap(config -> Stream.ofNullable(config.get(TopicConfig.RETENTION_MS_CONFIG)))
                    .flatMap(entry -> Stream.ofNullable(entry.value()))
                    .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                    .findFirst();
        } catch (ExecutionException | TimeoutException untold) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        kafkaTrouble().ifPresent(trouble -> troubles.put("kafka", trouble));
        if (!databaseAnswers.getAsBoolean()) {
            troubles.put(
                    "database",
                    "PostgreSQL at " + settings.text("tandem.database.url").replaceFirst("\\?.*", "")
                            + " does not answer");
        }
        routes.get().ifPresent(trouble -> troubles.put("routes", trouble));
        return troubles;
    }

    @Override
    public Map<String, String> warnings() {
        Map<String, String> all = new TreeMap<>();
        warnings.forEach(some -> all.putAll(some.get()));
        return all;
    }

    /** Asks this too, from now on, when somebody asks for warnings. */
    void ask(Supplier<Map<String, String>> some) {
        warnings.add(some);
    }

    @Override
    public String metrics() {
        return meters.scrape();
    }

    private Optional<String> kafkaTrouble() {
        String kafka = "Kafka at " + settings.text("tandem.kafka.brokers");
        String key = EVENTS;
        try {
            for (Flow flow : flows()) {
                key = flow.topic();
                waiting(flow);
            }
            return Optional.empty();
        } catch (ExecutionException failed) {
            return Optional.of(
                    switch (failed.getCause()) {
                        case UnknownTopicOrPartitionException missing ->
                            kafka + " has no topic " + settings.text(key) + "; create it or correct " + key;
                        case ApiException refused
                        when !(refused instanceof RetriableException) ->
                            kafka + " refuses Tandem (" + refused.getClass().getSimpleName() + ")";
                        case null, default -> kafka + " does not answer";
                    });
        } catch (TimeoutException silent) {
            return Optional.of(kafka + " does not answer");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private long waiting(Flow flow) throws ExecutionException, InterruptedException, TimeoutException {
        String topic = settings.text(flow.topic());
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group(flow))
                .partitionsToOffsetAndMetadata()
                .get(SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, Long> begins = offsets(topic, OffsetSpec.earliest());
        return offsets(topic, OffsetSpec.latest()).entrySet().stream()
                .mapToLong(end -> end.getValue()
                        - Math.max(offset(committed.get(end.getKey())), begins.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** Camel puts the one group into the names of the others; only it reads such values for itself. */
    private String group(Flow flow) {
        return settings.text(flow.group()).replace("{{tandem.kafka.group}}", settings.text("tandem.kafka.group"));
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private Map<TopicPartition, Long> offsets(String topic, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        TopicDescription description = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(SECONDS, TimeUnit.SECONDS)
                .get(topic);
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        if (description != null) {
            description
                    .partitions()
                    .forEach(partition -> asked.put(new TopicPartition(topic, partition.partition()), which));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(asked)
                .all()
                .get(SECONDS, TimeUnit.SECONDS)
                .forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** A question to Kafka. */
    private interface Question {
        long ask() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static long unlessSilent(Question question) {
        try {
            return question.ask();
        } catch (ExecutionException | TimeoutException silent) {
            return -1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
