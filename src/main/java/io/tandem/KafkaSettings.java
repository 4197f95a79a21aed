package io.tandem;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How Kafka is reached, as the settings say: by the routes, and by Kafka's own clients beside them. What
 * {@code camel.component.kafka} says wins over what a preset does.
 */
record KafkaSettings(Settings settings) {
    private static final String CAMEL = "camel.component.kafka.";
    private static final Pattern SECURITY = Pattern.compile("(security|sasl|ssl)[-A-Z].*");
    private static final String PRESET = "tandem.kafka.preset";
    private static final String CONNECTION = "tandem.kafka.connection-string";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String BEARER = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLogin";

    /** Kafka asks for it since somebody had clients send their secrets elsewhere. */
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    /** Azure closes a connection that was idle for four minutes (commerce-contract 2.2). */
    private static final String IDLE = "180000";

    /** Bytes of a request that producers of Kafka send unless configured otherwise. */
    private static final int LARGEST_OF_KAFKA = 1_048_576;

    /** An event hub takes 1 MB, with what it adds (commerce-contract 2.3). */
    private static final int LARGEST_OF_EVENT_HUBS = 1_000_000;

    /** A service that speaks Kafka in its own way. */
    enum Preset {
        /** Apache Kafka and what is like it. */
        NONE,
        /** The Kafka endpoint of Azure Event Hubs. */
        EVENT_HUBS
    }

    /** Throws what is wrong with them. */
    void check() {
        idempotence();
        if (isEventHubs() && settings.optional(CONNECTION) == null) {
            for (String key : List.of("tandem.graph.tenant", "tandem.graph.client-id", "tandem.graph.client-secret")) {
                if (settings.optional(key) == null) {
                    throw new ConfigurationException(
                            PRESET + "=event-hubs needs " + CONNECTION
                                    + ", or the app of tandem.graph to sign in with, but " + key
                                    + " is empty; set one of them",
                            null);
                }
            }
        }
    }

    /** {@return properties for Kafka's own clients: the brokers, and what they have to know of security and connections} */
    Map<String, String> client() {
        Map<String, String> client = new TreeMap<>();
        client.put("bootstrap.servers", settings.text("tandem.kafka.brokers"));
        if (isEventHubs()) {
            client.put("connections.max.idle.ms", IDLE);
            client.put("metadata.max.age.ms", IDLE);
            client.putAll(signIn());
        }
        settings.values().forEach((key, value) -> {
            String option = key.startsWith(CAMEL) ? key.substring(CAMEL.length()) : "";
            if (SECURITY.matcher(option).matches()) {
                client.put(option.replaceAll("-|(?=[A-Z])", ".").toLowerCase(Locale.ROOT), value);
            }
        });
        return client;
    }

    /** {@return what producers have to know besides} */
    Map<String, String> producer() {
        Map<String, String> producer = new TreeMap<>(client());
        producer.put("enable.idempotence", Boolean.toString(idempotence()));
        if (isEventHubs()) {
            producer.put("max.request.size", Integer.toString(LARGEST_OF_EVENT_HUBS));
        }
        return producer;
    }

    /** {@return the same for Camel's component, but for what the settings say of that themselves} */
    Map<String, String> camel() {
        Map<String, String> camel = new TreeMap<>();
        camel.put("brokers", settings.text("tandem.kafka.brokers"));
        camel.put("enable-idempotence", Boolean.toString(idempotence()));
        if (isEventHubs()) {
            camel.put("connection-max-idle-ms", IDLE);
            camel.put("metadata-max-age-ms", IDLE);
            camel.put("max-request-size", Integer.toString(LARGEST_OF_EVENT_HUBS));
            signIn().forEach((key, value) -> camel.put(
                    key.matches("sasl\\.(login|oauthbearer)\\..*")
                            ? "additional-properties[" + key + "]"
                            : key.replace('.', '-'),
                    value));
        }
        return camel.entrySet().stream()
                .filter(option -> settings.values().keySet().stream().noneMatch(key -> says(key, option.getKey())))
                .collect(Collectors.toMap(option -> CAMEL + option.getKey(), Map.Entry::getValue));
    }

    /** {@return how many bytes the largest request of a route's producer may have} */
    int largestRequest() {
        return camelSays("max-request-size")
                .filter(bytes -> bytes.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(isEventHubs() ? LARGEST_OF_EVENT_HUBS : LARGEST_OF_KAFKA);
    }

    /**
     * {@return how often a route's producer that must send nothing twice tries again: without idempotence never, for its first
     * try may have gone well though no answer came}
     */
    int retriesOfOnce() {
        boolean safe =
                camelSays("enable-idempotence").map(Boolean::parseBoolean).orElseGet(this::idempotence);
        return safe ? Integer.MAX_VALUE : 0;
    }

    private Optional<String> camelSays(String option) {
        return settings.values().entrySet().stream()
                .filter(setting -> says(setting.getKey(), option))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Camel takes {@code sasl-mechanism} and {@code saslMechanism} alike. */
    private static boolean says(String key, String option) {
        return key.replace("-", "").equalsIgnoreCase(CAMEL + option.replace("-", ""));
    }

    private boolean isEventHubs() {
        return settings.optional(PRESET) != null && settings.choice(PRESET, Preset.class) == Preset.EVENT_HUBS;
    }

    /** Event Hubs of the tier Standard does not know the call that it begins with (commerce-contract 2.2). */
    private boolean idempotence() {
        return settings.optional("tandem.kafka.idempotence") == null
                ? !isEventHubs()
                : settings.flag("tandem.kafka.idempotence");
    }

    private Map<String, String> signIn() {
        String connection = settings.optional(CONNECTION);
        Map<String, String> login = new TreeMap<>(Map.of("security.protocol", "SASL_SSL"));
        if (connection != null) {
            login.put("sasl.mechanism", "PLAIN");
            login.put(
                    "sasl.jaas.config", login(PLAIN, Map.of("username", "$ConnectionString", "password", connection)));
        } else {
            String address = tokens();
            System.setProperty(ALLOWED, address);
            login.put("sasl.mechanism", "OAUTHBEARER");
            login.put("sasl.oauthbearer.token.endpoint.url", address);
            login.put("sasl.login.callback.handler.class", BEARER + "CallbackHandler");
            login.put(
                    "sasl.jaas.config",
                    login(
                            BEARER + "Module",
                            Map.of(
                                    "clientId", settings.text("tandem.graph.client-id"),
                                    "clientSecret", settings.text("tandem.graph.client-secret"),
                                    "scope", "https://" + host() + "/.default")));
        }
        return login;
    }

    private String tokens() {
        String authority = settings.optional("tandem.graph.authority-host");
        return Objects.requireNonNullElse(authority, "https://login.microsoftonline.com")
                        .replaceFirst("/+$", "") + "/" + settings.text("tandem.graph.tenant") + "/oauth2/v2.0/token";
    }

    private String host() {
        return settings.text("tandem.kafka.brokers").replaceFirst("[:,].*", "");
    }

    private static String login(String module, Map<String, String> options) {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .map(option -> option.getKey() + "=\""
                                + option.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .collect(Collectors.joining(" ", module + " required ", ";"));
    }
}
