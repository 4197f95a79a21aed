package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.ConfigurationPage.Group;
import io.tandem.ConfigurationPage.Key;
import io.tandem.route.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written of settings and meters is what the code knows. */
class DocumentationTest {
    private static final Path CODE = Path.of("src/main/java/io/tandem");
    private static final Pattern SETTING = Pattern.compile("(?:\"|\\{\\{)(tandem\\.[a-z-]+(?:\\.[a-z-]+)*)(?:\"|}})");

    /** Properties of the process, of the log, a topic, who locks what, and what a route is told: no settings. */
    private static final Set<String> OTHERS = Set.of(
            "tandem.home",
            "tandem.stacktrace",
            "tandem.log.dir",
            "tandem.log.format",
            "tandem.log.kafka",
            "tandem.lock",
            "tandem.dead-letters",
            "tandem.kafka.retries-of-once",
            "tandem.properties",
            "tandem.intake");

    @Test
    void theListOfMetersIsUpToDate() throws IOException {
        MetricsPage.page().check();
    }

    @Test
    void theReferenceOfSettingsIsUpToDate() throws IOException {
        ConfigurationPage.page().check();
    }

    @Test
    void everySettingHasACommentOfItsOwnOrOneWithItsNeighbours() throws IOException {
        List<Group> groups = ConfigurationPage.groups();

        assertThat(groups)
                .allSatisfy(group ->
                        assertThat(group.meaning()).as("%s", group.keys()).hasSizeGreaterThan(5));
        assertThat(groups.stream().flatMap(group -> group.keys().stream()))
                .extracting(Key::name)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Settings.read(null, Map.of(), Map.of()).values().keySet());
    }

    @Test
    void everySettingThatIsReadIsInTheReference() {
        Set<String> known = Settings.read(null, Map.of(), Map.of()).values().keySet();

        Set<String> read = new TreeSet<>(named());
        read.removeAll(OTHERS);
        Arrays.stream(Metric.values()).map(Metric::id).forEach(read::remove);

        assertThat(known).containsAll(read);
    }

    /** Some are put together from their beginning and their last word. */
    @Test
    void everySettingInTheReferenceIsRead() {
        Set<String> named = named();
        List<String> sources = sources();

        assertThat(Settings.read(null, Map.of(), Map.of()).values().keySet())
                .filteredOn(key -> !named.contains(key))
                .allMatch(key -> {
                    int last = key.lastIndexOf('.') + 1;
                    return sources.stream()
                            .anyMatch(source -> source.contains('"' + key.substring(0, last) + '"')
                                    && source.contains('"' + key.substring(last) + '"'));
                });
    }

    @Test
    void everyMeterComesFromTheList() {
        assertThat(sources())
                .filteredOn(source -> Pattern.compile(
                                "(Counter|Gauge|Timer|DistributionSummary|MultiGauge|TimeGauge|LongTaskTimer)"
                                        + "\\.builder\\(|meters\\(?\\)?\\.(counter|gauge|timer|summary)\\(")
                        .matcher(source)
                        .find())
                .extracting(source -> source.replaceFirst("(?s).*?(?:enum|class|record) (\\w+).*", "$1"))
                .containsExactly("Metric");
    }

    private static Set<String> named() {
        return sources().stream()
                .flatMap(source -> SETTING.matcher(source).results())
                .map(MatchResult.class::cast)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> sources() {
        try (Stream<Path> code = Files.walk(CODE);
                Stream<Path> routes = Files.list(RouteFile.FOLDER)) {
            return Stream.concat(code.filter(file -> file.toString().endsWith(".java")), routes)
                    .sorted()
                    .map(DocumentationTest::text)
                    .toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
