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
import java.util.ArrayList;
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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

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
        JsonNode services = compose().path("services");

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
        for (String service : List.of("topics", "topics-demo")) {
            String topics = compose().at("/services/" + service + "/command/0").asText();

            assertThat(found(Pattern.compile("(?m)^topic \\S+"), topics))
                    .as(service)
                    .containsExactlyInAnyOrderElementsOf(DEFAULTS.values().entrySet().stream()
                            .filter(setting -> setting.getKey().startsWith("tandem.topics."))
                            .map(setting -> "topic " + setting.getValue())
                            .toList());
        }
    }

    /** Beside a pilot it would write what it makes up into the pilot's Kafka, and from there into a real tenant. */
    @Test
    void theDemoOfComposeSharesNothingWithAPilot() throws IOException {
        List<Map.Entry<String, JsonNode>> ofDemo = new ArrayList<>();
        List<Map.Entry<String, JsonNode>> others = new ArrayList<>();
        compose()
                .path("services")
                .properties()
                .forEach(service -> (texts(service.getValue().path("profiles")).equals(List.of("demo"))
                                ? ofDemo
                                : others)
                        .add(service));
        Set<String> demo = ofDemo.stream().map(Map.Entry::getKey).collect(Collectors.toSet());

        assertThat(demo)
                .containsExactlyInAnyOrder(
                        "kafka-demo", "topics-demo", "postgres-demo", "sample", "simulator", "feed", "demo");
        for (Map.Entry<String, JsonNode> service : ofDemo) {
            assertThat(hosts(service.getValue())).as(service.getKey()).allMatch(demo::contains);
            assertThat(names(service.getValue().path("depends_on")))
                    .as(service.getKey())
                    .allMatch(demo::contains);
        }
        assertThat(volumes(ofDemo)).isNotEmpty().doesNotContainAnyElementsOf(volumes(others));
        assertThat(ports(ofDemo)).isNotEmpty().doesNotContainAnyElementsOf(ports(others));
        assertThat(hosts(compose().at("/services/demo"))).contains("kafka-demo", "postgres-demo");
    }

    @Test
    void composeShowsThePortsOfTheSettings() throws IOException {
        JsonNode compose = compose();

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
        JsonNode tandem = compose().path("x-tandem");

        assertThat(tandem.path("read_only").asBoolean()).isTrue();
        assertThat(texts(tandem.path("tmpfs"))).containsExactly("/tmp:exec,mode=1777");
    }

    @Test
    void composePassesEverySettingOfItsEnvironmentFile() throws IOException {
        JsonNode file = compose().at("/services/tandem/env_file/0");

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

    /** {@return the file as Compose reads it, with what its anchors stand for} */
    private static JsonNode compose() throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(COMPOSE));
        return YAML.valueToTree(read);
    }

    /** {@return the other services that it calls by name and port} */
    private static Set<String> hosts(JsonNode service) {
        return Pattern.compile("\\b([a-z][a-z-]*):\\d{4,5}\\b")
                .matcher(service.toString())
                .results()
                .map(found -> found.group(1))
                .filter(host -> !host.equals("localhost"))
                .collect(Collectors.toSet());
    }

    private static Set<String> volumes(List<Map.Entry<String, JsonNode>> services) {
        return services.stream()
                .flatMap(service -> texts(service.getValue().path("volumes")).stream())
                .map(volume -> volume.replaceFirst(":.*", ""))
                .collect(Collectors.toSet());
    }

    /** {@return the ports of the machine} */
    private static Set<String> ports(List<Map.Entry<String, JsonNode>> services) {
        return services.stream()
                .flatMap(service -> texts(service.getValue().path("ports")).stream())
                .map(port -> port.replaceFirst("^.*?(\\d+):\\d+$", "$1"))
                .collect(Collectors.toSet());
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
