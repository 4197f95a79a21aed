package io.tandem.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tandem.commerce.CommerceState;
import io.tandem.console.StoreViews;
import io.tandem.model.DueKeys;
import io.tandem.teams.People;
import io.tandem.teams.TeamState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** The database: migrated at start, with one adapter for each port. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 20;
    /** An idle instance leaves the others room: PostgreSQL has 100 connections unless told otherwise. */
    private static final int IDLE_CONNECTIONS = 2;

    private final HikariDataSource source;
    private final Jdbi jdbi;

    private Database(HikariDataSource source) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        jdbi.registerArrayType(String.class, "text");
    }

    /**
     * Connects and brings the schema up to date.
     *
     * @param url JDBC URL of a PostgreSQL database
     */
    public static Database open(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("tandem");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(IDLE_CONNECTIONS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        HikariDataSource source = new HikariDataSource(config);
        Flyway.configure().dataSource(source).load().migrate();
        return new Database(source);
    }

    /** {@return what Commerce said} */
    public CommerceState commerceState() {
        return new JdbcCommerceState(jdbi);
    }

    /** {@return the keys that are due} */
    public DueKeys dueKeys(Retry retry) {
        return new JdbcDueKeys(jdbi, retry);
    }

    /**
     * What is known of teams.
     *
     * @param lease how long a claim holds after each write
     */
    public TeamState teamState(Clock clock, Duration lease) {
        return new JdbcTeamState(jdbi, clock, lease);
    }

    /** {@return what the directory said of people} */
    public People people() {
        return new JdbcPeople(jdbi);
    }

    /** {@return what the console shows of stores} */
    public StoreViews storeViews() {
        return new JdbcStoreViews(jdbi);
    }

    /** {@return whether the database answers within two seconds} */
    public boolean answers() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException down) {
            return false;
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
