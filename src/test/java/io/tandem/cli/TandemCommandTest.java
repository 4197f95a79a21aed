package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.cli.Commands.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TandemCommandTest {
    private static final String CLIENT = "tandem.graph.client-id=somebody\n";

    @TempDir
    private Path folder = Path.of("");

    static Stream<String> commands() {
        return names("", TandemCommand.line());
    }

    private static Stream<String> names(String prefix, CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .flatMap(each -> Stream.concat(
                        Stream.of((prefix + " " + each.getKey()).strip()),
                        names(prefix + " " + each.getKey(), each.getValue())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryCommand(String command) {
        Said said = Commands.run((command + " --help").split(" "));

        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out().getFirst()).startsWith("Usage: tandem " + command);
        assertThat(said.out()).allSatisfy(line -> assertThat(line).doesNotContain("DEFAULT-VALUE"));
    }

    @Test
    void explainsItself() {
        Said said = Commands.run("--help");

        assertThat(said.code()).isZero();
        assertThat(String.join("\n", said.out())).contains("demo", "run", "simulator", "feed", "tail", "bench", "test");
    }

    @Test
    void tellsItsVersion() {
        assertThat(Commands.run("--version").out())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("tandem "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    run --quickly                | Unknown option: '--quickly'
                    launch                       | Unmatched argument at index 0: 'launch'
                    bench                        | Missing required subcommand
                    ''                           | Missing required subcommand
                    tail                         | Missing required parameter: 'TOPIC'
                    tail topic --max few         | Invalid value for option '--max'
                    feed                         | Missing required parameter: 'FILE'
                    feed /absent/events.jsonl    | cannot read /absent/events.jsonl; give a file of events, or - for standard
                    feed /                       | cannot read /; give a file of events
                    run --ops-port 65536         | Invalid value for option '--ops-port'
                    run --ops-port http          | 'http' is no port, give 0 (any free one) to 65535
                    demo --kafka-port -1         | '-1' is no port
                    demo --postgres-port 99999   | '99999' is no port
                    demo --hq-port x             | 'x' is no port
                    run --embedded --graph-port x| 'x' is no port
                    simulator --hq-port x        | 'x' is no port
                    simulator --port 65536       | '65536' is no port
                    simulator --profile slow     | --profile: the simulator profile must be fast or realistic, not 'slow'
                    simulator --profile fast,x=1 | --profile: there is no switch 'x' in a simulator profile
                    simulator --directory /absent| --directory: cannot read /absent
                    run --routes /absent         | --routes /absent is no folder
                    bench retailer               | Missing required options
                    """)
    void saysInOneLineWhatIsWrongWithItsUse(String command, String sentence) {
        Said said = Commands.run(command.isEmpty() ? new String[0] : command.split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("tandem: ")
                        .contains(sentence)
                        .contains("--help"));
    }

    @Test
    void saysInOneLineThatAConfigurationIsNotThere() {
        fails("cannot read the configuration file /absent.properties", "run", "--config", "/absent.properties");
        fails("cannot read the configuration file /absent.properties", "tail", "x", "--config", "/absent.properties");
    }

    @ParameterizedTest
    @CsvSource({
        "tandem.kafka.broker=x, 'sets tandem.kafka.broker, which does not exist'",
        "tandem.teams.look=soon, tandem.teams.look=soon is not a duration such as 500ms",
        "tandem.work.lease=-1s, tandem.work.lease=-1s is not a duration",
        "tandem.work.parallel=0, tandem.work.parallel=0 is not a whole number from 1 on",
        "tandem.enabled=maybe, tandem.enabled=maybe is not true or false",
        "tandem.kafka.brokers=nonsense, tandem.kafka.brokers=nonsense cannot be used",
        "tandem.database.url=nonsense, tandem.database.url=nonsense is no address of PostgreSQL"
    })
    void saysInOneLineWhatIsWrongWithItsConfiguration(String line, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("tandem.properties"), CLIENT + line);

        fails(sentence, "run", "--config", file.toString());
    }

    @Test
    void saysInOneLineThatTheDatabaseIsAway() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int nobody = taken.getLocalPort();
            taken.close();
            Path file = Files.writeString(
                    folder.resolve("tandem.properties"),
                    CLIENT + "tandem.database.url=jdbc:postgresql://127.0.0.1:" + nobody + "/tandem");

            fails(
                    "cannot connect to PostgreSQL at jdbc:postgresql://127.0.0.1:" + nobody + "/tandem",
                    "run",
                    "--config",
                    file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed -", "tail topic"})
    void saysInOneLineThatKafkaIsAway(String command) throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        long begun = System.nanoTime();

        Said said = Commands.fed("{}\n", (command + " --kafka-port " + nobody).split(" "));

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("of Kafka at localhost:" + nobody)
                        .contains("; is Tandem running with the same --kafka-port?"));
        assertThat((System.nanoTime() - begun) / 1_000_000_000).isLessThan(15);
    }

    @Test
    void writesAMadeUpRetailer() throws IOException {
        Map<String, Path> files =
                Map.of("--people", folder.resolve("people.jsonl"), "--events", folder.resolve("events.jsonl"));

        Said said = Commands.run(
                "bench",
                "retailer",
                "--stores=3",
                "--workers=20",
                "--people=" + files.get("--people"),
                "--events=" + files.get("--events"));

        assertThat(said.code()).isZero();
        for (Path file : files.values()) {
            assertThat(Files.readAllLines(file).stream().map(line -> line.substring(0, 1)))
                    .hasSizeGreaterThan(10)
                    .containsOnly("{");
        }
    }

    private static void fails(String sentence, String... command) {
        Said said = Commands.run(command);

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("tandem: ").contains(sentence));
    }
}
