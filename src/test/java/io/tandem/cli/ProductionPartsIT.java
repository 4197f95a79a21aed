package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.ProductionParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What production needs stands alone: without the embedded parts and the simulator on the class path. */
@BesideOthers
class ProductionPartsIT {
    @TempDir
    private Path folder;

    /** What a process said and how it ended. */
    private record Said(int code, String text) {}

    @Test
    void helpNamesTheCommandsThatWorkWithoutTheEmbeddedParts() throws IOException, InterruptedException {
        Said said = run("--help");

        assertThat(said.text()).contains("run ", "feed ", "tail ").doesNotContain("demo", "simulator", "bench");
        assertThat(said.code()).isZero();
    }

    @Test
    void runSaysWhatItNeeds() throws IOException, InterruptedException {
        Said said = run("run", "--embedded");

        assertThat(said.text())
                .startsWith("tandem: --embedded needs tandem-embedded.jar and lib-embedded on the class path")
                .hasLineCount(1);
        assertThat(said.code()).isEqualTo(2);
    }

    @Test
    void runGetsAsFarAsItsConfigurationAllows() throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("tandem.properties"),
                "tandem.database.url=jdbc:postgresql://localhost:1/none\ntandem.tasks.plans=none");

        Said said = run("run", "--config", config.toString());

        assertThat(said.text().lines().toList().getLast())
                .startsWith("tandem: cannot connect to PostgreSQL at jdbc:postgresql://localhost:1/none ")
                .endsWith("start it or correct tandem.database.url, user and password");
        assertThat(said.code()).isEqualTo(1);
    }

    private static Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ProductionParts.classPath(),
                TandemCommand.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text.strip());
    }
}
