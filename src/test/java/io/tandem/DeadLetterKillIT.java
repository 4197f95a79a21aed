package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Order;
import io.tandem.jdbc.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replays of ten thousand letters of all causes, during which Tandem is killed, again and again, and people cancel one. */
@BesideOthers
class DeadLetterKillIT {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterKillIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LETTERS = 10_000;
    private static final int KEYS = SeededLetters.count(LETTERS, SeededLetters.OF_KEYS.toArray(String[]::new));
    private static final int SUSPECTS = SeededLetters.count(LETTERS, "notification-suspect");
    private static final int RECORDS = LETTERS - KEYS - SUSPECTS;

    private final Sandbox sandbox = SeededLetters.sandbox().with("tandem.dead-letters.replica-lag", "0s");

    @TempDir
    private Path folder;

    @Test
    void replaysEachLetterOnceAlthoughItIsKilledAndCanceledInTheMiddle() {
        try (Database database = sandbox.database()) {
            SeededLetters.write(sandbox, LETTERS);
            ReplayBook replays = database.replays();
            long first;
            try (LandscapeProcess killed =
                    LandscapeProcess.start(folder, sandbox.settings().values())) {
                awaitLetters(killed, database);
                first = begin(replays);
                killAfter(killed, 1000);
            }
            long rest;
            try (LandscapeProcess second =
                            LandscapeProcess.start(folder, sandbox.settings().values());
                    RunningTandem third = RunningTandem.in(sandbox)) {
                cancelAfter(replays, first, 2500);
                rest = begin(replays);
                // One of the two that live goes on; when it is the second it is killed, and the third takes over.
                killAfter(second, 4000);
                await().atMost(PATIENCE)
                        .until(() -> replays.find(rest).orElseThrow().state().equals("done"));
                assertThat(third.get("/health/ready").statusCode()).isEqualTo(200);
            }
            assertThat(replays.find(first).orElseThrow().replayed()
                            + replays.find(rest).orElseThrow().replayed())
                    .isEqualTo(LETTERS - SUSPECTS);
        }
        assertThat(SeededLetters.replays(sandbox)).hasSize(RECORDS);
        assertThat(SeededLetters.replays(sandbox).values())
                .as("how often each record was sent")
                .containsOnly(1L);
        assertThat(SeededLetters.timesDue(sandbox, LETTERS)).hasSize(KEYS);
        assertThat(SeededLetters.timesDue(sandbox, LETTERS).values())
                .as("how often each key was made due")
                .containsOnly(1L);
        assertThat(sandbox.sql("select string_agg(distinct cause, ',') from dead_letter where state <> 'replayed'"))
                .isEqualTo("notification-suspect");
    }

    private void awaitLetters(LandscapeProcess process, Database database) {
        await().atMost(PATIENCE).until(() -> {
            process.requireAlive();
            return database.deadLetters().page(LetterFilter.ALL, null, 1).total() == LETTERS;
        });
    }

    private long begin(ReplayBook replays) {
        Set<String> topics = Set.of(sandbox.events(), sandbox.settings().text("tandem.topics.commerce-updates"));
        return replays.begin(new Order("test", LetterFilter.ALL, topics, Order.FASTEST));
    }

    private void cancelAfter(ReplayBook replays, long number, int letters) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> SeededLetters.records(sandbox).size() > letters);
        assertThat(replays.cancel(number, "test")).isTrue();
        await().atMost(PATIENCE)
                .until(() -> sandbox.sql("select count(*) from dead_letter where state = 'replaying'")
                        .equals("0"));
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
