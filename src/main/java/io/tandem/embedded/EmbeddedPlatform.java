package io.tandem.embedded;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka and PostgreSQL on one data folder, and the order in which everything on top of them ends.
 *
 * <p>It ends on {@link #close()}, and also when the process is told to end (Ctrl-C, SIGTERM): first what was handed to
 * {@link #closeFirst}, then the servers. Nothing above it needs a shutdown hook of its own.
 */
public final class EmbeddedPlatform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPlatform.class);

    private final DataFolder folder;
    private final CompletableFuture<EmbeddedDatabase> database;
    private final CompletableFuture<EmbeddedKafka> kafka;
    private final Deque<AutoCloseable> applications = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "tandem-shutdown");
    private boolean ended;

    private EmbeddedPlatform(DataFolder folder, EmbeddedSettings settings) {
        this.folder = folder;
        Path data = settings.data();
        this.database = started("start-postgres", () -> EmbeddedDatabase.start(data, settings.postgresPort()));
        this.kafka = started("start-kafka", () -> EmbeddedKafka.start(data, settings.kafkaPort()));
    }

    /**
     * Starts both servers at once and returns when both serve clients.
     *
     * @param progress is told in short sentences what happens
     * @throws EmbeddedException when one cannot start; the other is then stopped
     */
    public static EmbeddedPlatform start(EmbeddedSettings settings, Consumer<String> progress) {
        DataFolder folder = DataFolder.take(settings.data());
        LogFolder.use(folder.path().resolve("logs"));
        progress.accept("Starting Kafka and PostgreSQL with their data in " + folder.path());
        EmbeddedPlatform platform = new EmbeddedPlatform(folder, settings);
        Runtime.getRuntime().addShutdownHook(platform.hook);
        platform.await();
        progress.accept(
                "Kafka serves on %s, PostgreSQL as %s".formatted(platform.bootstrapServers(), platform.jdbcUrl()));
        return platform;
    }

    /** Where Kafka's clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return kafka.join().bootstrapServers();
    }

    /** Address of the database {@code tandem}; no password is asked. */
    public String jdbcUrl() {
        return database.join().jdbcUrl();
    }

    /** Owner of the database {@code tandem}. */
    public String jdbcUser() {
        return database.join().jdbcUser();
    }

    /** Makes the topics that do not exist yet, see {@link EmbeddedKafka#createTopics}. */
    public void createTopics(Map<String, Integer> partitionsByTopic) {
        kafka.join().createTopics(partitionsByTopic);
    }

    /** Has a topic keep its records, see {@link EmbeddedKafka#keepForever}. */
    public void keepForever(String topic) {
        kafka.join().keepForever(topic);
    }

    /**
     * Takes over the end of something that uses the servers: it is closed before them, the last one handed over first.
     * Hand it over before it starts, then a Ctrl-C finds it at any moment.
     */
    public synchronized void closeFirst(AutoCloseable application) {
        if (ended) {
            closeQuietly(application);
        } else {
            applications.push(application);
        }
    }

    /** Ends what was handed over, then both servers, and gives the data folder back; more calls do nothing. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process ends already, its shutdown hook does the work");
        }
        end();
    }

    private void await() {
        try {
            CompletableFuture.allOf(database, kafka).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof EmbeddedException sentence ? sentence : e;
        }
    }

    /** Whoever comes second waits, because the process must not end before the first is done. */
    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        applications.forEach(EmbeddedPlatform::closeQuietly);
        kafka.thenAccept(EmbeddedPlatform::closeQuietly)
                .exceptionally(failed -> null)
                .join();
        database.thenAccept(EmbeddedPlatform::closeQuietly)
                .exceptionally(failed -> null)
                .join();
        folder.close();
    }

    @SuppressWarnings("IllegalCatch") // whatever one part throws, the others must still end
    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("A part did not end in order: part={}", part.getClass().getSimpleName(), e);
        }
    }

    /** On a thread of its own: the common pool's are few, and daemons. */
    private static <T> CompletableFuture<T> started(String name, Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, name).start());
    }
}
