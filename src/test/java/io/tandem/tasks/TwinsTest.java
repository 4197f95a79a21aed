package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.tasks.Reconciler.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that Graph makes long after nobody expects them any more. */
class TwinsTest {
    private static final Set<String> ASSIGNED = Set.of("u1");

    /** Graph has held up the request of a task for so long that it was made again. */
    private static Shop givenUp() {
        Shop shop = Shop.empty();
        shop.commerce.put(
                Shop.TASK, TaskOrigin.POS, false, Shop.titled(TaskField.ASSIGNEES, "000201"), shop.worker.now);
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.CreateTask ? Fault.MADE_LATE : Fault.NONE);
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(3)));
        assertThat(shop.planner.items()).hasSize(1);
        shop.worker.news.clear();
        return shop;
    }

    /** And now it has carried it out. */
    private static FakePlanner.Item made(Shop shop) {
        Set<String> before = Set.copyOf(shop.planner.items().keySet());
        shop.worker.deliverLate();
        return shop.planner.items().values().stream()
                .filter(item -> !before.contains(item.id))
                .findFirst()
                .orElseThrow();
    }

    private static String held(Shop shop) {
        return shop.known().presence().plannerTaskId().orElseThrow();
    }

    @Test
    void oneThatNobodyTouchedIsDeletedAndCommerceHearsNothing() {
        Shop shop = givenUp();
        String first = held(shop);
        FakePlanner.Item twin = made(shop);

        shop.sync();

        assertThat(shop.planner.items()).containsOnlyKeys(first);
        assertThat(shop.planner.calls)
                .endsWith(new Step.DeleteTask(TaskRef.madeInPlanner(twin.id), twin.id, twin.etag()));
        assertThat(held(shop)).isEqualTo(first);
        assertThat(shop.worker.known.twins()).isEqualTo(Twins.none());
        assertThat(shop.worker.known.tasks()).containsOnlyKeys(TaskRef.of(Shop.TASK));
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theDeletionIsDoneInTheEndWhateverBecomesOfACall(Fault fault) {
        Shop shop = givenUp();
        String first = held(shop);
        made(shop);
        shop.worker.known = shop.worker.known.doubted();

        shop.worker.run(step -> step instanceof Step.DeleteTask ? fault : Fault.NONE);
        shop.sync();

        assertThat(shop.planner.items()).containsOnlyKeys(first);
        assertThat(shop.worker.known.twins()).isEqualTo(Twins.none());
        assertThat(shop.worker.known.tasks()).containsOnlyKeys(TaskRef.of(Shop.TASK));
        assertThat(shop.worker.news).isEmpty();
    }

    static Stream<Consumer<FakePlanner.Item>> touches() {
        return Stream.of(
                item -> item.percent = 50,
                item -> item.title = "Clean the window twice",
                item -> item.description = "How",
                item -> item.references.add("https://p/1"),
                item -> item.assignees.removeAll(ASSIGNED),
                item -> item.due = java.time.Instant.EPOCH,
                item -> item.bucketId = "another",
                item -> item.plain = false);
    }

    @ParameterizedTest
    @MethodSource("touches")
    void oneThatSomebodyTouchedStaysAndIsReported(Consumer<FakePlanner.Item> touch) {
        Shop shop = givenUp();
        String first = held(shop);
        FakePlanner.Item twin = made(shop);
        touch.accept(twin);
        twin.version++;

        shop.sync();
        shop.sync();

        assertThat(shop.planner.items()).containsOnlyKeys(first, twin.id);
        assertThat(held(shop)).isEqualTo(first);
        assertThat(shop.kinds()).doesNotContain(Step.DeleteTask.class);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.sentences())
                .containsExactly("task commerce/T1 is in Planner a second time, as " + twin.id
                        + ", and was changed there; take over what people did and delete the second in Planner");
        shop.planner.items().remove(twin.id);
        shop.sync();
        assertThat(shop.sentences()).isEmpty();
    }

    @Test
    void oneThatSomebodyTouchesJustBeforeItIsDeletedStays() {
        Shop shop = givenUp();
        FakePlanner.Item twin = made(shop);
        shop.worker.known = shop.worker.known.doubted();

        shop.worker.run(step -> {
            if (step instanceof Step.DeleteTask) {
                shop.planner.apply(twin, new Setting.Percent(50), shop.worker.now);
            }
            return Fault.NONE;
        });

        assertThat(shop.planner.items()).containsKey(twin.id);
        shop.sync();
        assertThat(shop.planner.items()).containsKey(twin.id);
        assertThat(shop.sentences()).hasSize(1);
    }

    @Test
    void oneThatGraphDoesNotDeleteIsReportedAndTheOthersProceed() {
        Shop shop = givenUp();
        made(shop);
        shop.planner.refusals.put("DeleteTask", "accessDenied");
        shop.say(TaskField.TITLE, "Clean the door");

        shop.sync();

        assertThat(Objects.requireNonNull(shop.planner.items().get(held(shop))).title)
                .isEqualTo("Clean the door");
        assertThat(shop.sentences()).hasSize(1);
        shop.planner.calls.clear();
        shop.sync();
        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
    }

    @Test
    void isTakenWhenTheTaskIsNotMadeAgainYet() {
        Shop shop = Shop.empty();
        shop.commerce.put(Shop.TASK, TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.CreateTask ? Fault.MADE_LATE : Fault.NONE);
        shop.wait(Duration.ofMinutes(3));
        shop.worker.run(step -> step instanceof Step.CreateTask ? Fault.THROTTLED : Fault.NONE);
        assertThat(shop.worker.known.twins().requests()).hasSize(1);
        FakePlanner.Item late = made(shop);

        shop.sync();

        assertThat(shop.planner.items()).containsOnlyKeys(late.id);
        assertThat(held(shop)).isEqualTo(late.id);
        assertThat(shop.worker.known.twins()).isEqualTo(Twins.none());
    }

    @Test
    void isNotTakenForAnotherTaskWhoseMakingIsUnclear() {
        Shop shop = givenUp();
        shop.commerce.put(
                new TaskId("T2"), TaskOrigin.POS, false, Map.of(TaskField.TITLE, "Count the cash"), shop.worker.now);
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.CreateTask ? Fault.TIMED_OUT_UNDONE : Fault.NONE);
        made(shop);

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(5)));

        assertThat(shop.planner.items().values())
                .extracting(item -> item.title)
                .containsExactlyInAnyOrder("Clean the window", "Count the cash");
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
    }

    @Test
    void isDeletedAlsoWhenTheTaskIsGoneMeanwhile() {
        Shop shop = givenUp();
        shop.say(TaskField.STATUS, "Canceled");
        shop.sync();
        assertThat(shop.planner.items()).isEmpty();
        made(shop);

        shop.sync();

        assertThat(shop.planner.items()).isEmpty();
    }

    @Test
    void isExpectedForADay() {
        Shop shop = givenUp();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(23)));
        assertThat(shop.worker.known.twins().requests()).hasSize(1);

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(2)));

        assertThat(shop.worker.known.twins()).isEqualTo(Twins.none());
    }

    @Test
    void isForgottenWithItsPlan() {
        Shop shop = givenUp();
        shop.planner.plans.clear();
        shop.planner.planTitles.clear();

        shop.sync();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(5)));

        assertThat(shop.worker.known.twins()).isEqualTo(Twins.none());
        assertThat(new TreeSet<>(shop.planner.items().keySet())).hasSize(1);
    }
}
