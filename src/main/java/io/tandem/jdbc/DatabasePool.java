package io.tandem.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import org.postgresql.Driver;

/** Connections to the database, and one clear sentence when there are none. */
final class DatabasePool {
    private static final int CONNECTIONS = 20;
    private static final int IDLE_CONNECTIONS = 2;

    /** Whoever asks for a connection gives up after this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private DatabasePool() {}

    static HikariDataSource open(String url, String user, String password) {
        if (!new Driver().acceptsURL(url)) {
            throw new DatabaseException(
                    "tandem.database.url=" + shown(url) + " is no address of PostgreSQL such as"
                            + " jdbc:postgresql://localhost:5432/tandem; correct it",
                    null);
        }
        try {
            return new HikariDataSource(config(url, user, password));
        } catch (PoolInitializationException away) {
            throw new DatabaseException(
                    "cannot connect to PostgreSQL at " + shown(url) + " as user \"" + user + "\" ("
                            + DatabaseException.rootOf(away) + "); start it or correct tandem.database.url, user and"
                            + " password",
                    away);
        }
    }

    private static HikariConfig config(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("tandem");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(IDLE_CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("loginTimeout", Long.toString(PATIENCE.toSeconds()));
        return config;
    }

    /** A URL may carry a password behind its question mark. */
    static String shown(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
