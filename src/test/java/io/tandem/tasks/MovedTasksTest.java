package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.Reconciler.Fault;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that leave a plan and come back, because people move them or because a list is late. */
class MovedTasksTest {
    private static final String OTHER = "somebody-else's";

    private static Shop moved() {
        return moved(true);
    }

    private static Shop moved(boolean tandemSeesIt) {
        Shop shop = Shop.pos(Shop.titled());
        move(shop, shop.item(), tandemSeesIt);
        return shop;
    }

    private static void move(Shop shop, FakePlanner.Item item, boolean tandemSeesIt) {
        shop.planner.move(item, OTHER);
        if (tandemSeesIt) {
            shop.sync();
            shop.hear();
        }
    }

    private static FakePlanner.Item bringBack(Shop shop) {
        FakePlanner.Item item = Objects.requireNonNull(shop.planner.plans.get(OTHER))
                .values()
                .iterator()
                .next();
        shop.planner.move(item, shop.planner.plans.firstEntry().getKey());
        return item;
    }

    private static String status(Shop shop) {
        return shop.commerce.task(Shop.TASK).value(TaskField.STATUS);
    }

    @Test
    void aTaskThatPeopleMoveToAnotherPlanIsToldAsDeletedOnce() {
        Shop shop = moved();

        shop.sync();

        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskDeleted.class);
        assertThat(status(shop)).isEqualTo(TaskStatus.CANCELED.word());
        assertThat(shop.known().presence()).isInstanceOf(Presence.Absent.class);
        assertThat(shop.planner.plans.get(OTHER)).hasSize(1);
    }

    @Test
    void aTaskThatComesBackIsAskedForAndToldAsOpen() {
        Shop shop = moved();
        shop.planner.calls.clear();

        FakePlanner.Item item = bringBack(shop);
        shop.sync();
        shop.hear();
        shop.sync();

        assertThat(shop.kinds()).startsWith(Step.ReadTasks.class, Step.ReadTask.class);
        assertThat(shop.worker.news).last().isInstanceOf(TaskNews.TaskStatusChanged.class);
        assertThat(status(shop)).isEqualTo(TaskStatus.NOT_STARTED.word());
        shop.planner.apply(item, new Setting.Title("Clean the door"), shop.worker.now);
        shop.sync();
        shop.hear();
        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.TITLE)).isEqualTo("Clean the door");
        assertThat(shop.planner.items()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskThatCommerceDeletesWhileItIsAwayIsOneThatPeopleMadeOnceTheyBringItBack(boolean tandemSeesItGo) {
        Shop shop = moved(tandemSeesItGo);
        shop.delete();
        shop.sync();
        shop.worker.news.clear();

        FakePlanner.Item item = bringBack(shop);
        item.bucketId = "bucket-of-people";
        shop.planner.buckets.put(item.bucketId, "Windows");
        shop.sync();

        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskCreated.class,
                        made -> assertThat(made.list()).isEqualTo("Windows"));
        assertIsTaskOfPeople(shop, item);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void aTaskOfPeopleThatCommerceDeletesWhileItIsAwayIsMadeAnewForCommerceOnly(
            boolean commerceNamesIt, boolean tandemSeesItGo) {
        Shop shop = Shop.empty();
        shop.commerce.put(Shop.TASK, TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);
        shop.inStep();
        FakePlanner.Item item;
        do {
            item = shop.planner.make(shop.worker.now, "people");
            shop.planner.apply(item, new Setting.Title("Count the carts"), shop.worker.now);
        } while (FakeCommerce.idOf(item.id).value().equals(item.id) == commerceNamesIt);
        shop.inStep();
        TaskId id = FakeCommerce.idOf(item.id);
        move(shop, item, tandemSeesItGo);
        shop.commerce.put(id, TaskOrigin.TEAMS, true, Map.of(), shop.worker.now);
        shop.sync();
        shop.worker.news.clear();

        bringBack(shop);
        shop.sync();

        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskCreated.class);
        assertIsTaskOfPeople(shop, item);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeletedTaskThatOldAnswersShowAsItWasBeforeItWentIsNotBroughtBack(boolean tandemSeesItGo) {
        Shop shop = Shop.pos(Shop.titled());
        FakePlanner.Item item = shop.item();
        FakePlanner.Item old = new FakePlanner.Item(item.id, item.planId, item.createdAt, item.createdBy);
        shop.planner.apply(item, new Setting.Title("Clean the door"), shop.worker.now);
        old.title = item.title;
        old.version = item.version;
        move(shop, item, tandemSeesItGo);
        shop.delete();
        shop.sync();
        shop.worker.news.clear();

        shop.planner.items().put(item.id, old);
        shop.sync();
        shop.planner.items().remove(item.id);
        shop.sync();

        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.known().presence()).isEqualTo(new Presence.Absent(item.id, item.etag()));
    }

    /** Commerce hears of it, what people do to it is told, and it is there once. */
    private static void assertIsTaskOfPeople(Shop shop, FakePlanner.Item item) {
        Set<String> there = Set.copyOf(shop.planner.items().keySet());
        shop.hear();
        shop.sync();
        shop.planner.apply(item, new Setting.Percent(100), shop.worker.now);
        shop.sync();
        shop.hear();
        shop.sync();

        assertThat(shop.commerce.task(FakeCommerce.idOf(item.id)).value(TaskField.STATUS))
                .isEqualTo(TaskStatus.COMPLETED.word());
        assertThat(shop.worker.news).hasSize(2).last().isInstanceOf(TaskNews.TaskStatusChanged.class);
        assertThat(shop.planner.items()).containsOnlyKeys(there).containsKey(item.id);
    }

    @Test
    void aTaskThatTandemDeletedAndOldAnswersStillShowIsNotOneThatPeopleBringBack() {
        Shop shop = Shop.pos(Shop.titled());
        FakePlanner.Item item = shop.item();
        shop.say(TaskField.STATUS, TaskStatus.CANCELED.word());
        shop.sync();
        shop.delete();
        shop.sync();

        shop.planner.items().put(item.id, item);
        shop.sync();

        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.planner.items()).isEmpty();
    }

    @Test
    void aTaskThatOnlyALateListStillHasIsNotBelieved() {
        Shop shop = Shop.pos(Shop.titled());
        FakePlanner.Item item = shop.item();
        shop.planner.items().clear();
        shop.sync();
        shop.worker.news.clear();

        shop.planner.items().put(item.id, item);
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run(step -> {
            shop.planner.items().remove(step instanceof Step.ReadTask ? item.id : "");
            return Fault.NONE;
        });
        shop.sync();

        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.known().presence()).isEqualTo(new Presence.Absent(item.id, item.etag()));
    }

    @Test
    void aTaskThatIsGoneAgainBeforeItCouldBeAskedForIsGone() {
        Shop shop = Shop.pos(Shop.titled());
        FakePlanner.Item item = shop.item();
        shop.planner.items().clear();
        shop.sync();
        shop.worker.news.clear();

        shop.planner.items().put(item.id, item);
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run(step -> step instanceof Step.ReadTask ? Fault.THROTTLED : Fault.NONE);
        shop.planner.items().clear();
        shop.sync();

        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.known().presence()).isEqualTo(new Presence.Absent(item.id, item.etag()));
    }

    @Test
    void aWriteIntoAnotherPlanIsNoNewsOfThisOneButThatTheTaskIsGone() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.move(shop.item(), OTHER);

        shop.say(TaskField.TITLE, "Clean the door");
        shop.work();

        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskDeleted.class);
        assertThat(shop.known().presence()).isInstanceOf(Presence.Absent.class);
    }

    /** A task that Tandem made in the plan of another store and people have moved into this one. */
    private static FakePlanner.Item fromAnotherStore(Shop shop) {
        FakePlanner.Item item = shop.planner.make(shop.worker.now, FakePlanner.OURS);
        shop.planner.apply(item, new Setting.Title("Count the carts"), shop.worker.now);
        shop.worker.elsewhere.add(item.id);
        return item;
    }

    @Test
    void aTaskThatPeopleMoveFromThePlanOfAnotherStoreIsToldAsMadeInThisOne() {
        Shop shop = Shop.pos(Shop.titled());
        FakePlanner.Item item = fromAnotherStore(shop);

        shop.sync();
        shop.hear();
        shop.sync();

        TaskId id = FakeCommerce.idOf(item.id);
        assertThat(shop.worker.news)
                .filteredOn(TaskNews.TaskCreated.class::isInstance)
                .hasSize(1);
        assertThat(shop.commerce.task(id).value(TaskField.TITLE)).isEqualTo("Count the carts");
        shop.planner.apply(item, new Setting.Percent(100), shop.worker.now);
        shop.sync();
        shop.hear();
        assertThat(shop.commerce.task(id).value(TaskField.STATUS)).isEqualTo(TaskStatus.COMPLETED.word());
        assertThat(shop.planner.items()).hasSize(2);
    }

    @Test
    void aTaskThatPeopleMoveHereIsNotTakenForOneThatIsStillToBeMade() {
        Shop shop = Shop.pos(Shop.titled());
        FakePlanner.Item item = fromAnotherStore(shop);
        shop.planner.apply(item, new Setting.Title("Clean the window"), shop.worker.now);
        TaskId another = new TaskId("holiday/000135/another");
        shop.commerce.put(another, TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);

        shop.sync();

        assertThat(shop.planner.items()).hasSize(3);
        assertThat(shop.worker.news)
                .filteredOn(TaskNews.TaskCreated.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aTaskThatTandemMadeAndNoStoreKnowsIsNobodysNews() {
        Shop shop = Shop.pos(Shop.titled());
        fromAnotherStore(shop);
        shop.worker.elsewhere.clear();

        shop.sync();

        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.planner.items()).hasSize(2);
    }

    @Test
    void aTaskThatIsMovedInAndThatCommerceDeletesThereGoes() {
        Shop shop = Shop.pos(Shop.titled());
        FakePlanner.Item item = fromAnotherStore(shop);
        shop.inStep();

        shop.commerce.put(FakeCommerce.idOf(item.id), TaskOrigin.TEAMS, true, Map.of(), shop.worker.now);
        shop.sync();

        assertThat(shop.planner.items()).hasSize(1).doesNotContainKey(item.id);
    }
}
