package io.tandem;

import io.tandem.deadletter.DeadLetter;
import io.tandem.jdbc.Database;
import io.tandem.jdbc.Due;
import io.tandem.jdbc.Retry;
import io.tandem.model.Claim;
import io.tandem.model.Freshness;
import io.tandem.model.Key;
import io.tandem.route.Settlement;
import io.tandem.route.WorkLoop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Who works on what is due: on teams, on news of tasks, and on plans that are to be looked at. Each has places of its own,
 * so that none waits for another.
 */
final class WorkLoops implements AutoCloseable {
    private final List<WorkLoop> loops = new ArrayList<>();
    private final Settings settings;
    private final Database database;
    private final Ways ways;
    private final Clock clock;

    /**
     * Where the work goes, and what comes of it.
     *
     * @param letters takes what is given up
     * @param routes has a route work on a claim; returns what it broke off with
     * @param freshness is told how long each key had been due
     * @param enabled while false nothing is worked on
     */
    record Ways(
            Consumer<DeadLetter> letters,
            BiFunction<String, Claim, Optional<Exception>> routes,
            Freshness freshness,
            BooleanSupplier enabled) {}

    /** Makes the loops. */
    WorkLoops(Settings settings, Database database, Ways ways, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.ways = ways;
        this.clock = clock;
        TaskSettings tasks = new TaskSettings(settings);
        add("team-sync", Key.STORE, Due.ANY, settings.positive("tandem.work.parallel"));
        add("team-sync", Key.TEAM, Due.ANY, 1);
        if (tasks.isOn()) {
            add("task-sync", Key.TASKS, Due.NEWS, tasks.writers());
            add("planner-poll", Key.TASKS, Due.TIME, tasks.lookers());
        }
    }

    private void add(String route, String kind, Due due, int parallel) {
        loops.add(new WorkLoop(
                settlement(kind, due),
                claim -> ways.routes().apply(route, claim),
                ways.enabled(),
                new WorkLoop.Settings(route, parallel, settings.duration("tandem.work.lease"))));
    }

    /** Gives back claims of a kind, however they came to be due. */
    Settlement settlement(String kind) {
        return settlement(kind, Due.ANY);
    }

    private Settlement settlement(String kind, Due due) {
        Retry retry = new Retry(
                settings.duration("tandem.work.first-retry"),
                settings.duration("tandem.work.longest-retry"),
                settings.positive("tandem.work.attempts"));
        return new Settlement(database.dueKeys(retry, Set.of(kind), due, ways.freshness()), ways.letters(), clock);
    }

    void start() {
        loops.forEach(WorkLoop::start);
    }

    /** Says that keys became due. */
    void wake() {
        loops.forEach(WorkLoop::wake);
    }

    /** Claims nothing more, and waits for the work under way. */
    @Override
    public void close() {
        loops.forEach(WorkLoop::stop);
        CompletableFuture.allOf(loops.stream()
                        .map(loop -> CompletableFuture.runAsync(
                                loop::close, task -> Thread.ofVirtual().start(task)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
