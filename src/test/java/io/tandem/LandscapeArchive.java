package io.tandem;

import static org.awaitility.Awaitility.await;

import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.simulator.SimulatorProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM has parsed of all classes that a Tandem needs: with it the next one starts with half the work. The first test that
 * starts a process has it made, by a Tandem that opens a store with one task.
 *
 * @param classPath production parts only, as they are delivered
 * @param file where it is kept, null = there is none
 */
record LandscapeArchive(String classPath, @Nullable Path file) {
    /** For one who has no landscape. */
    static final LandscapeArchive NONE = new LandscapeArchive(System.getProperty("java.class.path"), null);

    /** From this release on a JVM keeps its classes linked too, and makes that at its end. */
    private static final int ONE_STEP_CACHE = 25;

    private static @Nullable LandscapeArchive made;

    static synchronized LandscapeArchive of(EmbeddedPlatform platform) {
        if (made == null) {
            try {
                Path folder = Files.createTempDirectory("archive");
                made = new LandscapeArchive(ProductionParts.classPath(), folder.resolve("tandem.jsa"));
                make(made, platform, folder);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
        return made;
    }

    private static void make(LandscapeArchive archive, EmbeddedPlatform platform, Path folder) throws IOException {
        try (LandscapeSite site =
                LandscapeSite.on(platform, folder.resolve("site"), "archive", SimulatorProfile.parse("fast"))) {
            LandscapeProcess process = site.startProcess(Map.of(), archive);
            LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
            String store = GraphFaultsCast.nextStore();
            site.publish(List.of(
                    LandscapeEvent.opened(store, "Store " + store),
                    LandscapeEvent.hired(manager),
                    LandscapeEvent.assigned(manager, store, "manager"),
                    LandscapeEvent.listStarted(
                            UUID.randomUUID().toString(),
                            "List",
                            store,
                            List.of(Map.of("key", "K", "title", "Task")))));
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                process.requireAlive();
                return site.state(store).equals("inSync")
                        && !site.sql("select 1 from task_board where planner_task_id is not null")
                                .isEmpty();
            });
            process.end();
        }
    }

    /** {@return the options of a JVM that uses it, or makes it when it is not there} */
    List<String> options() {
        if (file == null) {
            return List.of();
        }
        boolean linked = Runtime.version().feature() >= ONE_STEP_CACHE;
        String option = Files.exists(file)
                ? linked ? "-XX:AOTCache=" : "-XX:SharedArchiveFile="
                : linked ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        return List.of(option + file, "-Xlog:disable");
    }
}
