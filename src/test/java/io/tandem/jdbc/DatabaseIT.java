package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class DatabaseIT {
    @Test
    void bringsAnEmptyDatabaseUpToDateAndTakesItAgainAsItIs() {
        Sandbox sandbox = Sandbox.create(1);
        sandbox.database().close();

        try (Database again = sandbox.database()) {
            assertThat(again.answers()).isTrue();
            assertThat(again.storeViews().stores()).isEmpty();
        }
    }

    /** An index of one collation is of no use to whoever compares with a column of another. */
    @Test
    void idsOfUsersAndStoresAreOfOneCollation() {
        Sandbox sandbox = Sandbox.create(1);
        sandbox.database().close();

        String columns = sandbox.sql("""
                select string_agg(table_name || '.' || column_name || ' ' || coalesce(collation_name, 'default'), ', ')
                from information_schema.columns
                where table_schema = 'public' and column_name in ('user_id', 'store_number')""");

        assertThat(columns.split(", ")).hasSizeGreaterThan(10).allMatch(column -> column.endsWith(" C"));
    }

    @Test
    void saysWhereItTriedToConnectAndWhatToDoWhenNobodyAnswers() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + nobody + "/tandem?password=secret";

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> Database.open(url, "tandem", "secret"))
                .withMessageContaining(
                        "cannot connect to PostgreSQL at jdbc:postgresql://127.0.0.1:" + nobody + "/tandem ")
                .withMessageContaining("refused")
                .withMessageContaining("start it or correct tandem.database.url")
                .withMessageNotContainingAny("secret", "\n");
    }

    @Test
    void saysThatAPasswordIsWrong() {
        Sandbox sandbox = Sandbox.create(1);
        sandbox.sql("drop role if exists guest");
        sandbox.sql("create role guest nologin");
        String url = sandbox.settings().text("tandem.database.url");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> Database.open(url, "guest", "secret"))
                .withMessageContaining("as user \"guest\"")
                .withMessageContaining("not permitted to log in")
                .withMessageNotContainingAny("secret", "\n");
    }

    /** A host behind a wall takes the connection, or not even that, and says nothing. */
    @Test
    void givesUpAServerThatSaysNothingWithinTenSeconds() throws IOException {
        Instant begun = Instant.now();
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/tandem";

            assertThatThrownBy(() -> Database.open(url, "tandem", "")).isInstanceOf(DatabaseException.class);
        }
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost:5432", "jdbc:mysql://localhost/tandem", "jdbc:postgresql://localhost:port/x"})
    void saysThatAnAddressIsNone(String url) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> Database.open(url, "tandem", ""))
                .withMessageContaining("tandem.database.url=" + url + " is no address of PostgreSQL");
    }

    @Test
    void refusesADatabaseOfSomebodyElse() {
        Sandbox sandbox = Sandbox.create(1);
        sandbox.sql("create table fact (something int)");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(sandbox::database)
                .withMessageContaining("cannot be brought up to date")
                .withMessageNotContaining("\n");
    }

    @Test
    void noticesThatTheDatabaseIsAway() {
        Sandbox sandbox = Sandbox.create(1);
        try (Database database = sandbox.database()) {
            Sandbox other = Sandbox.create(1);
            String name = sandbox.settings().text("tandem.kafka.group");
            other.sql("alter database " + name + " allow_connections false");
            other.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");

            assertThat(database.answers()).isFalse();

            other.sql("alter database " + name + " allow_connections true");
            await().atMost(Duration.ofSeconds(20)).until(database::answers);
        }
    }
}
