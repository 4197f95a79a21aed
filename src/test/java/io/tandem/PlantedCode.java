package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles classes that must not be, to see whether they are noticed. */
final class PlantedCode {
    private PlantedCode() {}

    /**
     * A class that breaks a rule.
     *
     * @param where package below {@code io.tandem}, empty for the base
     * @param type its simple name
     * @param body its declaration
     * @param blamed what the rule must name when it finds it
     */
    record Breach(String where, String type, String body, String blamed) {
        private JavaFileObject source() {
            String name = where.isEmpty() ? Architecture.BASE : Architecture.BASE + "." + where;
            String text = "package " + name + ";\n" + body + "\n";
            URI uri = URI.create("string:///" + name.replace('.', '/') + "/" + type + ".java");
            return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text;
                }
            };
        }
    }

    static JavaClasses none() {
        return new ClassFileImporter().importClasses();
    }

    /** {@return the classes, compiled into a folder and read from there, without those of the product} */
    static JavaClasses compiled(Collection<Breach> breaches, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-proc:none", "-nowarn", "-Xlint:none");
        boolean done = compiler.getTask(
                        messages,
                        null,
                        null,
                        options,
                        null,
                        breaches.stream().map(Breach::source).toList())
                .call();
        assertThat(done).as(messages.toString()).isTrue();
        return new ClassFileImporter().importPath(folder);
    }
}
