package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever people do to tasks on both sides, both sides agree in the end, and nothing is lost but what the ledger says:
 * 100,000 histories, always the same ones. Nine of ten go in rounds, of which an oracle says how they end and what is lost;
 * in the tenth everything happens at any time, calls fail, and each edit has to be accounted for.
 * {@code -Dtandem.seed=7 -Dtandem.histories=1000000} tries others.
 */
@Tag("property")
@Execution(ExecutionMode.CONCURRENT)
class EditHistoriesTest {
    private static final long FIRST = Long.getLong("tandem.seed", 0);
    private static final int HISTORIES = Integer.getInteger("tandem.histories", 100_000);

    @Test
    void everyHistoryEndsAsItsJudgeSays() {
        AtomicInteger rounds = new AtomicInteger();
        AtomicInteger atAnyTime = new AtomicInteger();

        LongStream.range(FIRST, FIRST + HISTORIES).parallel().forEach(seed -> {
            if (isAtAnyTime(seed)) {
                FaultyHistory.of(seed);
                atAnyTime.incrementAndGet();
            } else {
                rounds(seed);
                rounds.incrementAndGet();
            }
        });

        assertThat(rounds.get() + atAnyTime.get()).isEqualTo(HISTORIES);
        assertThat(atAnyTime.get()).isCloseTo(HISTORIES / 10, within(10));
    }

    /** One of ten, of odd and even ones as many. */
    private static boolean isAtAnyTime(long seed) {
        return seed % 10 == seed / 10 % 10;
    }

    private static void rounds(long seed) {
        Random random = TaskWorld.random(seed);
        TaskWorld world = new TaskWorld(random, TaskWorld.policy(random, true, seed % 2 == 1), random.nextBoolean());
        RoundsOracle oracle = new RoundsOracle(world);
        try {
            world.worker.run();
            for (int round = random.nextInt(3); round >= 0; round--) {
                for (int edits = random.nextInt(6); edits >= 0; edits--) {
                    world.worker.now = world.worker.now.plusSeconds(random.nextInt(3));
                    edit(world, oracle);
                }
                bringTogether(world, oracle);
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static void edit(TaskWorld world, RoundsOracle oracle) {
        Random random = world.random;
        List<TaskId> tasks = world.commerce.tasks.values().stream()
                .filter(task -> !task.deleted())
                .map(FakeCommerce.Task::id)
                .toList();
        int what = random.nextInt(12);
        if (what == 0 || tasks.isEmpty()) {
            world.post();
        } else if (what == 1) {
            world.make();
        } else if (what == 2 && random.nextInt(3) == 0) {
            FakeCommerce.Task task = world.commerce.task(world.pick(tasks));
            world.commerce.put(task.id(), task.origin(), true, java.util.Map.of(), world.worker.now);
        } else if (what == 3 && !world.planner.items().isEmpty() && random.nextBoolean()) {
            world.planner.items().remove(world.pick(world.planner.items().keySet()));
        } else if (what < 8 || world.planner.items().isEmpty()) {
            TaskId id = world.pick(tasks);
            TaskField field = world.pick(TaskWorld.FIELDS);
            world.commerce.edit(id, field, world.commerceValue(field), world.worker.now);
            oracle.said(id, field);
        } else {
            FakePlanner.Item item = world.pick(world.planner.items().values());
            world.planner.apply(item, world.plannerChange(item, world.pick(TaskWorld.FIELDS)), world.worker.now);
        }
    }

    private static void look(Reconciler worker) {
        worker.known = worker.known.doubted();
        worker.run();
    }

    /**
     * Often what Commerce said comes only after Planner was looked at and what people did there was told. Then the same holds in
     * the end, and the same is lost.
     */
    private static void bringTogether(TaskWorld world, RoundsOracle oracle) {
        Reconciler worker = world.worker;
        Random random = world.random;
        worker.now = worker.now.plusSeconds(1);
        boolean late = world.commerce.keepsUnheardEdits
                && random.nextBoolean()
                && world.commerce.tasks.values().stream().noneMatch(FakeCommerce.Task::deleted);
        oracle.judge(late);
        int told = worker.news.size();
        int entered = worker.entries.size();
        if (late) {
            look(worker);
            world.commerce.intakeAll();
            look(worker);
        }
        world.hearAll();
        look(worker);
        for (int echoes = 0; echoes < 3 && !world.commerce.isQuiet(); echoes++) {
            world.hearAll();
            worker.run();
        }
        oracle.check();
        Set<String> lost = new TreeSet<>();
        worker.entries.subList(entered, worker.entries.size()).stream()
                .filter(entry -> !isAttachment(world, entry))
                .forEach(entry -> lost.add(
                        FaultyHistory.key(entry.task()) + " " + entry.field() + " " + FaultyHistory.lost(entry)));
        oracle.rememberTold(lost);
        if (late) {
            oracle.forgetTold(lost);
        }
        assertThat(lost).as("ledger").isEqualTo(oracle.lost);
        assertThat(worker.news.subList(told, worker.news.size()))
                .filteredOn(TaskNews.OfTask.class::isInstance)
                .allMatch(news -> oracle.tellable.contains(
                        FaultyHistory.key(((TaskNews.OfTask) news).about().task())));
        int writes = worker.writes;
        world.rest(Duration.ofMinutes(20));
        assertThat(worker.writes).as("no write once converged").isEqualTo(writes);
        assertThat(world.commerce.isQuiet()).as("no news once converged").isTrue();
        assertThat(world.planner.sins).isEmpty();
    }

    private static boolean isAttachment(TaskWorld world, LedgerEntry entry) {
        return entry.field() == TaskField.LINKS
                && world.owner(new TaskId(FaultyHistory.key(entry.task())), TaskField.LINKS) == Owner.COMMERCE;
    }
}
