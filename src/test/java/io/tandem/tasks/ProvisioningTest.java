package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.tasks.Reconciler.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan, its buckets, and tasks that are new to Planner. */
class ProvisioningTest {

    @Test
    void aStoreWithoutATeamWaits() {
        Shop shop = Shop.empty();
        DesiredPlan nowhere =
                DesiredPlan.of(shop.commerce.wanted(), new TeamAccess(null, Map.of(), java.util.Set.of()));

        Plan plan = new TaskPlanner(Shop.policy()).plan(nowhere, KnownPlan.unknown(), shop.worker.now);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.standing().state()).isEqualTo(Standing.State.WAITING);
        assertThat(plan.againAt()).isNull();
    }

    @Test
    void thePlanIsLookedForBeforeItIsMade() {
        Shop shop = Shop.empty();

        shop.sync();

        assertThat(shop.planner.calls)
                .startsWith(
                        new Step.FindPlans("team-1"),
                        new Step.CreatePlan("team-1", "Houston tasks"),
                        new Step.ReadTasks("plan-1"));
        assertThat(shop.worker.news).containsExactly(new TaskNews.PlanLinked(FakeCommerce.NUMBER, "plan-1"));
    }

    @Test
    void thePlanOfThatNameIsAdopted() {
        Shop shop = Shop.empty();
        shop.planner.planTitles.put("other", "Holidays");
        shop.planner.planTitles.put("ours", "Houston tasks");
        shop.planner.plans.put("ours", new TreeMap<>());

        shop.sync();

        assertThat(shop.worker.known.stage()).isEqualTo(new PlanStage.Ready("ours"));
        assertThat(shop.kinds()).doesNotContain(Step.CreatePlan.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"KILLED_AFTER_THE_CALL", "ANSWER_LOST"})
    void aPlanWhoseMakingIsUnclearIsFoundAgain(Fault fault) {
        Shop shop = Shop.empty();
        shop.worker.run(step -> step instanceof Step.CreatePlan ? fault : Fault.NONE);

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(3)));

        assertThat(shop.planner.plans).hasSize(1);
        assertThat(shop.worker.known.stage()).isEqualTo(new PlanStage.Ready("plan-1"));
    }

    @Test
    void aGroupThatDoesNotAnswerYetIsAskedAgainLater() {
        Shop shop = Shop.empty();
        shop.planner.groupIsMissing = true;
        shop.worker.run();
        assertThat(shop.worker.lastPlan.standing().state()).isEqualTo(Standing.State.WORKING);
        shop.planner.groupIsMissing = false;

        shop.worker.runUntil(shop.worker.now.plusSeconds(10));

        assertThat(shop.worker.known.stage().planId()).isPresent();
    }

    @Test
    void aTaskWithoutNotesAndLinksIsOneCall() {
        Shop shop = Shop.pos(Shop.titled());
        shop.commerce.put(
                new TaskId("T2"),
                TaskOrigin.HQ,
                false,
                Map.of(
                        TaskField.TITLE, "Count the till",
                        TaskField.DUE_DATE, "2026-03-12",
                        TaskField.ASSIGNEES, "000201",
                        TaskField.STATUS, "InProgress"),
                shop.worker.now);

        shop.work();

        assertThat(shop.planner.calls)
                .singleElement()
                .isEqualTo(new Step.CreateTask(
                        TaskRef.of(new TaskId("T2")),
                        "plan-1",
                        "bucket-2",
                        Map.of(
                                TaskField.TITLE, "Count the till",
                                TaskField.DUE_DATE, "2026-03-12",
                                TaskField.ASSIGNEES, "u1",
                                TaskField.STATUS, "InProgress"),
                        java.util.List.of(
                                new Setting.Title("Count the till"),
                                new Setting.Due(Instant.parse("2026-03-12T17:00:00Z")),
                                new Setting.Assignments(
                                        new java.util.TreeSet<>(java.util.Set.of("u1")), new java.util.TreeSet<>()),
                                new Setting.Percent(50))));
    }

    @Test
    void notesAndLinksAreWrittenWithTheEtagOfTheDetails() {
        Shop shop = Shop.pos(Shop.titled());
        shop.commerce.put(
                new TaskId("T2"),
                TaskOrigin.HQ,
                false,
                Map.of(TaskField.TITLE, "Count", TaskField.NOTES, "Twice", TaskField.LINKS, "https://contoso.example"),
                shop.worker.now);

        shop.work();

        assertThat(shop.kinds())
                .containsExactly(Step.CreateTask.class, Step.ReadDetails.class, Step.UpdateDetails.class);
        assertThat(shop.planner.sins).isEmpty();
    }

    @Test
    void everyListHasItsBucketAndKeepsItWhenPeopleRenameIt() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.buckets.put("bucket-2", "Renamed by hand");
        shop.worker.known = shop.worker.known.with(shop.worker.known.buckets().doubted());
        shop.commerce.put(new TaskId("T2"), TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);

        shop.work();

        assertThat(shop.planner.calls)
                .contains(new Step.ReadBuckets("plan-1"))
                .noneMatch(Step.CreateBucket.class::isInstance);
    }

    @Test
    void aBucketOfThatNameIsAdopted() {
        Shop shop = Shop.empty();
        shop.sync();
        shop.planner.buckets.put("by-hand", "Store tasks");
        shop.commerce.put(Shop.TASK, TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);

        shop.work();

        assertThat(shop.item().bucketId).isEqualTo("by-hand");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"KILLED_BEFORE_THE_CALL", "KILLED_AFTER_THE_CALL", "ANSWER_LOST", "TIMED_OUT_UNDONE", "THROTTLED"})
    void aBucketIsNeverMadeTwice(Fault fault) {
        Shop shop = Shop.empty();
        shop.commerce.put(Shop.TASK, TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.CreateBucket ? fault : Fault.NONE);

        shop.work();

        assertThat(shop.planner.buckets).hasSize(1);
        assertThat(shop.planner.items()).hasSize(1);
    }

    private static Shop withRefusedBuckets() {
        Shop shop = Shop.empty();
        shop.planner.refusals.put("CreateBucket", "MaximumBucketsInProject");
        shop.commerce.put(Shop.TASK, TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);
        return shop;
    }

    @Test
    void aRefusedBucketLeavesTheTaskInTheDefaultOneAndARefusedDefaultInNone() {
        Shop shop = withRefusedBuckets();

        shop.sync();

        assertThat(shop.item().bucketId).isNull();
        assertThat(shop.sentences())
                .containsExactly(
                        "list \"Store tasks\" got no bucket (MaximumBucketsInProject); its tasks are in the default bucket");
    }

    @Test
    void aBucketThatWasRefusedIsTriedAgainForTheNextTask() {
        Shop shop = withRefusedBuckets();
        shop.sync();
        shop.planner.refusals.clear();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(5)));
        assertThat(shop.planner.buckets).isEmpty();
        assertThat(shop.sentences()).hasSize(1);

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(2)));
        shop.commerce.put(new TaskId("T2"), TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);
        shop.sync();

        assertThat(shop.planner.buckets).hasSize(1);
        assertThat(shop.planner.items().values())
                .last()
                .satisfies(item -> assertThat(shop.planner.buckets).containsKey(item.bucketId));
        assertThat(shop.sentences()).isEmpty();
    }

    @Test
    void nobodyIsToldOfTheBucketOfAListOnWhichNothingIsLeftToDo() {
        Shop shop = withRefusedBuckets();
        shop.sync();
        assertThat(shop.sentences()).hasSize(1);

        shop.say(TaskField.STATUS, "Completed");
        shop.sync();

        assertThat(shop.sentences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"KILLED_BEFORE_THE_CALL", "KILLED_AFTER_THE_CALL", "ANSWER_LOST", "TIMED_OUT_UNDONE", "THROTTLED"})
    void aTaskIsNeverMadeTwice(Fault fault) {
        Shop shop = Shop.empty();
        shop.sync();
        shop.commerce.put(Shop.TASK, TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.CreateTask ? fault : Fault.NONE);

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(3)));

        assertThat(shop.planner.items()).hasSize(1);
        assertThat(shop.known().presence().plannerTaskId()).contains(shop.item().id);
        assertThat(shop.worker.news).noneMatch(TaskNews.OfTask.class::isInstance);
    }

    @Test
    void whatALostDatabaseKnewIsFoundInPlannerAndNotMadeAgain() {
        Shop shop = Shop.pos(Shop.titled(TaskField.DUE_DATE, "2026-03-20"));
        shop.change(new Setting.Percent(100));
        String made = shop.item().id;
        shop.worker.known = KnownPlan.unknown();

        shop.sync();

        assertThat(shop.planner.items()).containsOnlyKeys(made);
        assertThat(shop.known().presence().plannerTaskId()).contains(made);
        assertThat(shop.worker.news)
                .filteredOn(TaskNews.TaskStatusChanged.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aTaskOfOursForAnotherDayIsNotTakenForOneThatIsMissing() {
        Shop shop = Shop.pos(Shop.titled(TaskField.DUE_DATE, "2026-03-20"));
        shop.worker.known = KnownPlan.unknown();
        shop.say(TaskField.DUE_DATE, "2026-03-21");

        shop.sync();

        assertThat(shop.planner.items()).hasSize(2);
    }

    @Test
    void aTaskThatSomebodyChangedBeforeItWasFoundIsStillTheOneThatTandemMade() {
        Shop shop = Shop.empty();
        shop.sync();
        shop.commerce.put(Shop.TASK, TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.CreateTask ? Fault.ANSWER_LOST : Fault.NONE);
        shop.change(new Setting.Title("Clean the door"));

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(3)));

        assertThat(shop.planner.items()).hasSize(1);
        assertThat(shop.worker.news)
                .filteredOn(TaskNews.TaskUpdated.class::isInstance)
                .hasSize(1);
    }

    @Test
    void whileItIsUnclearWhetherATaskWasMadeNoOtherIsMade() {
        Shop shop = Shop.empty();
        shop.sync();
        shop.commerce.put(Shop.TASK, TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();
        shop.worker.run(step -> step instanceof Step.CreateTask ? Fault.TIMED_OUT_UNDONE : Fault.NONE);
        shop.commerce.put(new TaskId("T2"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);

        shop.work();

        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.lastPlan.steps()).containsExactly(new Step.ReadTasks("plan-1"));
        assertThat(shop.worker.lastPlan.startsAt()).isAfter(shop.worker.now);
    }

    @Test
    void aBucketThatSomebodyDeletedIsMadeAgainForTheNextTask() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.buckets.clear();
        shop.commerce.put(new TaskId("T2"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();

        shop.worker.runUntil(shop.worker.now.plusSeconds(20));

        assertThat(shop.planner.items()).hasSize(2);
        assertThat(shop.planner.buckets).hasSize(1);
        assertThat(shop.sentences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalidRequest", ""})
    void aTaskThatIsRefusedThoughItsBucketIsThereIsLeftAloneForLong(String code) {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("CreateTask", code);
        shop.commerce.put(new TaskId("T2"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(10)));

        assertThat(shop.kinds()).filteredOn(Step.CreateTask.class::equals).hasSize(2);
    }

    @Test
    void aTaskWithoutATitleWaitsForIt() {
        Shop shop = Shop.empty();
        shop.commerce.put(Shop.TASK, TaskOrigin.POS, false, Map.of(TaskField.STATUS, "InProgress"), shop.worker.now);

        shop.sync();

        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.sentences()).containsExactly("task commerce/T1 has no title yet; send task.created");
    }

    @Test
    void aPlanThatSomebodyDeletedIsMadeAgainWithItsTasks() {
        Shop shop = Shop.pos(Shop.titled(TaskField.STATUS, "InProgress"));
        FakePlanner.Item byHand = shop.planner.make(shop.worker.now, "an-app");
        byHand.title = "Made by hand";
        shop.inStep();
        shop.planner.plans.clear();
        shop.planner.planTitles.clear();
        shop.planner.buckets.clear();

        shop.sync();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(3)));

        assertThat(shop.planner.plans).hasSize(1);
        assertThat(shop.planner.items().values())
                .extracting(item -> item.percent)
                .contains(50);
        assertThat(shop.worker.news).anyMatch(TaskNews.PlanLinked.class::isInstance);
    }

    @Test
    void aPlanThatDidNotAnswerOnceIsTheSamePlan() {
        Shop shop = Shop.pos(Shop.titled());
        Map<String, FakePlanner.Item> items = shop.planner.plans.remove("plan-1");
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run();
        shop.planner.plans.put("plan-1", items);

        shop.worker.runUntil(shop.worker.now.plusSeconds(10));

        assertThat(shop.worker.known.stage()).isEqualTo(new PlanStage.Ready("plan-1"));
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.planner.items()).hasSize(1);
    }
}
