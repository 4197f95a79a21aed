package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.RouteShape.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoutesShapeTest {
    private static final List<Path> BINDERS = List.of(
            Path.of("src/main/java/io/tandem/Tandem.java"),
            Path.of("src/main/java/io/tandem/LetterParts.java"),
            Path.of("src/main/java/io/tandem/NotificationParts.java"));
    private static final Pattern BINDING = Pattern.compile("camel\\.bind\\(\\s*\"([A-Za-z]+)\"");

    private static final List<RouteFile> FILES = RouteFile.all();
    private static final RouteShape SHAPE = new RouteShape(configurations(), settings(), beans());

    static List<Rule> rules() {
        return SHAPE.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyFileKeepsTheRule(Rule rule) {
        assertThat(FILES)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(rule.faults().apply(file))
                        .as("%s: %s", file.name(), rule)
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPlantedBreachIsNoticed(Rule rule) {
        RouteFile broken = RouteFile.of("sound.camel.yaml", rule.breach().apply(RouteShape.SOUND));

        List<String> faults = rule.faults().apply(broken).toList();

        assertThat(faults).as(broken.text()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aSoundRouteHasNoFault(Rule rule) {
        RouteFile sound = RouteFile.of("sound.camel.yaml", RouteShape.SOUND);

        assertThat(rule.faults().apply(sound)).isEmpty();
    }

    @Test
    void everyFileIsNamedAsCamelFindsIt() throws IOException {
        try (Stream<Path> files = Files.list(RouteFile.FOLDER)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .allMatch(name -> name.matches("[a-z][a-z-]*\\.camel\\.yaml"));
        }
    }

    @Test
    void theBeansOfTheseTestsAreThoseOfTheApplication() throws IOException {
        Set<String> bound = new HashSet<>();
        for (Path binder : BINDERS) {
            BINDING.matcher(Files.readString(binder)).results().forEach(found -> bound.add(found.group(1)));
        }

        assertThat(bound).isEqualTo(beans().keySet());
    }

    private static Set<String> configurations() {
        return FILES.stream()
                .flatMap(RouteFile::configurations)
                .map((JsonNode configuration) -> configuration.path("id").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> settings() {
        return new CamelSettings(Settings.read(null, Map.of(), Map.of()))
                .properties(null)
                .stringPropertyNames();
    }

    private static Map<String, Class<?>> beans() {
        return RouteBeans.unbound().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, bean -> bean.getValue().getClass()));
    }
}
