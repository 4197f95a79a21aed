package io.tandem.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tandem.BesideOthers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class EmbeddedDatabaseTest {

    @TempDir
    Path data;

    @Test
    void servesADurableDatabaseOnTheLoopbackAddressAlone() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            assertThat(database.jdbcUrl())
                    .startsWith("jdbc:postgresql://127.0.0.1:")
                    .endsWith("/tandem");
            assertThat(ask(database, "SELECT current_user")).isEqualTo(database.jdbcUser());
            assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "SELECT upper('\u00e9')")).isEqualTo("\u00c9");
        }
    }

    @Test
    void beginsAnewAfterAFirstStartThatWasKilledHalfway() throws Exception {
        Files.writeString(Files.createDirectory(data.resolve("postgres.new")).resolve("PG_VERSION"), "17");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsAlthoughTheProcessNumberOfAKilledServerIsAnotherProgramsNow() throws Exception {
        EmbeddedDatabase.start(data, 0).close();
        Files.writeString(claim(), ProcessHandle.current().pid() + "\n" + data + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsAlthoughAPowerCutToreTheClaimOfTheServer() throws Exception {
        EmbeddedDatabase.start(data, 0).close();
        Files.writeString(claim(), "");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void runsAsNobodyWhereRootHasNoNamespace() throws Exception {
        assumeThat(PostgresAccount.detect()).isNotEqualTo(PostgresAccount.SELF);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0, PostgresAccount.NOBODY)) {
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
            assertThat(Files.getAttribute(claim(), "unix:uid")).isEqualTo(65_534);
        }
    }

    @Test
    void saysWhichOptionChangesATakenPort() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(EmbeddedException.class)
                    .isThrownBy(() -> EmbeddedDatabase.start(data, other.getLocalPort()))
                    .withMessage(
                            "Port %d, which Tandem needs for PostgreSQL, is taken by another program: "
                                    + "choose another one with --postgres-port.",
                            other.getLocalPort());
        }
    }

    private Path claim() {
        return data.resolve("postgres").resolve("postmaster.pid");
    }

    private static String ask(EmbeddedDatabase database, String query) throws SQLException {
        return new Uses("", database.jdbcUrl()).ask(query);
    }
}
