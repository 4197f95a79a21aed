package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Order;
import io.tandem.jdbc.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replay during which Tandem is killed, again and again. */
@BesideOthers
class DeadLetterKillIT {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterKillIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LETTERS = 2400;

    private final Sandbox sandbox = Sandbox.create(2).with("tandem.dead-letters.replica-lag", "0s");

    @TempDir
    private Path folder;

    @Test
    void sendsEachLetterOnceAlthoughItIsKilledInTheMiddle() {
        SeededLetters.write(sandbox, LETTERS);
        try (Database database = sandbox.database()) {
            ReplayBook replays = database.replays();
            long number;
            try (LandscapeProcess first =
                    LandscapeProcess.start(folder, sandbox.settings().values())) {
                await().atMost(PATIENCE).until(() -> {
                    first.requireAlive();
                    return database.deadLetters()
                                    .page(LetterFilter.ALL, null, 1)
                                    .total()
                            == LETTERS;
                });
                number = replays.begin(new Order("test", LetterFilter.ALL, Set.of(sandbox.events()), 200));
                killAfter(first, 300);
            }
            try (LandscapeProcess second =
                            LandscapeProcess.start(folder, sandbox.settings().values());
                    RunningTandem third = RunningTandem.in(sandbox)) {
                // One of the two that live goes on; when it is the second it is killed, and the third takes over.
                killAfter(second, 1300);
                await().atMost(PATIENCE)
                        .until(() -> replays.find(number).orElseThrow().state().equals("done"));
                assertThat(third.get("/health/ready").statusCode()).isEqualTo(200);
            }
            assertThat(replays.find(number).orElseThrow().replayed()).isEqualTo(LETTERS);
        }
        Map<String, Long> sent = SeededLetters.replays(sandbox);
        assertThat(sent).hasSize(LETTERS);
        assertThat(sent.values()).as("how often each was sent").containsOnly(1L);
    }

    private void killAfter(LandscapeProcess process, int letters) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            process.requireAlive();
            return SeededLetters.records(sandbox).size() > letters;
        });
        process.kill();
        LOG.warn(
                "Killed during a replay sent={} settled={} onTheirWay={}",
                SeededLetters.records(sandbox).size(),
                sandbox.sql("select replayed from replay"),
                sandbox.sql("select count(*) from dead_letter where intended"));
    }
}
