package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import io.tandem.PlantedCode.Breach;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureBreachTest {

    static List<Architecture.Rule> rules() {
        return Architecture.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noticesEachPlantedBreach(Architecture.Rule rule, @TempDir Path folder) {
        JavaClasses planted = PlantedCode.compiled(rule.breaches(), folder);

        EvaluationResult result = rule.rule().evaluate(planted);

        String report = String.join("\n", result.getFailureReport().getDetails());
        assertThat(rule.breaches())
                .extracting(Breach::blamed)
                .allSatisfy(blamed -> assertThat(report).contains(blamed));
    }
}
