package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What Tandem is deployed with fits what Tandem is. */
class DeploymentTest {
    private static final Path COMPOSE = Path.of("docker-compose.yml");
    private static final Path DEPLOY = Path.of("src/main/deploy");
    private static final Path KUBERNETES = DEPLOY.resolve("kubernetes.yaml");
    private static final Path EVENT_HUBS = DEPLOY.resolve("event-hubs.properties");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Settings DEFAULTS = Settings.read(null, Map.of(), Map.of());
    private static final Pattern VARIABLE = Pattern.compile("\\bTANDEM_[A-Z_]+\\b");
    private static final Pattern METRIC = Pattern.compile("\\btandem_[a-z_]+\\b");

    /** So long an end may take: the loops, work under way, and the routes. */
    private static final Duration LONGEST_END = Duration.ofSeconds(20 + 20 + 15);

    private static final Set<String> VARIABLES = DEFAULTS.values().keySet().stream()
            .map(key -> new ConfigurationPage.Key(key, "").variable())
            .collect(Collectors.toSet());

    @Test
    void everyVariableIsOneOfASetting() throws IOException {
        for (Path file : List.of(COMPOSE, KUBERNETES, EVENT_HUBS)) {
            assertThat(found(VARIABLE, Files.readString(file)))
                    .as("%s", file)
                    .isNotEmpty()
                    .allMatch(VARIABLES::contains);
        }
    }

    @Test
    void composeHasAllPartsAndItsImagesNameNoHost() throws IOException {
        JsonNode services = YAML.readTree(COMPOSE.toFile()).path("services");

        assertThat(names(services))
                .contains(
                        "kafka", "topics", "postgres", "tandem", "simulator", "demo", "feed", "prometheus", "grafana");
        assertThat(Files.readString(COMPOSE).lines().filter(line -> line.strip().startsWith("image:")))
                .isNotEmpty()
                .allMatch(line -> line.strip().matches("image: [a-z-]+(/[a-z-]+)?:[\\w.-]+"));
        assertThat(services.at("/kafka/environment/KAFKA_PROCESS_ROLES").asText())
                .isEqualTo("broker,controller");
    }

    @Test
    void composeMakesTheTopicsThatTandemUses() throws IOException {
        String topics =
                YAML.readTree(COMPOSE.toFile()).at("/services/topics/command/0").asText();

        assertThat(found(Pattern.compile("(?m)^topic \\S+"), topics))
                .containsExactlyInAnyOrderElementsOf(DEFAULTS.values().entrySet().stream()
                        .filter(setting -> setting.getKey().startsWith("tandem.topics."))
                        .map(setting -> "topic " + setting.getValue())
                        .toList());
    }

    @Test
    void composeShowsThePortsOfTheSettings() throws IOException {
        JsonNode compose = YAML.readTree(COMPOSE.toFile());

        assertThat(texts(compose.at("/services/tandem/ports")))
                .containsExactly("127.0.0.1:%1$s:%1$s".formatted(ops()), "%1$s:%1$s".formatted(webhook()));
        assertThat(compose.at("/x-tandem/healthcheck/test/3").asText())
                .contains("/localhost/" + ops() + " ", "GET /health/ready ", "\\r\\nHost: localhost\\r\\n");
        assertThat(Duration.parse(
                        "PT" + compose.at("/x-tandem/stop_grace_period").asText()))
                .isGreaterThan(LONGEST_END);
    }

    /** Kafka's client writes native libraries there; a tmpfs of Docker is noexec unless told otherwise. */
    @Test
    void composeLetsLibrariesBeLoadedFromTheOneFolderThatCanBeWrittenTo() throws IOException {
        JsonNode tandem = YAML.readTree(COMPOSE.toFile()).path("x-tandem");

        assertThat(tandem.path("read_only").asBoolean()).isTrue();
        assertThat(texts(tandem.path("tmpfs"))).containsExactly("/tmp:exec,mode=1777");
    }

    @Test
    void composePassesEverySettingOfItsEnvironmentFile() throws IOException {
        JsonNode file = YAML.readTree(COMPOSE.toFile()).at("/services/tandem/env_file/0");

        assertThat(file.path("path").asText()).isEqualTo(".env");
        assertThat(file.path("required").asBoolean(true)).isFalse();
    }

    @Test
    void everyFileThatComposeMountsIsThere() throws IOException {
        Set<String> mounted = found(Pattern.compile("\\./[\\w./-]+(?=:/)"), Files.readString(COMPOSE));

        assertThat(mounted).isNotEmpty().allMatch(path -> Files.exists(Path.of(path)));
    }

    @Test
    void podsAreAskedWhereTandemAnswersAndGetTimeToEnd() throws IOException {
        JsonNode pod = kind("Deployment").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(StreamSupport.stream(container.path("ports").spliterator(), false)
                        .collect(Collectors.toMap(
                                port -> port.path("name").asText(),
                                port -> port.path("containerPort").asText())))
                .isEqualTo(Map.of("ops", ops(), "webhook", webhook()));
        assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asInt()))
                .isGreaterThan(LONGEST_END);
    }

    @Test
    void podsMayDoLittleAndOneOfThemAlwaysStays() throws IOException {
        JsonNode deployment = kind("Deployment");
        JsonNode pod = deployment.at("/spec/template/spec");

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(kind("PodDisruptionBudget").at("/spec/minAvailable").asInt()).isEqualTo(1);
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/containers/0/securityContext/readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
        assertThat(pod.at("/containers/0/securityContext/allowPrivilegeEscalation")
                        .asBoolean(true))
                .isFalse();
        assertThat(pod.at("/containers/0/resources/limits/memory").asText()).isEqualTo("1Gi");
    }

    @Test
    void noSecretStandsInAManifest() throws IOException {
        JsonNode map = kind("ConfigMap").path("data");

        assertThat(names(map)).noneMatch(name -> name.matches(".*(SECRET|PASSWORD|TOKEN|CONNECTION_STRING).*"));
    }

    @Test
    void theDashboardShowsMetersOfTheListOnly() throws IOException {
        String text = Files.readString(DEPLOY.resolve("grafana/dashboards/tandem.json"));
        JsonNode dashboard = new ObjectMapper().readTree(text);
        Set<String> shown = dashboard.findValuesAsText("expr").stream()
                .flatMap(query -> found(METRIC, query).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).hasSizeGreaterThan(12).allMatch(MetricsPage.names()::contains);
        assertThat(dashboard.path("panels")).hasSizeGreaterThan(10);
    }

    @Test
    void theSampleForEventHubsHoldsSettingsThatExist() {
        Settings settings = Settings.read(EVENT_HUBS, Map.of("TANDEM_KAFKA_CONNECTION_STRING", "Endpoint=…"), Map.of());

        new KafkaSettings(settings).check();
        assertThat(settings.kafkaClient()).containsEntry("sasl.mechanism", "PLAIN");
    }

    private static String ops() {
        return DEFAULTS.text("tandem.ops.port");
    }

    private static String webhook() {
        return DEFAULTS.text("tandem.webhook.port");
    }

    private static JsonNode kind(String kind) throws IOException {
        try (Stream<String> documents = Stream.of(Files.readString(KUBERNETES).split("(?m)^---$", -1))) {
            return documents
                    .map(DeploymentTest::parsed)
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode parsed(String document) {
        try {
            return Objects.requireNonNull(YAML.readTree(document));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
