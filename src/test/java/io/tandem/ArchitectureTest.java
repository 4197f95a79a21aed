package io.tandem;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Architecture.BASE);

    static List<Architecture.Rule> rules() {
        return Architecture.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Architecture.Rule rule) {
        rule.rule().check(PRODUCT);
    }
}
