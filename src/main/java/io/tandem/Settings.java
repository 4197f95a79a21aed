package io.tandem;

import io.tandem.model.Identity;
import io.tandem.route.Housekeeping;
import io.tandem.teams.Brake;
import io.tandem.teams.TeamPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration: defaults of {@code tandem.properties}, then a file, the environment, and single values on top.
 *
 * @param values value by key, all keys of {@code tandem.properties} and perhaps some of Camel
 */
public record Settings(Map<String, String> values) {
    private static final String DEFAULTS = "/tandem.properties";
    private static final int MOST_PORT = 65_535;
    private static final double PERCENT = 100;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);

    /** So long Commerce may send an event again (commerce-contract 7.1). */
    private static final Duration LONGEST_RESEND = Duration.ofDays(14);

    /** Event Hubs keeps records no longer (commerce-contract 2.3). */
    private static final Duration LONGEST_TOPIC = Duration.ofDays(90);

    private static final String DURATION = "a duration such as 500ms, 30s, 15m, 1h or 30d";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern HTTPS = Pattern.compile("https://[\\w.-]+(:\\d+)?/?");

    /** Copies the values. */
    public Settings {
        values = Map.copyOf(values);
    }

    /**
     * Reads the configuration.
     *
     * @param file properties that win over the defaults, null = none
     * @param environment variables such as {@code TANDEM_KAFKA_BROKERS}
     * @param overrides single values that win over everything
     * @throws ConfigurationException when the file cannot be read or names a key that does not exist
     */
    public static Settings read(@Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> values = new TreeMap<>(defaults());
        if (file != null) {
            values.putAll(known(file, values));
        }
        Map.copyOf(values).forEach((key, value) -> {
            String variable = key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            values.put(key, environment.getOrDefault(variable, value));
        });
        values.putAll(overrides);
        return new Settings(values);
    }

    /**
     * Reads every value as what it is meant to be, so that a wrong one is told before anything starts.
     *
     * @throws ConfigurationException when one is not what it is meant to be
     */
    public void check() {
        teamPolicy();
        brake();
        new LifeSettings(this).check();
        new WebhookSettings(this).check();
        flag("tandem.enabled");
        for (String port : List.of("tandem.ops.port", "tandem.webhook.port")) {
            if (number(port) > MOST_PORT) {
                throw wrong(port, "a port, 0 to " + MOST_PORT, null);
            }
        }
        List.of("tandem.kafka.batch", "tandem.kafka.session-timeout-ms", "tandem.work.parallel", "tandem.work.attempts")
                .forEach(this::positive);
        atLeast("tandem.work.lease", SHORTEST_LEASE, "2s");
        atLeast("tandem.retention.events", LONGEST_RESEND, "14d");
        atLeast("tandem.retention.conflicts", Duration.ofDays(1), "1d");
        atLeast("tandem.retention.tasks", LONGEST_TOPIC, "90d");
        atLeast("tandem.retention.decisions", Duration.ofDays(1), "1d");
        List.of(
                        "tandem.work.lease",
                        "tandem.work.first-retry",
                        "tandem.work.longest-retry",
                        "tandem.dead-letters.replica-lag",
                        "tandem.graph.request-timeout",
                        "tandem.hq.request-timeout")
                .forEach(this::duration);
        checkHq();
        new OpsSettings(this).check();
        LogFormat.of(this);
        new KafkaSettings(this).check();
        new TaskSettings(this).check();
        TraceExport.check(this);
    }

    /** Refuses a duration that is shorter. */
    void atLeast(String key, Duration least, String text) {
        if (duration(key).compareTo(least) < 0) {
            throw wrong(key, "at least " + text, null);
        }
    }

    private void checkHq() {
        List.of("tandem.hq.batch", "tandem.hq.parallel").forEach(this::positive);
        String hq = optional("tandem.hq.url");
        if (hq != null && !HTTPS.matcher(hq).matches()) {
            throw wrong("tandem.hq.url", "an address such as https://contoso.operations.dynamics.com", null);
        }
    }

    /** {@return these settings with some others} */
    public Settings with(Map<String, String> overrides) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.putAll(overrides);
        return new Settings(changed);
    }

    /** {@return the value of a key, trimmed} */
    public String text(String key) {
        return Objects.requireNonNull(values.get(key), key).strip();
    }

    /** {@return the value, or null when it is empty} */
    public @Nullable String optional(String key) {
        return text(key).isEmpty() ? null : text(key);
    }

    /** {@return the value as a whole number from 0 on} */
    public int number(String key) {
        if (!NUMBER.matcher(text(key)).matches()) {
            throw wrong(key, "a whole number", null);
        }
        return Integer.parseInt(text(key));
    }

    /** {@return the value as a whole number from 1 on} */
    public int positive(String key) {
        if (number(key) == 0) {
            throw wrong(key, "a whole number from 1 on", null);
        }
        return number(key);
    }

    /** {@return the value as a duration such as {@code 500ms}, {@code 30s}, {@code 15m}, {@code 1h} or {@code 30d}} */
    public Duration duration(String key) {
        String text = text(key).toUpperCase(Locale.ROOT);
        try {
            Duration duration = text.endsWith("MS")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse((text.endsWith("D") ? "P" : "PT") + text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (NumberFormatException | DateTimeParseException wrong) {
            throw wrong(key, DURATION, wrong);
        }
        throw wrong(key, DURATION, null);
    }

    /** {@return whether the value is {@code true}} */
    public boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false", null);
        };
    }

    /** {@return the value as one of some words, whatever their case} */
    public <E extends Enum<E>> E choice(String key, Class<E> words) {
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word(word).equalsIgnoreCase(text(key)))
                .findFirst()
                .orElseThrow(() -> wrong(
                        key,
                        "one of "
                                + Arrays.stream(words.getEnumConstants())
                                        .map(Settings::word)
                                        .collect(Collectors.joining(", ")),
                        null));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return properties for Kafka's own clients: the brokers, and what {@code camel.component.kafka} says of security} */
    public Map<String, String> kafkaClient() {
        return new KafkaSettings(this).client();
    }

    /** {@return how many bytes a producer of a route sends at once} */
    int largestRequest() {
        return new KafkaSettings(this).largestRequest();
    }

    /** {@return the same for producers} */
    public Map<String, String> kafkaProducer() {
        return new KafkaSettings(this).producer();
    }

    /** {@return how long what is kept that nothing depends on} */
    Housekeeping.Settings retention() {
        return new Housekeeping.Settings(
                duration("tandem.retention.events"),
                duration("tandem.retention.conflicts"),
                duration("tandem.retention.tasks"),
                duration("tandem.retention.decisions"));
    }

    /** {@return what the retailer chose about teams} */
    public TeamPolicy teamPolicy() {
        String owner = optional("tandem.teams.fallback-owner");
        return new TeamPolicy(
                text("tandem.teams.name-template"),
                text("tandem.teams.unique-name-prefix"),
                owner == null ? null : identity(owner),
                choice("tandem.teams.strangers", TeamPolicy.Strangers.class),
                new TeamPolicy.Pace(
                        duration("tandem.teams.first-poll"),
                        duration("tandem.teams.poll"),
                        duration("tandem.teams.young-group-retry"),
                        duration("tandem.teams.young-group"),
                        duration("tandem.teams.look"),
                        duration("tandem.teams.recheck")),
                new LifeSettings(this).life(),
                new TeamPolicy.CommunicationsTeam(
                        text("tandem.teams.communications-name"),
                        Pattern.compile(",")
                                .splitAsStream(text("tandem.teams.communications-owners"))
                                .filter(one -> !one.isBlank())
                                .map(Settings::identity)
                                .toList()));
    }

    private static Identity identity(String account) {
        return account.contains("@") ? new Identity(null, account) : new Identity(account, null);
    }

    /** {@return how many people may lose their teams before somebody is asked} */
    public Brake brake() {
        return new Brake(
                number("tandem.teams.brake.people"),
                number("tandem.teams.brake.percent-of-team") / PERCENT,
                number("tandem.teams.brake.percent-of-all") / PERCENT,
                duration("tandem.teams.brake.wave"),
                duration("tandem.teams.brake.settle"),
                number("tandem.teams.brake.archives"));
    }

    ConfigurationException wrong(String key, String form, @Nullable Exception cause) {
        return new ConfigurationException(key + "=" + text(key) + " is not " + form + "; correct it", cause);
    }

    private static Map<String, String> defaults() {
        try (InputStream in = Objects.requireNonNull(Settings.class.getResourceAsStream(DEFAULTS))) {
            return load(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Map<String, String> known(Path file, Map<String, String> defaults) {
        try (InputStream in = Files.newInputStream(file)) {
            Map<String, String> values = load(in);
            values.keySet().forEach(key -> {
                if (!defaults.containsKey(key) && !key.startsWith("camel.")) {
                    throw new ConfigurationException(
                            file + " sets " + key + ", which does not exist; see tandem.properties for the keys", null);
                }
            });
            return values;
        } catch (IOException | IllegalArgumentException broken) {
            throw new ConfigurationException("cannot read the configuration file " + file, broken);
        }
    }

    private static Map<String, String> load(InputStream in) throws IOException {
        Properties properties = new Properties();
        properties.load(in);
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }
}
