package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Changes that neither the list of tasks nor the etag of a task tells of. */
class UnseenChangesTest {
    private static final Duration QUIET = TaskPolicy.Pace.usual().quiet();

    /** A shop in whose Planner the etag of a task stays when its details change. */
    private static Shop silent(Map<TaskField, String> values) {
        Shop shop = Shop.pos(values);
        shop.planner.detailsMoveTasks = false;
        return shop;
    }

    private static void rest(Shop shop, Duration time) {
        shop.worker.runUntil(shop.worker.now.plus(time));
    }

    private static long reads(Shop shop, Class<? extends Step> kind) {
        return shop.planner.calls.stream().filter(kind::isInstance).count();
    }

    @Test
    void notesThatPeopleChangeAreToldThoughTheTaskLooksAsBefore() {
        Shop shop = silent(Shop.titled(TaskField.NOTES, "Twice"));

        shop.change(new Setting.Description("Once"));
        rest(shop, QUIET.multipliedBy(2));

        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskUpdated.class,
                        news -> assertThat(news.changed()).isEqualTo(Map.of(TaskField.NOTES, "Once")));
    }

    @Test
    void theFirstNotesAndLinksAreReadWhateverTheEtagSays() {
        Shop shop = silent(Shop.titled());

        shop.change(new Setting.References(new TreeSet<>(Set.of("https://p/1")), new TreeSet<>()));
        shop.sync();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.ReadDetails.class);
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskUpdated.class);
        shop.sync();
        assertThat(reads(shop, Step.ReadDetails.class)).isEqualTo(1);
    }

    @Test
    void notesThatWereTakenOutAndPutInAgainAreRead() {
        Shop shop = silent(Shop.titled(TaskField.NOTES, "Twice"));
        shop.change(new Setting.Description(""));
        shop.sync();
        shop.sync();

        shop.change(new Setting.Description("Once"));
        shop.sync();

        assertThat(shop.worker.news)
                .last()
                .isInstanceOfSatisfying(
                        TaskNews.TaskUpdated.class,
                        news -> assertThat(news.changed()).isEqualTo(Map.of(TaskField.NOTES, "Once")));
    }

    @Test
    void aLookCostsOneMoreCallAtMostAndEachOpenTaskGetsItsTurn() {
        Shop shop = silent(Shop.titled(TaskField.NOTES, "Twice"));
        for (String id : List.of("T2", "T3", "T4", "T5")) {
            shop.commerce.put(new TaskId(id), TaskOrigin.POS, false, Shop.titled(TaskField.NOTES, id), shop.worker.now);
        }
        shop.commerce.put(new TaskId("T6"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.inStep();
        shop.inStep();

        rest(shop, Duration.ofHours(3));

        long looks = reads(shop, Step.ReadTasks.class);
        assertThat(looks).isGreaterThan(12);
        assertThat(reads(shop, Step.ReadDetails.class)).isLessThanOrEqualTo(looks);
        assertThat(shop.planner.calls.stream().filter(Step.ReadDetails.class::isInstance))
                .extracting(step -> ((Step.ReadDetails) step).ref())
                .doesNotContain(TaskRef.of(new TaskId("T6")))
                .contains(
                        TaskRef.of(Shop.TASK),
                        TaskRef.of(new TaskId("T2")),
                        TaskRef.of(new TaskId("T3")),
                        TaskRef.of(new TaskId("T4")),
                        TaskRef.of(new TaskId("T5")));
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void whatTheHistoryOfABusyPlanLeavesOutIsSeenInTheList() {
        Shop shop = Shop.with(Shop.withHistory(), TaskOrigin.POS, Shop.titled(TaskField.DUE_DATE, "2026-03-10"));
        shop.planner.historyIsBlind = true;
        rest(shop, Duration.ofHours(1));
        shop.planner.calls.clear();

        shop.change(new Setting.Title("Clean the door"));
        rest(shop, QUIET);

        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskUpdated.class);
        assertThat(reads(shop, Step.ReadHistory.class)).isGreaterThan(reads(shop, Step.ReadTasks.class));
    }

    @Test
    void detailsOfATaskThatIsDoneAreLeftAlone() {
        Shop shop = silent(Shop.titled(TaskField.NOTES, "Twice"));
        shop.change(new Setting.Percent(100));
        shop.inStep();

        rest(shop, Duration.ofHours(2));

        assertThat(reads(shop, Step.ReadDetails.class)).isZero();
    }

    @Test
    void notesThatPeopleChangedAreEnteredBeforeTheTaskIsDeleted() {
        Shop shop = silent(Shop.titled(TaskField.NOTES, "Twice"));
        shop.change(new Setting.Description("Once"));

        shop.delete();
        shop.sync();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.ReadDetails.class, Step.DeleteTask.class);
        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.lost()).isEqualTo("Once"));
    }

    @Test
    void whatPeopleSaidLastOfTheDetailsHoldsByTheMiddleOfTheTimeInWhichNobodyLooked() {
        Shop shop = silent(Shop.titled(TaskField.NOTES, "Twice"));
        Instant read = shop.known().details().at();
        rest(shop, Duration.ofSeconds(1));
        shop.change(new Setting.Description("Once"));
        shop.commerce.edit(Shop.TASK, TaskField.NOTES, "Never", read.plus(QUIET));

        rest(shop, QUIET.plusMinutes(3));
        shop.sync();

        assertThat(shop.item().description).isEqualTo("Never");
    }

    /** Each call of a store waits for those of a thousand others, so that every look is old before the next call. */
    @Test
    void tasksAreDeletedHoweverSlowPlannerIs() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.commerce.put(new TaskId("T2"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.commerce.put(new TaskId("T3"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.inStep();
        for (String id : List.of("T1", "T2", "T3")) {
            shop.commerce.put(new TaskId(id), TaskOrigin.POS, true, Map.of(), shop.worker.now);
        }
        shop.commerce.put(new TaskId("T4"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.commerce.intakeAll();

        shop.worker.callTime = Duration.ofMinutes(2);
        for (int claims = 0; claims < 4; claims++) {
            shop.worker.runSome(4);
        }

        assertThat(shop.worker.known.tasks()).containsOnlyKeys(TaskRef.of(new TaskId("T4")));
        assertThat(shop.planner.items()).hasSize(1);
    }
}
