package io.tandem;

import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.embedded.EmbeddedSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Kafka and PostgreSQL for tests: what they write survives any process, but need not survive the machine. */
final class TestPlatform {
    private static final List<String> IN_A_HURRY = List.of(
            "alter system set fsync = off", "alter system set full_page_writes = off", "select pg_reload_conf()");

    private TestPlatform() {}

    static EmbeddedPlatform start(Path folder) {
        EmbeddedPlatform platform = EmbeddedPlatform.start(new EmbeddedSettings(folder, 0, 0), progress -> {});
        try (Connection connection = DriverManager.getConnection(platform.jdbcUrl(), platform.jdbcUser(), "");
                Statement statement = connection.createStatement()) {
            for (String sql : IN_A_HURRY) {
                statement.execute(sql);
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        return platform;
    }
}
