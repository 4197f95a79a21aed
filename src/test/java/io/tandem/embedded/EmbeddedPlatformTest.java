package io.tandem.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class EmbeddedPlatformTest {

    @TempDir
    Path data;

    @Test
    void keepsRecordsOffsetsAndRowsOverAKillAndEndsTheOrphanedPostgres() throws Exception {
        ProcessHandle orphan;
        try (TandemProcess other = TandemProcess.start(data)) {
            other.uses().leaveTraces();
            other.kill();
            orphan = postmaster();
        }
        assertThat(orphan.isAlive()).isTrue();

        try (EmbeddedPlatform next = start(data)) {
            assertThat(Uses.of(next).read(1)).containsExactly("unread");
            assertThat(Uses.of(next).rows()).isEqualTo("row");
            await().until(() -> !orphan.isAlive());
        }
    }

    @Test
    void endsTheApplicationBeforeTheServersWhenTheProcessIsToldToEndAndKeepsWhatTheyHold() throws Exception {
        try (TandemProcess other = TandemProcess.start(data)) {
            other.uses().leaveTraces();
            ProcessHandle postmaster = postmaster();
            assertThatExceptionOfType(EmbeddedException.class)
                    .isThrownBy(() -> start(data))
                    .withMessage(
                            "The data folder %s is in use by another running Tandem (process %d): "
                                    + "stop it, or choose another folder with --data.",
                            data, other.process().pid());

            List<String> lastWords = other.end();

            assertThat(lastWords).containsExactly("application ends while both servers serve");
            await().until(() -> !postmaster.isAlive());
            assertThat(data.resolve("logs").resolve("kafka.log")).content().contains("Kafka Server started");
        }

        try (EmbeddedPlatform next = start(data)) {
            assertThat(Uses.of(next).read(2)).containsExactly("unread", "farewell");
            assertThat(Uses.of(next).rows()).isEqualTo("row");
        }
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "not a folder");

        assertThatExceptionOfType(EmbeddedException.class)
                .isThrownBy(() -> start(file))
                .withMessage("The data folder %s cannot be written: choose another one with --data.", file);
    }

    @Test
    void givesTheFolderBackWhenOneServerCannotStartAndClosesWhatWasHandedOverLastFirst() throws IOException {
        Files.writeString(data.resolve("kafka"), "not a folder");
        assertThatExceptionOfType(EmbeddedException.class).isThrownBy(() -> start(data));

        Files.delete(data.resolve("kafka"));
        List<String> closed = new ArrayList<>();
        EmbeddedPlatform platform = start(data);
        assertThat(platform.bootstrapServers()).startsWith("127.0.0.1:");
        platform.closeFirst(() -> closed.add("route"));
        platform.closeFirst(() -> closed.add("console"));

        platform.close();
        platform.close();
        platform.closeFirst(() -> closed.add("late"));

        assertThat(closed).containsExactly("console", "route", "late");
    }

    private static EmbeddedPlatform start(Path data) {
        return EmbeddedPlatform.start(new EmbeddedSettings(data, 0, 0), progress -> {});
    }

    private ProcessHandle postmaster() throws IOException {
        String number = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(number)).orElseThrow();
    }
}
