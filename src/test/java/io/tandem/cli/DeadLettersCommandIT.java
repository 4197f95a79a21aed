package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class DeadLettersCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WITHOUT_NAME = Events.store("store.opened", Events.TIME, "000135");

    private final Sandbox sandbox = Sandbox.create(1);
    private final RunningTandem tandem = RunningTandem.in(sandbox);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void putTwoAside() {
        sandbox.topics().publishLines(List.of(WITHOUT_NAME, "garbage"));
        await().atMost(PATIENCE)
                .until(() -> sandbox.sql("select count(*) from dead_letter").equals("2"));
    }

    @AfterEach
    void close() {
        tandem.close();
    }

    @Test
    void listsCountsAndShows() {
        assertThat(run("list").out())
                .anyMatch(line -> line.matches("0-0 +invalid +open .*name.*"))
                .anyMatch(line -> line.matches("0-1 +unreadable +open .*"))
                .endsWith("2 of 2 dead letters");
        assertThat(run("list", "--cause", "invalid", "--store", "000135").out()).endsWith("1 of 1 dead letters");
        assertThat(run("list", "--by", "cause", "--state", "all").out())
                .anyMatch(line -> line.matches(" +1 +1 +unreadable"));
        assertThat(run("list", "--json").out())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("{\"total\":2"));
        assertThat(String.join("\n", run("show", "0-1").out())).contains("\"payload\" : \"garbage\"");
    }

    @Test
    void replaysWithAnotherPayload() throws IOException {
        Path mended = Files.writeString(folder.resolve("mended.json"), Events.opened("000135", "San Francisco"));

        assertThat(run("replay", "0-0", "--payload", mended.toString(), "--dry-run")
                        .out())
                .startsWith("1 letter: 1 to be applied", "It changes what Commerce wants.")
                .contains("What it leads to in Teams:", "    note  no manager with a usable account");
        assertThat(run("replay", "0-0", "--payload", mended.toString(), "--dry-run", "--json")
                        .out())
                .singleElement()
                .asString()
                .contains("\"outcome\":\"applied\"");
        Said said = run("replay", "0-0", "--payload", mended.toString(), "--rate", "5");

        assertThat(said.out())
                .containsExactly(
                        "Replay 1 is running: 0 of 1 letters replayed, 0 could not be sent; 5 a second, by token, ids=0-0");
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == 1);
        await().atMost(PATIENCE).until(() -> run("replays").out().getFirst().startsWith("Replay 1 is done: 1 of 1"));
        assertThat(run("cancel", "1").err())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("answered 409: replay 1 is done already"));
    }

    @Test
    void discardsWithAReasonWhateverIsNotOpenAmongThem() {
        assertThat(run("discard", "0-0", "--reason", "sent by a test").out()).containsExactly("Discarded 0-0");

        Said said = run("discard", "7-7", "0-0", "0-1", "--reason", "sent by a test");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).containsExactly("Discarded 0-1");
        assertThat(said.err())
                .singleElement()
                .asString()
                .contains("there is no dead letter 7-7; ", "letter 0-0 is not open but discarded");

        assertThat(run("list").out()).endsWith("0 of 0 dead letters");
        assertThat(run("list", "--state", "discarded").out()).endsWith("2 of 2 dead letters");
    }

    @Test
    void filesAgainWhatTheIndexLost() {
        run("discard", "0-0", "--reason", "sent by a test");
        sandbox.sql("delete from dead_letter where cause = 'unreadable'");

        assertThat(run("rebuild").out()).containsExactly("1 dead letters were missing");

        assertThat(run("list").out()).endsWith("1 of 1 dead letters");
        assertThat(run("rebuild").out()).containsExactly("0 dead letters were missing");
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        for (List<String> wrong : List.of(
                List.of("replay"),
                List.of("replay", "0-1", "--all"),
                List.of("replay", "--all", "--cause", "invalid"),
                List.of("replay", "--store", ""),
                List.of("replay", "--cause", "invalid", "--key= "),
                List.of("list", "--store", ""),
                List.of("discard", "0-1"),
                List.of("show"),
                List.of("replay", "0-1", "--payload", "/absent"))) {
            Said said = run(wrong.toArray(String[]::new));

            assertThat(said.code()).as(wrong.toString()).isEqualTo(2);
            assertThat(said.err()).hasSize(1);
        }
        assertThat(run("show", "7-7")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err()).singleElement().asString().contains("there is no dead letter 7-7");
        });
        assertThat(run("show", "a b").err()).singleElement().asString().contains("'a b' is no id of a dead letter");
    }

    @Test
    void discardsAllOfACause() {
        assertThat(run("discard", "--reason", "noise").err())
                .singleElement()
                .asString()
                .contains("name letters by their ids");
        assertThat(run("discard", "--cause", "unreadable", "--reason", "noise").out())
                .containsExactly("Discarded 1 letter");
        assertThat(run("list", "--state", "discarded").out()).endsWith("1 of 1 dead letters");
        assertThat(run("list").out()).anyMatch(line -> line.matches("0-0 +invalid +open .*"));
    }

    private Said run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + tandem.tandem().opsPort(), "--token", Sandbox.TOKEN));
        return Commands.run(all.toArray(String[]::new));
    }
}
