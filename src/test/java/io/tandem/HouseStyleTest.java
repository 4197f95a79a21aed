package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.SourceFile.Field;
import io.tandem.SourceFile.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of STYLE, measured on the product's sources. */
class HouseStyleTest {
    private static final List<SourceFile> PRODUCT = SourceFile.below(Path.of("src/main/java"));
    private static final String COMPONENT = "io.tandem.component.graph";

    /** STYLE wants a median of 35; what speaks SQL, Camel or OData stands above it, and it must not grow. */
    @Test
    void filesAreShort() {
        List<Integer> lines =
                PRODUCT.stream().map(SourceFile::codeLines).sorted().toList();

        assertThat(at(0.5, lines)).as("median").isLessThanOrEqualTo(50);
        assertThat(at(0.9, lines)).as("of nine in ten").isLessThanOrEqualTo(120);
        assertThat(at(1, lines)).as("longest").isLessThanOrEqualTo(300);
    }

    @Test
    void methodsAreShort() {
        List<Integer> lines =
                each(PRODUCT, SourceFile::methods).map(Method::lines).sorted().toList();

        assertThat(at(0.5, lines)).as("median").isLessThanOrEqualTo(5);
        assertThat(at(0.9, lines)).as("of nine in ten").isLessThanOrEqualTo(15);
        assertThat(at(1, lines)).as("longest").isLessThanOrEqualTo(40);
    }

    @Test
    void fieldsAreFinalButWhereALibraryFillsThem() {
        List<Field> fields = each(PRODUCT, SourceFile::fields)
                .filter(field -> !field.filled())
                .toList();

        assertThat(share(fields, Field::isFinal)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void twoTypesInFiveStayInTheirPackage() {
        List<SourceFile.Type> types = each(PRODUCT, SourceFile::types).toList();

        assertThat(share(types, type -> !type.open())).isGreaterThanOrEqualTo(0.4);
    }

    /** The properties of the component say what they are by annotations, from which Camel makes the pages. */
    @Test
    void publicMethodsAreExplained() {
        List<Method> methods = PRODUCT.stream()
                .flatMap(file -> file.methods().stream()
                        .filter(Method::open)
                        .filter(method -> !file.packageName().equals(COMPONENT)
                                || !method.name().matches("(get|set|is)[A-Z].*")))
                .toList();

        assertThat(share(methods, Method::documented)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void everyPackageSaysInOneSentenceWhatItIs() {
        List<String> packages =
                PRODUCT.stream().map(SourceFile::packageName).distinct().toList();

        List<SourceFile> explained = PRODUCT.stream()
                .filter(file -> isOneSentence(file.documentation()))
                .toList();

        assertThat(explained).extracting(SourceFile::packageName).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void countsWhatThereIs(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Sample.java"), """
                /** One thing. And another. */
                package sample;

                import java.util.List;

                // Not counted.
                public class Sample {
                    private static final int ONE = 1;
                    private int two;
                    @Deprecated private int filled;

                    /** Explained. */
                    public int one() {
                        return ONE;
                    }

                    public int two() { return two; }

                    @Override
                    public String toString() { return ""; }
                }

                class Hidden {}
                """);

        List<SourceFile> files = SourceFile.below(folder);

        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.codeLines()).isEqualTo(12);
            assertThat(file.types())
                    .containsExactly(new SourceFile.Type("Sample", true), new SourceFile.Type("Hidden", false));
            assertThat(file.methods())
                    .containsExactly(
                            new Method("one", 3, true, true),
                            new Method("two", 1, true, false),
                            new Method("toString", 1, false, false));
            assertThat(file.fields())
                    .containsExactly(
                            new Field("ONE", true, false),
                            new Field("two", false, false),
                            new Field("filled", false, true));
            assertThat(isOneSentence(file.documentation())).isFalse();
        });
    }

    private static boolean isOneSentence(@Nullable String text) {
        return text != null && text.strip().matches("[A-Z][^.]*(\\{@code [^}]*}[^.]*)*\\.");
    }

    private static <T> Stream<T> each(List<SourceFile> files, Function<SourceFile, List<T>> parts) {
        return files.stream().flatMap(file -> parts.apply(file).stream());
    }

    private static int at(double quantile, List<Integer> sorted) {
        return sorted.get((int) Math.ceil(quantile * sorted.size()) - 1);
    }

    private static <T> double share(List<T> all, Predicate<T> which) {
        return (double) all.stream().filter(which).count() / all.size();
    }
}
