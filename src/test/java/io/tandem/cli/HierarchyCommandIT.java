package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.PublishedHierarchy;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class HierarchyCommandIT {
    private static final PublishedHierarchy PUBLISHED = PublishedHierarchy.start(Sandbox.create(1));

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    static void close() {
        PUBLISHED.close();
    }

    @Test
    void checksExportsAndCompares() throws IOException {
        Path file = folder.resolve("it's.csv");

        assertThat(run("check")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).hasSize(3).endsWith("2 faults");
            assertThat(said.out().get(0)).startsWith("row 2, C2 (TeamId): there is no communications team");
            assertThat(said.out().get(1)).startsWith("row 6, C6 (TeamId): store 000018 has no team");
        });
        assertThat(run("export")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).singleElement().asString().contains("answered 409", "cannot be exported yet");
        });
        assertThat(run("diff").out()).containsExactly("It was never exported before.");

        PUBLISHED.mapCommunications();
        Said exported = run("export", "--leave-out", "--out", file.toString());

        assertThat(exported.out())
                .containsExactly(
                        "Exported hierarchy \"Retail Stores by Region\" to " + file + ".",
                        "Left out: store 000018 has no team",
                        "It was never exported before.",
                        "Upload it in PowerShell as a Teams administrator; it replaces the former one as a whole:",
                        "  Set-TeamTargetingHierarchy -FilePath '"
                                + file.toString().replace("'", "''") + "'",
                        "  Get-TeamTargetingHierarchyStatus",
                        "  Get-TeamTargetingHierarchyStatus -RequestId REQUEST-ID-OF-THE-UPLOAD");
        assertThat(Files.readAllLines(file)).hasSize(5);
        assertThat(run("check", file.toString()).out()).containsExactly("Nothing is wrong.");
        assertThat(run("diff").out()).singleElement().asString().endsWith("by token: no changes");

        PUBLISHED.change(Events.TIME.plus(Duration.ofDays(1)));

        assertThat(run("diff").out().subList(1, 4))
                .containsExactly(
                        "  San Francisco is now San Francisco Market Street",
                        "  Annapolis is gone",
                        "Nothing can be published any more to what is gone: 1 nodes.");
        Said printed = run("export", "--leave-out", "--column", "TargetName", "--bucket", "Floor,Back room");
        assertThat(printed.out()).hasSize(4).startsWith("TargetName,ParentName,TeamId,\"#Floor\",\"#Back room\"");
        assertThat(printed.err()).contains("  Annapolis is gone");
    }

    @Test
    void checksAFileThatWasChangedByHand() throws IOException {
        Path file = Files.writeString(
                folder.resolve("hand.csv"),
                "\uFEFF"
                        + String.join(
                                "\r\n",
                                "DisplayName,ParentName,TeamId,\"Sells, what\"",
                                "Retail Communication,,11111111-2222-4333-8444-555555550001,",
                                "San Francisco,RetailCommunication,no-team,",
                                ""));

        Said said = run("check", file.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .containsExactly(
                        "row 1, D1 (Sells, what): the attribute \"Sells, what\" has characters that Teams does not take;"
                                + " write letters A to Z, digits and spaces, and for one of several values Name:Value",
                        "row 3, B3 (ParentName): no row has the name \"RetailCommunication\";"
                                + " write \"Retail Communication\", as it is written in row 2",
                        "row 3, C3 (TeamId): \"no-team\" is no id of a team;"
                                + " write the id of its Microsoft 365 group, a GUID without braces",
                        "3 faults");
    }

    @Test
    void saysWhatBecameOfAnUpload() throws IOException {
        Path failed = Files.write(
                folder.resolve("failed.txt"),
                "\uFEFFStatus : Failed\r\nErrorMessage : InvalidTeamId: row 2\r\n".getBytes(StandardCharsets.UTF_16LE));
        Path done = Files.writeString(folder.resolve("done.txt"), "Status : Successful\n");
        Path other = Files.writeString(folder.resolve("other.txt"), "Status : Paused\n");

        assertThat(run("status", done.toString()).code()).isZero();
        assertThat(run("status", failed.toString())).satisfies(said -> {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).hasSize(2).endsWith("  InvalidTeamId: row 2");
        });
        assertThat(run("status", other.toString()).err())
                .singleElement()
                .asString()
                .contains("tells no status of an upload");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path latin = Files.write(folder.resolve("latin.csv"), "Zürich".getBytes(StandardCharsets.ISO_8859_1));
        Path broken = Files.writeString(folder.resolve("broken.csv"), "a,\"b\"c\n");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");

        assertThat(run("check", latin.toString()).err())
                .containsExactly("tandem: " + latin + " is not in UTF-8; save it as CSV UTF-8");
        assertThat(run("check", broken.toString()).err())
                .singleElement()
                .asString()
                .startsWith("tandem: " + broken + " is no CSV: ");
        assertThat(run("check", empty.toString()).out()).endsWith("4 faults");
        assertThat(run("check", folder.resolve("absent.csv").toString()).err())
                .containsExactly("tandem: there is no file " + folder.resolve("absent.csv"));
    }

    private static Said run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("hierarchy"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--url", "http://127.0.0.1:" + PUBLISHED.tandem().tandem().opsPort(), "--token", Sandbox.TOKEN));
        return Commands.run(all.toArray(String[]::new));
    }
}
