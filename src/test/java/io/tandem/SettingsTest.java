package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.tandem.model.Identity;
import io.tandem.route.Canary;
import io.tandem.route.Housekeeping;
import io.tandem.teams.Profile;
import io.tandem.teams.TeamPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    /** Every key with its default, written down once more so that a change of one is seen. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("tandem.enabled", "true"),
            entry("tandem.log-format", "text"),
            entry("tandem.kafka.brokers", "localhost:9092"),
            entry("tandem.kafka.group", "tandem"),
            entry("tandem.kafka.preset", ""),
            entry("tandem.kafka.connection-string", ""),
            entry("tandem.kafka.idempotence", ""),
            entry("tandem.kafka.batch", "2000"),
            entry("tandem.kafka.session-timeout-ms", "10000"),
            entry("tandem.topics.commerce-events", "commerce.events"),
            entry("tandem.topics.commerce-updates", "commerce.updates"),
            entry("tandem.topics.graph-notifications", "graph.notifications"),
            entry("tandem.topics.dead-letters", "tandem.dead-letters"),
            entry("tandem.dead-letters.group", "{{tandem.kafka.group}}-dead-letters"),
            entry("tandem.dead-letters.replica-lag", "30s"),
            entry("tandem.database.url", "jdbc:postgresql://localhost:5432/tandem"),
            entry("tandem.database.user", "tandem"),
            entry("tandem.database.password", ""),
            entry("tandem.webhook.url", ""),
            entry("tandem.webhook.host", "0.0.0.0"),
            entry("tandem.webhook.port", "8090"),
            entry("tandem.webhook.patience", "30s"),
            entry("tandem.webhook.client-state", ""),
            entry("tandem.webhook.group", "{{tandem.kafka.group}}-notifications"),
            entry("tandem.webhook.subscription-lifetime", "1h"),
            entry("tandem.webhook.watch-ms", "10000"),
            entry("tandem.webhook.silence", "4h"),
            entry("tandem.webhook.canary-team", ""),
            entry("tandem.webhook.canary-interval", "15m"),
            entry("tandem.webhook.certificates", ""),
            entry("tandem.webhook.certificates-password", ""),
            entry("tandem.webhook.tenant-ids", ""),
            entry("tandem.graph.tenant", ""),
            entry("tandem.graph.client-id", ""),
            entry("tandem.graph.client-secret", ""),
            entry("tandem.graph.base-uri", "https://graph.microsoft.com"),
            entry("tandem.graph.authority-host", ""),
            entry("tandem.graph.ca-certificate", ""),
            entry("tandem.graph.request-timeout", "30s"),
            entry("tandem.hq.actors", ""),
            entry("tandem.hq.url", ""),
            entry("tandem.hq.client-id", ""),
            entry("tandem.hq.client-secret", ""),
            entry("tandem.hq.ca-certificate", ""),
            entry("tandem.hq.request-timeout", "30s"),
            entry("tandem.hq.group", "{{tandem.kafka.group}}-write-back"),
            entry("tandem.hq.batch", "50"),
            entry("tandem.hq.parallel", "4"),
            entry("tandem.teams.name-template", "{name}"),
            entry("tandem.teams.unique-name-prefix", "tandem-"),
            entry("tandem.teams.fallback-owner", ""),
            entry("tandem.teams.strangers", "report"),
            entry("tandem.teams.communications-name", "Retail Communication"),
            entry("tandem.teams.communications-owners", ""),
            entry("tandem.teams.brake.people", "5"),
            entry("tandem.teams.brake.percent-of-team", "20"),
            entry("tandem.teams.brake.percent-of-all", "5"),
            entry("tandem.teams.brake.wave", "10m"),
            entry("tandem.teams.brake.settle", "2s"),
            entry("tandem.teams.brake.archives", "2"),
            entry("tandem.teams.archive-after", "30d"),
            entry("tandem.teams.deleted", "report"),
            entry("tandem.teams.visibility", "private"),
            entry("tandem.drift.cron", "0 0 2 * * ?"),
            entry("tandem.drift.teams-per-second", "30"),
            entry("tandem.teams.first-poll", "5s"),
            entry("tandem.teams.poll", "31s"),
            entry("tandem.teams.young-group-retry", "10s"),
            entry("tandem.teams.young-group", "15m"),
            entry("tandem.teams.look", "5s"),
            entry("tandem.teams.recheck", "1h"),
            entry("tandem.tasks.plans", "every-team"),
            entry("tandem.tasks.plan-title", "{name} tasks"),
            entry("tandem.tasks.default-bucket", "Store tasks"),
            entry("tandem.tasks.application-id", ""),
            entry("tandem.tasks.canceled", "deleted"),
            entry("tandem.tasks.ownership", ""),
            entry("tandem.tasks.parallel", "6"),
            entry("tandem.tasks.looks", "4"),
            entry("tandem.tasks.busy", "15s"),
            entry("tandem.tasks.quiet", "15m"),
            entry("tandem.tasks.history", "false"),
            entry("tandem.tasks.look", "5s"),
            entry("tandem.tasks.settle", "2m"),
            entry("tandem.tasks.slack", "5m"),
            entry("tandem.tasks.echo", "10m"),
            entry("tandem.tasks.recheck", "6h"),
            entry("tandem.work.parallel", "16"),
            entry("tandem.work.lease", "20s"),
            entry("tandem.work.first-retry", "1s"),
            entry("tandem.work.longest-retry", "5m"),
            entry("tandem.work.attempts", "8"),
            entry("tandem.retention.events", "30d"),
            entry("tandem.retention.conflicts", "90d"),
            entry("tandem.retention.tasks", "400d"),
            entry("tandem.retention.decisions", "400d"),
            entry("tandem.traces.endpoint", ""),
            entry("tandem.traces.percent", "10"),
            entry("tandem.ops.host", "127.0.0.1"),
            entry("tandem.ops.port", "8080"),
            entry("tandem.ops.hosts", ""),
            entry("tandem.ops.behind-proxy", "false"),
            entry("tandem.ops.token", ""),
            entry("tandem.ops.tokens", ""),
            entry("tandem.ops.issuer", ""),
            entry("tandem.ops.audience", ""),
            entry("tandem.ops.jwks", ""),
            entry("tandem.ops.viewer-role", "Tandem.Viewer"),
            entry("tandem.ops.operator-role", "Tandem.Operator"));

    @TempDir
    private Path folder = Path.of("");

    static Stream<String> keys() {
        return DEFAULTS.keySet().stream().sorted();
    }

    @Test
    void knowsTheseKeysAndNoOthers() {
        assertThat(Settings.read(null, Map.of(), Map.of()).values().keySet()).isEqualTo(DEFAULTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void hasADefault(String key) {
        assertThat(Settings.read(null, Map.of(), Map.of()).text(key)).isEqualTo(DEFAULTS.get(key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void takesAValueFromTheFileTheEnvironmentAndAnOverrideEachOverTheOneBefore(String key) throws IOException {
        Path file = file(key + " =  from file  ");
        Map<String, String> environment = Map.of(variable(key), "from environment");
        Map<String, String> override = Map.of(key, "from override");

        assertThat(Settings.read(file, Map.of(), Map.of()).text(key)).isEqualTo("from file");
        assertThat(Settings.read(file, environment, Map.of()).text(key)).isEqualTo("from environment");
        assertThat(Settings.read(file, environment, override).text(key)).isEqualTo("from override");
        assertThat(Settings.read(null, Map.of(), Map.of()).with(override).text(key))
                .isEqualTo("from override");
    }

    @Test
    void leavesOtherVariablesAlone() {
        assertThat(Settings.read(null, Map.of("PATH", "/bin", "TANDEM_KAFKA", "x"), Map.of())
                        .values())
                .isEqualTo(DEFAULTS);
    }

    @Test
    void refusesAKeyThatDoesNotExist() throws IOException {
        Path file = file("tandem.kafka.broker=localhost:9092");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.read(file, Map.of(), Map.of()))
                .withMessage(
                        file + " sets tandem.kafka.broker, which does not exist; see tandem.properties for the keys");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path file = folder.resolve("absent.properties");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.read(file, Map.of(), Map.of()))
                .withMessage("cannot read the configuration file " + file);
    }

    @Test
    void refusesAFileThatIsNoProperties() throws IOException {
        Path file = file("tandem.kafka.group=\\u00zz");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.read(file, Map.of(), Map.of()))
                .withMessage("cannot read the configuration file " + file);
    }

    @Test
    void handsKeysOfCamelThrough() throws IOException {
        Settings settings = Settings.read(file("camel.component.kafka.client-id=x"), Map.of(), Map.of());

        assertThat(settings.text("camel.component.kafka.client-id")).isEqualTo("x");
    }

    @Test
    void tellsKafkasOwnClientsTheBrokersAndWhatCamelKnowsOfSecurity() throws IOException {
        Settings settings = Settings.read(
                file(
                        "tandem.kafka.brokers=hub.example:9093",
                        "camel.component.kafka.security-protocol=SASL_SSL",
                        "camel.component.kafka.saslMechanism=PLAIN",
                        "camel.component.kafka.sasl-jaas-config=login",
                        "camel.component.kafka.max-poll-records=5"),
                Map.of(),
                Map.of());

        assertThat(settings.kafkaClient())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "hub.example:9093",
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", "login"));
    }

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "30s,PT30S",
        "15m,PT15M",
        "1h,PT1H",
        "1H30M,PT1H30M",
        "30d,PT720H",
        "0s,PT0S",
        "' 2s ',PT2S"
    })
    void readsDurations(String text, Duration duration) {
        assertThat(with("tandem.teams.poll", text).duration("tandem.teams.poll"))
                .isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "s",
                "soon",
                "-5s",
                "-500ms",
                "ms",
                "d",
                "-1d",
                "1.5d",
                "1h1d",
                "99999999999999999999ms"
            })
    void saysThatADurationIsNone(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.teams.poll", text).duration("tandem.teams.poll"))
                .withMessage("tandem.teams.poll=" + text
                        + " is not a duration such as 500ms, 30s, 15m, 1h or 30d; correct it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1.5", "0x10", "4294967295"})
    void saysThatANumberIsNone(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.work.parallel", text).number("tandem.work.parallel"))
                .withMessage("tandem.work.parallel=" + text + " is not a whole number; correct it");
    }

    @Test
    void readsNumbers() {
        assertThat(with("tandem.work.parallel", " 7 ").number("tandem.work.parallel"))
                .isEqualTo(7);
        assertThat(with("tandem.work.parallel", "7").positive("tandem.work.parallel"))
                .isEqualTo(7);
        assertThat(with("tandem.ops.port", "0").number("tandem.ops.port")).isZero();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.work.parallel", "0").positive("tandem.work.parallel"))
                .withMessage("tandem.work.parallel=0 is not a whole number from 1 on; correct it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://contoso.example", "contoso.example", "https://contoso.example/data", "https://"})
    void saysThatAnAddressOfHqIsNone(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.hq.url", text).check())
                .withMessage("tandem.hq.url=" + text
                        + " is not an address such as https://contoso.operations.dynamics.com; correct it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://contoso.operations.dynamics.com", "https://localhost:8082/"})
    void takesAnAddressOfHq(String text) {
        with("tandem.hq.url", text)
                .with(Map.of("tandem.tasks.application-id", "somebody"))
                .check();
    }

    @Test
    void wantsToKnowTheMakerOfItsTasks() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.tasks.plans", "with-tasks").check())
                .withMessageContaining("set tandem.tasks.application-id to the application id of its identity");
        with("tandem.tasks.plans", "none").check();
        with("tandem.graph.client-id", "somebody").check();
    }

    @ParameterizedTest
    @CsvSource({"patience,0s", "patience,999ms", "silence,0s", "silence,999ms", "canary-interval,0s"})
    void leavesTheWebhookTimeToHearSomebody(String what, String text) {
        String key = "tandem.webhook." + what;

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with(key, text).check())
                .withMessage(key + "=" + text + " is not at least 1s; correct it");
        with(key, "1s").with(Map.of("tandem.graph.client-id", "somebody")).check();
    }

    @Test
    void wantsTheIdOfATeamForTheCanary() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.webhook.canary-team", "Canary").check())
                .withMessage("tandem.webhook.canary-team=Canary is not the id of a team; correct it");
        assertThat(new WebhookSettings(with("tandem.webhook.canary-team", "5B0A3D6E-0c4b-4f0e-9a39-2f6f5d1c0a11")
                                .with(Map.of(
                                        "tandem.webhook.url", "https://tandem.example",
                                        "tandem.webhook.canary-interval", "20m")))
                        .canary())
                .isEqualTo(new Canary.Settings(
                        "5b0a3d6e-0c4b-4f0e-9a39-2f6f5d1c0a11", Duration.ofMinutes(20), "https://tandem.example"));
    }

    @ParameterizedTest
    @CsvSource({"10000,30s,60s", "10000,31s,62s", "11000,30s,66s"})
    void leavesSubscriptionsAloneForLongerThanARoundOrACallMayLast(String watch, String timeout, String hold) {
        Settings settings = with("tandem.webhook.url", "https://tandem.example")
                .with(Map.of(
                        "tandem.webhook.client-state", "hush",
                        "tandem.webhook.watch-ms", watch,
                        "tandem.graph.request-timeout", timeout));

        assertThat(new WebhookSettings(settings).subscriptions().hold()).isEqualTo(Duration.parse("PT" + hold));
    }

    @ParameterizedTest
    @CsvSource({"events,335h,14d", "events,0s,14d", "conflicts,23h,1d", "tasks,89d,90d", "decisions,23h,1d"})
    void keepsWhatMayStillBeNeeded(String what, String text, String least) {
        String key = "tandem.retention." + what;

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with(key, text).check())
                .withMessage(key + "=" + text + " is not at least " + least + "; correct it");
    }

    @ParameterizedTest
    @CsvSource({
        "tandem.traces.endpoint, localhost:4318, an address such as http://localhost:4318/v1/traces",
        "tandem.traces.endpoint, http://a b/, an address such as http://localhost:4318/v1/traces",
        "tandem.traces.percent, 101, a whole number from 0 to 100"
    })
    void saysWhereTracesCannotGoAndHowManyThereCannotBe(String key, String text, String form) {
        Settings settings = Settings.read(null, Map.of(), Map.of(key, text));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TraceExport.check(settings))
                .withMessageContaining(key + "=" + text + " is not " + form);
    }

    @Test
    void tellsHowLongWhatIsKept() {
        Settings settings = Settings.read(
                null,
                Map.of(),
                Map.of(
                        "tandem.retention.events", "14d",
                        "tandem.retention.conflicts", "36h",
                        "tandem.retention.tasks", "90d",
                        "tandem.retention.decisions", "500d",
                        "tandem.graph.client-id", "somebody"));
        settings.check();

        assertThat(settings.retention())
                .isEqualTo(new Housekeeping.Settings(
                        Duration.ofDays(14), Duration.ofHours(36), Duration.ofDays(90), Duration.ofDays(500)));
    }

    @Test
    void readsFlags() {
        assertThat(with("tandem.enabled", "true").flag("tandem.enabled")).isTrue();
        assertThat(with("tandem.enabled", "false").flag("tandem.enabled")).isFalse();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.enabled", "yes").flag("tandem.enabled"))
                .withMessage("tandem.enabled=yes is not true or false; correct it");
    }

    @Test
    void takesAnEmptyValueForNone() {
        assertThat(with("tandem.graph.tenant", "  ").optional("tandem.graph.tenant"))
                .isNull();
        assertThat(with("tandem.graph.tenant", "contoso").optional("tandem.graph.tenant"))
                .isEqualTo("contoso");
    }

    @Test
    void tellsWhatTheRetailerChoseAboutTeams() {
        TeamPolicy policy = Settings.read(
                        null,
                        Map.of(),
                        Map.of(
                                "tandem.teams.name-template",
                                "{name} store",
                                "tandem.teams.fallback-owner",
                                "it@x.example"))
                .teamPolicy();

        assertThat(policy)
                .isEqualTo(new TeamPolicy(
                        "{name} store",
                        "tandem-",
                        new Identity(null, "it@x.example"),
                        TeamPolicy.Strangers.REPORT,
                        TeamPolicy.Pace.documented()));
        assertThat(with("tandem.teams.fallback-owner", "id-1").teamPolicy().fallbackOwner())
                .isEqualTo(new Identity("id-1", null));
        assertThat(with("tandem.teams.fallback-owner", "").teamPolicy()).isEqualTo(TeamPolicy.defaults());
        assertThat(with("tandem.teams.communications-name", "Regions")
                        .teamPolicy()
                        .communications())
                .isEqualTo(new TeamPolicy.CommunicationsTeam("Regions", List.of()));
        assertThat(with("tandem.teams.communications-owners", "ada@x.example, id-1,")
                        .teamPolicy()
                        .communications()
                        .owners())
                .containsExactly(new Identity(null, "ada@x.example"), new Identity("id-1", null));
    }

    @Test
    void mapsTheLifeOfTeamsAndTheSweep() {
        assertThat(with("tandem.teams.archive-after", "7d").teamPolicy().life())
                .isEqualTo(new TeamPolicy.Life(7, TeamPolicy.Deleted.REPORT));
        assertThat(with("tandem.teams.deleted", "restore").teamPolicy().life().deleted())
                .isEqualTo(TeamPolicy.Deleted.RESTORE);
        assertThat(with("tandem.teams.visibility", "keep").teamPolicy().life().visibility())
                .isEqualTo(Profile.Policy.KEEP);
        assertThat(with("tandem.teams.brake.archives", "9").brake().archives()).isEqualTo(9);
        assertThat(new LifeSettings(with("tandem.drift.cron", "")).drift().nightly())
                .isNull();
        assertThat(new LifeSettings(with("tandem.drift.teams-per-second", "12"))
                        .drift()
                        .perSecond())
                .isEqualTo(12);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.teams.archive-after", "36h").check())
                .withMessageContaining("whole days");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> with("tandem.drift.cron", "at night").check())
                .withMessageContaining("cron expression");
    }

    private static Settings with(String key, String value) {
        return Settings.read(null, Map.of(), Map.of(key, value));
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("tandem.properties"), Set.of(lines));
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
