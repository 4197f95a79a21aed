package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.RetailTask;
import io.tandem.model.Store;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.tasks.Reconciler.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that are canceled, deleted, reopened, or made by people in Planner. */
class DeletionTest {
    private static final TaskPolicy MARKED = Shop.with(TaskPolicy.Canceled.MARKED, "");

    @Test
    void aCanceledTaskIsDeletedInPlannerAndMadeAnewWhenReopened() {
        Shop shop = Shop.hq(Shop.titled());
        shop.say(TaskField.STATUS, "Canceled");
        shop.work();
        assertThat(shop.planner.items()).isEmpty();
        shop.say(TaskField.STATUS, "InProgress");

        shop.work();

        assertThat(shop.item().percent).isEqualTo(50);
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void aTaskThatIsCanceledBeforeItWasInPlannerIsNotMade() {
        Shop shop = Shop.hq(Shop.titled(TaskField.STATUS, "Canceled"));

        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.lastPlan.standing().state()).isEqualTo(Standing.State.IN_SYNC);
    }

    @Test
    void aCanceledTaskIsKeptWithAMarkWhenThatIsWanted() {
        Shop shop = Shop.with(MARKED, TaskOrigin.POS, Shop.titled(TaskField.STATUS, "InProgress"));
        shop.say(TaskField.STATUS, "Canceled");
        shop.sync();
        assertThat(shop.item().title).isEqualTo("[Canceled] Clean the window");
        assertThat(shop.item().percent).isEqualTo(50);
        shop.sync();
        assertThat(shop.worker.news).isEmpty();
        shop.say(TaskField.STATUS, "NotStarted");

        shop.sync();

        assertThat(shop.item().title).isEqualTo("Clean the window");
        assertThat(shop.item().percent).isZero();
    }

    @Test
    void whoWorksOnATaskWhileItIsCanceledIsHeard() {
        Shop shop = Shop.with(MARKED, TaskOrigin.POS, Shop.titled());
        shop.change(new Setting.Percent(50));
        shop.say(TaskField.STATUS, "Canceled");

        shop.work();

        assertThat(shop.kinds()).containsExactly(Step.UpdateTask.class, Step.ReadTask.class);
        assertThat(shop.item().title).isEqualTo("Clean the window");
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskStatusChanged.class);
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.lost()).isEqualTo("Canceled"));
    }

    @Test
    void aLongTitleMakesRoomForTheMark() {
        Shop shop = Shop.with(MARKED, TaskOrigin.POS, Shop.titled(TaskField.TITLE, "x".repeat(255)));
        shop.say(TaskField.STATUS, "Canceled");

        shop.sync();
        shop.sync();

        assertThat(shop.item().title).isEqualTo("[Canceled] " + "x".repeat(244));
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void aTitleThatPeopleMadeLongIsCutForTheMark() {
        Shop shop = Shop.with(MARKED, TaskOrigin.POS, Shop.titled());
        shop.change(new Setting.Title("y".repeat(255)));
        shop.inStep();
        shop.say(TaskField.STATUS, "Canceled");

        shop.sync();
        shop.sync();

        assertThat(shop.item().title).isEqualTo("[Canceled] " + "y".repeat(244));
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void theMarkIsTheStatusToPeopleToo() {
        Shop shop = Shop.with(MARKED, TaskOrigin.POS, Shop.titled());
        shop.change(new Setting.Title("[Canceled] Clean the window"));
        shop.sync();
        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskStatusChanged.class,
                        news -> assertThat(news)
                                .extracting(TaskNews.TaskStatusChanged::status, TaskNews.TaskStatusChanged::previous)
                                .containsExactly("Canceled", "NotStarted"));
        shop.hear();
        shop.change(new Setting.Title("Clean the window"));

        shop.sync();

        assertThat(shop.worker.news.getLast())
                .isInstanceOfSatisfying(
                        TaskNews.TaskStatusChanged.class,
                        news -> assertThat(news)
                                .extracting(TaskNews.TaskStatusChanged::status, TaskNews.TaskStatusChanged::previous)
                                .containsExactly("NotStarted", "Canceled"));
    }

    @Test
    void aNewTitleOfACanceledTaskKeepsTheMark() {
        Shop shop = Shop.with(MARKED, TaskOrigin.POS, Shop.titled());
        shop.say(TaskField.STATUS, "Canceled");
        shop.sync();
        shop.say(TaskField.TITLE, "Clean the door");

        shop.sync();

        assertThat(shop.item().title).isEqualTo("[Canceled] Clean the door");
    }

    @Test
    void aTaskDeletedInPlannerIsCanceledInCommerceOnceThatIsConfirmed() {
        Shop shop = Shop.hq(Shop.titled());
        shop.planner.items().clear();

        shop.sync();
        shop.hear();
        shop.sync();

        assertThat(shop.kinds()).startsWith(Step.ReadTasks.class, Step.ReadTask.class);
        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskDeleted.class,
                        news -> assertThat(news.previous()).isEqualTo("NotStarted"));
        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.STATUS)).isEqualTo("Canceled");
        assertThat(shop.planner.items()).isEmpty();
    }

    @Test
    void aTaskThatOnlyTheListMissedIsThere() {
        Shop shop = Shop.hq(Shop.titled());
        FakePlanner.Item item = shop.item();
        shop.planner.items().clear();
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run(step -> step instanceof Step.ReadTask ? Fault.THROTTLED : Fault.NONE);
        shop.planner.items().put(item.id, item);

        shop.work();

        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.known().presence()).isEqualTo(new Presence.Present(item.id, item.etag(), Presence.Sight.CLEAR));
    }

    @Test
    void aDeletedTaskWhoseStatusCommerceOwnsIsMadeAnew() {
        Shop shop =
                Shop.with(Shop.with(TaskPolicy.Canceled.DELETED, "hq.status=commerce"), TaskOrigin.HQ, Shop.titled());
        shop.planner.items().clear();

        shop.sync();

        assertThat(shop.planner.items()).hasSize(1);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.lost()).isEqualTo("Canceled"));
    }

    @Test
    void aTaskThatCommerceDeletesIsDeletedAndWhatPeopleDidIsEntered() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.delete();
        shop.change(new Setting.Description("Once"));
        shop.change(new Setting.Percent(50));

        shop.sync();

        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.known.tasks()).isEmpty();
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries)
                .extracting(LedgerEntry::sentence)
                .containsExactlyInAnyOrder(
                        "The status was set to \"InProgress\" in Planner, but Commerce deleted the task.",
                        "The text was set to \"Once\" in Planner, but Commerce deleted the task.");
    }

    @Test
    void nothingIsDeletedOnAnOldLook() {
        Shop shop = Shop.pos(Shop.titled());
        shop.delete();
        shop.wait(Duration.ofSeconds(61));

        shop.work();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.DeleteTask.class);
    }

    @Test
    void aTaskThatBothSidesDeletedIsForgotten() {
        Shop shop = Shop.pos(Shop.titled());
        shop.delete();
        shop.planner.items().clear();

        shop.sync();

        assertThat(shop.worker.known.tasks()).isEmpty();
        assertThat(shop.worker.news).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aDeletionOfOursIsNeverNews(Fault fault) {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.STATUS, "Canceled");
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.DeleteTask ? fault : Fault.NONE);

        shop.work();
        shop.sync();

        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.known().presence()).isInstanceOf(Presence.Absent.class);
    }

    @Test
    void aTaskMadeInTeamsIsToldOnceAndThenLinked() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = shop.planner.make(shop.worker.now, "teams");
        shop.planner.apply(item, new Setting.Title("Made by hand"), shop.worker.now);
        shop.planner.apply(item, new Setting.Description("With notes"), shop.worker.now);
        shop.worker.news.clear();

        shop.sync();
        assertThat(shop.worker.news).hasExactlyElementsOfTypes(TaskNews.TaskCreated.class, TaskNews.TaskUpdated.class);
        shop.inStep();

        TaskRef linked = TaskRef.of(new TaskId(item.id));
        assertThat(shop.worker.known.tasks()).containsOnlyKeys(linked);
        assertThat(shop.planner.items()).hasSize(1);
        shop.commerce.edit(new TaskId(item.id), TaskField.TITLE, "Renamed", shop.worker.now);
        shop.work();
        assertThat(item.title).isEqualTo("Renamed");
    }

    @Test
    void aTaskMadeInTeamsMayGetAnotherIdInCommerce() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = madeByHand(shop);
        TaskId id = FakeCommerce.idOf(item.id);
        assertThat(id.value()).isNotEqualTo(item.id);
        shop.sync();
        shop.inStep();
        shop.commerce.edit(id, TaskField.TITLE, "Renamed", shop.worker.now);

        shop.sync();

        assertThat(shop.worker.known.tasks()).containsOnlyKeys(TaskRef.of(id));
        assertThat(shop.planner.items()).containsOnlyKeys(item.id);
        assertThat(item.title).isEqualTo("Renamed");
    }

    /** Commerce makes a task of it, of which Tandem hears; by then people have done this. */
    private static TaskId madeOfWhatWasChanged(Shop shop, FakePlanner.Item item, Setting... changes) {
        shop.sync();
        shop.worker.now = shop.worker.now.plusSeconds(30);
        for (Setting change : changes) {
            shop.planner.apply(item, change, shop.worker.now);
            shop.sync();
        }
        shop.wait(Duration.ofMinutes(30));
        shop.hear();
        shop.worker.news.clear();
        shop.wait(Duration.ofSeconds(5));
        return FakeCommerce.idOf(item.id);
    }

    @Test
    void whatChangedInATaskMadeInTeamsBeforeCommerceMadeItsOwnIsToldAgain() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = madeByHand(shop);
        TaskId id = madeOfWhatWasChanged(
                shop, item, new Setting.Percent(50), new Setting.Percent(100), new Setting.Title("Renamed"));
        assertThat(shop.commerce.task(id).value(TaskField.STATUS)).isEqualTo("NotStarted");

        shop.work();

        assertThat(shop.worker.news)
                .hasExactlyElementsOfTypes(TaskNews.TaskUpdated.class, TaskNews.TaskStatusChanged.class);
        assertThat(shop.worker.news.getLast()).isInstanceOfSatisfying(TaskNews.TaskStatusChanged.class, news -> {
            assertThat(news.about().task()).isEqualTo(TaskRef.of(id));
            assertThat(news.about().planId()).isNotEmpty();
            assertThat(news.status()).isEqualTo("Completed");
            assertThat(news.completedAt()).isEqualTo(item.completedAt);
        });
        shop.inStep();
        assertThat(item.title).isEqualTo("Renamed");
        assertThat(item.percent).isEqualTo(100);
        assertThat(shop.commerce.task(id).value(TaskField.STATUS)).isEqualTo("Completed");
        assertThat(shop.commerce.task(id).value(TaskField.TITLE)).isEqualTo("Renamed");
        assertThat(shop.commerce.isQuiet()).isTrue();
    }

    @Test
    void aTaskMadeAndDeletedInTeamsBeforeCommerceMadeItsOwnIsToldAgainAndNotMade() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = madeByHand(shop);
        shop.sync();
        shop.planner.items().clear();
        TaskId id = madeOfWhatWasChanged(shop, item);

        shop.sync();

        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskDeleted.class,
                        news -> assertThat(news.about().task()).isEqualTo(TaskRef.of(id)));
        shop.inStep();
        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.commerce.task(id).value(TaskField.STATUS)).isEqualTo("Canceled");
    }

    @Test
    void whatCommerceDeletedBeforeItsIdWasHeardOfIsNotToldAgain() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = madeByHand(shop);
        TaskId id = madeOfWhatWasChanged(shop, item, new Setting.Percent(50));
        shop.commerce.put(id, TaskOrigin.POS, true, Map.of(), shop.worker.now);

        shop.sync();

        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.planner.items()).isEmpty();
    }

    /** A task of which Commerce makes one with an id of its own. */
    private static FakePlanner.Item madeByHand(Shop shop) {
        FakePlanner.Item item = shop.planner.make(shop.worker.now, "teams");
        if (FakeCommerce.idOf(item.id).value().equals(item.id)) {
            shop.planner.items().remove(item.id);
            return madeByHand(shop);
        }
        shop.planner.apply(item, new Setting.Title("Made by hand"), shop.worker.now);
        return item;
    }

    @Test
    void ofTwoThatNameTheSameTaskOfPlannerTheOneThatCommerceKeptIsIt() {
        RetailTask kept = new RetailTask(Shop.TASK, FakeCommerce.NUMBER, TaskOrigin.POS, null, false, Map.of(), "P1");
        RetailTask dropped =
                new RetailTask(new TaskId("T2"), FakeCommerce.NUMBER, TaskOrigin.POS, null, true, Map.of(), "P1");
        RetailTask alike =
                new RetailTask(new TaskId("P1"), FakeCommerce.NUMBER, TaskOrigin.POS, null, false, Map.of(), null);
        Store store = Shop.empty().commerce.wanted().store();

        DesiredPlan desired = DesiredPlan.of(
                new StoreTasks(store, List.of(kept, dropped, alike), Map.of()),
                new TeamAccess("team-1", Map.of(), Set.of()));

        assertThat(desired.refOf("P1")).isEqualTo(TaskRef.of(Shop.TASK));
    }

    @Test
    void aTaskThatCommerceLinkedBeforeItWasSeenIsNotToldAgain() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = shop.planner.make(shop.worker.now, "teams");
        shop.planner.apply(item, new Setting.Title("Clean the window"), shop.worker.now);
        shop.commerce.put(
                new TaskId(item.id), TaskOrigin.POS, false, Map.of(TaskField.STATUS, "InProgress"), shop.worker.now);
        shop.worker.news.clear();

        shop.sync();

        assertThat(shop.worker.news).isEmpty();
        assertThat(item.percent).isEqualTo(50);
        assertThat(shop.planner.items()).hasSize(1);
    }

    /** A shop in whose Planner somebody made a task and deleted it, of which Commerce is told but has not heard. */
    private static Shop madeAndDeleted() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = shop.planner.make(shop.worker.now, "teams");
        shop.planner.apply(item, new Setting.Title("Made by hand"), shop.worker.now);
        shop.sync();
        shop.planner.items().clear();
        shop.worker.news.clear();
        shop.sync();
        return shop;
    }

    @Test
    void aTaskMadeAndDeletedInTeamsIsToldAndForgottenOnceTheNewsIsOld() {
        Shop shop = madeAndDeleted();
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskDeleted.class);
        shop.sync();
        assertThat(shop.worker.known.tasks()).hasSize(1);

        shop.wait(Duration.ofDays(7));
        shop.sync();

        assertThat(shop.worker.known.tasks()).isEmpty();
        assertThat(shop.worker.news).hasSize(1);
    }

    @Test
    void aTaskMadeAndDeletedInTeamsIsNotMadeAnewWhenCommerceHearsOfItBitByBit() {
        Shop shop = madeAndDeleted();
        shop.commerce.hear(shop.worker.now);

        shop.sync();

        assertThat(shop.commerce.heard).hasSize(1);
        assertThat(shop.planner.items()).isEmpty();
        shop.hear();
        shop.sync();
        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
    }

    @Test
    void aTaskDeletedInTeamsThatCommerceChangesNeverthelessIsMadeAnewAndEntered() {
        Shop shop = madeAndDeleted();
        shop.commerce.hear(shop.worker.now);
        shop.commerce.news.clear();
        TaskId id = shop.commerce.tasks.keySet().iterator().next();
        shop.commerce.edit(id, TaskField.STATUS, "InProgress", shop.worker.now);

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(50);
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence())
                        .isEqualTo("The status was set to \"Canceled\" in Planner, but Commerce said \"InProgress\","
                                + " which holds."));
    }
}
