package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import io.tandem.PlantedCode.Breach;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureBreachTest {
    private JavaClasses planted = PlantedCode.none();

    static List<Architecture.Rule> rules() {
        return Architecture.rules();
    }

    @BeforeAll
    void plant(@TempDir Path folder) {
        planted = PlantedCode.compiled(
                rules().stream().flatMap(rule -> rule.breaches().stream()).toList(), folder);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noticesEachPlantedBreach(Architecture.Rule rule) {
        EvaluationResult result = rule.rule().evaluate(planted);

        String report = String.join("\n", result.getFailureReport().getDetails());
        assertThat(rule.breaches())
                .extracting(Breach::blamed)
                .allSatisfy(blamed -> assertThat(report).contains(blamed));
    }
}
