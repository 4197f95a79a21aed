package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.Folders;
import io.tandem.TestGraph;
import io.tandem.embedded.Expected;
import io.tandem.embedded.SampleCompany;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Simulator, Tandem, feed and tail, each in a process of its own, as they are used. */
@Execution(ExecutionMode.CONCURRENT)
class SeparateProcessesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern OPS = Pattern.compile("Ops: (http://localhost:\\d+)/api/status");
    private static final SampleCompany CONTOSO = SampleCompany.contoso(LocalDate.now(ZoneOffset.UTC));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Process> started = new ArrayList<>();
    private final Path folder = folder();
    private final Path data = folder.resolve("data");
    private final int graphPort = freePort();
    private final int kafkaPort = freePort();
    private final int postgresPort = freePort();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started.reversed()) {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
        Folders.delete(folder);
    }

    @Test
    void workTogetherAndSurviveAKill() throws IOException, InterruptedException {
        Path people = Files.write(folder.resolve("people.jsonl"), CONTOSO.people());
        Path events = Files.write(folder.resolve("events.jsonl"), CONTOSO.events());
        Command simulator = start("simulator", "--port", text(graphPort), "--directory", people.toString());
        simulator.awaitLine("Every call: GET https://localhost:" + graphPort + "/simulator/requests");
        Command tandem = run();
        String ops = tandem.ops();
        TestGraph graph = new TestGraph(URI.create("https://localhost:" + graphPort), data.resolve("simulator-ca.pem"));

        Command feed = start("feed", events.toString());
        assertThat(feed.end()).isZero();
        assertThat(feed.lines())
                .containsExactly("Published " + CONTOSO.events().size() + " records to commerce.events");
        awaitAll(ops);
        teamsAreAsExpected(graph);

        int before = graph.calls().size();
        tandem.process().destroyForcibly().waitFor();
        Command again = run();
        awaitAll(again.ops());
        teamsAreAsExpected(graph);
        assertThat(graph.calls().stream().skip(before)).noneMatch(TestGraph.Call::writes);

        Command tail = start("tail", "commerce.events", "--from-beginning", "--max", "3");
        assertThat(tail.end()).isZero();
        assertThat(tail.lines()).hasSize(3).allMatch(line -> line.startsWith("{\"topic\":\"commerce.events\","));
        endsQuietly(again);
        endsQuietly(simulator);
    }

    private void endsQuietly(Command command) throws IOException, InterruptedException {
        int lines = command.lines().size();
        command.process().destroy();

        assertThat(command.process().waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(command.process().exitValue()).isEqualTo(128 + 15);
        assertThat(command.lines().stream().skip(lines)).isEmpty();
    }

    private static void teamsAreAsExpected(TestGraph graph) {
        CONTOSO.expected().values().stream().filter(Expected::hasTeam).forEach(store -> {
            TestGraph.Team team = graph.teamOf(store.storeNumber()).orElseThrow();
            assertThat(team.owners()).isEqualTo(store.owners());
            assertThat(team.members()).isEqualTo(store.members());
        });
    }

    private static void awaitAll(String ops) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            var status = JSON.readTree(status(ops));
            return status.path("converged").asBoolean()
                    && status.at("/stores/total").asInt() == 39;
        });
    }

    private static String status(String ops) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ops + "/api/status"))
                .header("Authorization", "Bearer secret-token-of-this-test")
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private Command run() throws IOException {
        Command tandem = start("run", "--embedded", "--ops-port", "0", "--ops-token", "secret-token-of-this-test");
        tandem.awaitLine("Ops: ");
        return tandem;
    }

    private Command start(String name, String... arguments) throws IOException {
        List<String> common = name.equals("simulator")
                ? List.of("--data", data.toString())
                : List.of(
                        "--data=" + data,
                        "--kafka-port=" + kafkaPort,
                        "--postgres-port=" + postgresPort,
                        "--graph-port=" + graphPort);
        Path output = folder.resolve("output" + started.size());
        List<String> command = Stream.of(java(), List.of(name), List.of(arguments), common)
                .flatMap(List::stream)
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        started.add(process);
        return new Command(process, output);
    }

    /** As the launcher does it. */
    private static List<String> java() {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 23) {
            java.add("--sun-misc-unsafe-memory-access=allow");
        }
        java.add("io.tandem.cli.TandemCommand");
        return java;
    }

    /** A command at work; its two outputs go to one file. */
    private record Command(Process process, Path output) {
        List<String> lines() throws IOException {
            return Files.readAllLines(output);
        }

        int end() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        String awaitLine(String beginning) {
            return await().atMost(PATIENCE)
                    .failFast("it ended: " + output, () -> !process.isAlive())
                    .until(
                            () -> lines().stream()
                                    .filter(line -> line.startsWith(beginning))
                                    .findFirst()
                                    .orElse(""),
                            line -> !line.isEmpty());
        }

        String ops() {
            Matcher address = OPS.matcher(awaitLine("Ops: "));
            assertThat(address.matches()).isTrue();
            return address.group(1);
        }
    }

    private static String text(int port) {
        return Integer.toString(port);
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("processes");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
