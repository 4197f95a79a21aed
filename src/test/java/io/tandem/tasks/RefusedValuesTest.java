package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Planner will not take of a task holds up nothing else. */
class RefusedValuesTest {
    private static final String LIMIT = "MaximumAssigneesInTasks";
    private static final Instant NOON = Instant.parse("2026-03-12T17:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-25T17:00:00Z");

    private static Shop dueOnTheTwelfth() {
        return Shop.hq(Shop.titled(TaskField.DUE_DATE, "2026-03-12"));
    }

    private static Shop fullOfAssignees(Map<TaskField, String> values) {
        Shop shop = Shop.pos(values);
        shop.planner.unwelcome = Setting.Assignments.class::isInstance;
        shop.planner.unwelcomeCode = LIMIT;
        return shop;
    }

    private static Map<TaskField, String> everything() {
        Map<TaskField, String> values = new EnumMap<>(Shop.titled());
        values.put(TaskField.DUE_DATE, "2026-03-12");
        values.put(TaskField.ASSIGNEES, "000201");
        values.put(TaskField.STATUS, "InProgress");
        return values;
    }

    private static void reschedule(Shop shop, Instant start) {
        shop.item().start = start;
        shop.change(new Setting.Due(LATER));
    }

    @Test
    void aDueDateBeforeTheStartTakesThatAlongAndHoldsUpNoStatus() {
        Shop shop = dueOnTheTwelfth();
        reschedule(shop, LATER);
        shop.say(TaskField.STATUS, "Completed");

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(100);
        assertThat(shop.item().due).isEqualTo(NOON);
        assertThat(shop.item().start).isEqualTo(NOON);
        assertThat(shop.sentences()).isEmpty();
        assertThat(shop.worker.entries)
                .singleElement()
                .extracting(LedgerEntry::lost)
                .isEqualTo("2026-03-25");
        shop.planner.calls.clear();
        shop.sync();
        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
    }

    @Test
    void aStartThatIsNotInTheWayIsLeftAlone() {
        Shop shop = dueOnTheTwelfth();
        reschedule(shop, NOON.minusSeconds(1));

        shop.sync();

        assertThat(shop.item().due).isEqualTo(NOON);
        assertThat(shop.item().start).isEqualTo(NOON.minusSeconds(1));
        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.UpdateTask.class);
    }

    @Test
    void aDueDateThatIsRefusedEvenWithTheStartIsTriedAgainAfterSomeTime() {
        Shop shop = dueOnTheTwelfth();
        shop.planner.unwelcome = Setting.Due.class::isInstance;
        shop.say(TaskField.DUE_DATE, "2026-03-10");

        shop.sync();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.UpdateTask.class, Step.UpdateTask.class);
        assertThat(shop.worker.lastPlan.againAt()).isNotNull();
        shop.planner.unwelcome = Setting.Start.class::isInstance;
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(7)));
        assertThat(shop.item().due).isEqualTo(Instant.parse("2026-03-10T17:00:00Z"));
        assertThat(shop.item().start).isNull();
    }

    @Test
    void ofSeveralValuesThatAreRefusedTogetherOnlyTheOneIsLeftThatIsTheReason() {
        Shop shop = fullOfAssignees(Shop.titled());
        shop.say(TaskField.TITLE, "Clean the door");
        shop.say(TaskField.ASSIGNEES, "000201");
        shop.say(TaskField.STATUS, "Completed");

        shop.sync();

        assertThat(shop.item().title).isEqualTo("Clean the door");
        assertThat(shop.item().percent).isEqualTo(100);
        assertThat(shop.item().assignees).isEmpty();
        assertThat(shop.sentences())
                .containsExactly("task commerce/T1 does not fit into Planner: limit " + LIMIT + " is reached");
        assertThat(shop.kinds()).filteredOn(Step.UpdateTask.class::equals).hasSize(4);
        shop.planner.calls.clear();
        shop.say(TaskField.STATUS, "InProgress");
        shop.sync();
        assertThat(shop.item().percent).isEqualTo(50);
        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.UpdateTask.class);

        shop.planner.unwelcome = setting -> false;
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(7)));

        assertThat(shop.item().assignees).containsExactly("u1");
        assertThat(shop.sentences()).isEmpty();
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void ofTextAndLinksEachIsWrittenWithoutTheOther() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.unwelcome = Setting.References.class::isInstance;
        shop.planner.unwelcomeCode = "MaximumReferencesOnTask";
        shop.say(TaskField.NOTES, "Twice");
        shop.say(TaskField.LINKS, "https://c/1");

        shop.sync();
        shop.sync();

        assertThat(shop.item().description).isEqualTo("Twice");
        assertThat(shop.item().references).isEmpty();
        assertThat(shop.sentences()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {LIMIT, "", "invalidRequest"})
    void aTaskIsMadeWithoutWhatPlannerRefusesAndGetsTheRestOneByOne(String code) {
        Shop shop = Shop.empty();
        shop.sync();
        shop.planner.unwelcome = Setting.Assignments.class::isInstance;
        shop.planner.unwelcomeCode = code;
        shop.commerce.put(Shop.TASK, TaskOrigin.HQ, false, everything(), shop.worker.now);

        shop.sync();
        shop.worker.runUntil(shop.worker.now.plusSeconds(20));

        FakePlanner.Item item = shop.item();
        assertThat(shop.planner.items()).hasSize(1);
        assertThat(item.due).isEqualTo(NOON);
        assertThat(item.percent).isEqualTo(50);
        assertThat(item.assignees).isEmpty();
        assertThat(shop.sentences()).hasSize(1);
        assertThat(shop.worker.news)
                .filteredOn(TaskNews.OfTask.class::isInstance)
                .isEmpty();
        shop.planner.unwelcome = setting -> false;
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(7)));
        assertThat(item.assignees).containsExactly("u1");
    }

    @Test
    void aTaskThatIsMadeAnewIsAskedForWithEverything() {
        Shop shop = fullOfAssignees(Shop.titled());
        shop.say(TaskField.ASSIGNEES, "000201");
        shop.sync();
        shop.planner.unwelcome = setting -> false;
        shop.planner.items().clear();
        shop.sync();
        shop.say(TaskField.STATUS, "InProgress");
        shop.planner.calls.clear();

        shop.sync();

        assertThat(shop.item().assignees).containsExactly("u1");
        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.CreateTask.class);
    }

    @Test
    void otherPeopleAreAssignedAtOnce() {
        Shop shop = fullOfAssignees(Shop.titled());
        shop.say(TaskField.ASSIGNEES, "000201 000202");
        shop.sync();
        shop.planner.unwelcome = setting -> setting instanceof Setting.Assignments assignments
                && assignments.added().size() > 1;
        shop.say(TaskField.ASSIGNEES, "000202");

        shop.sync();

        assertThat(shop.item().assignees).containsExactly("u2");
        assertThat(shop.sentences()).isEmpty();
    }

    @Test
    void whatPeopleDoToATaskIsSeenWhileSomethingOfItIsRefused() {
        Shop shop = fullOfAssignees(Shop.titled());
        shop.say(TaskField.ASSIGNEES, "000201");
        shop.sync();
        shop.change(new Setting.Description("By hand"));
        shop.sync();
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskUpdated.class);
        shop.planner.items().clear();

        shop.sync();

        assertThat(shop.worker.news).last().isInstanceOf(TaskNews.TaskDeleted.class);
    }

    @Test
    void aTaskWhoseDetailsCannotBeReadIsWrittenAllTheSame() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.planner.refusals.put("ReadDetails", "accessDenied");
        shop.change(new Setting.Description("By hand"));
        shop.sync();
        shop.planner.calls.clear();
        shop.say(TaskField.STATUS, "Completed");
        shop.commerce.intake();

        shop.worker.run();

        assertThat(shop.item().percent).isEqualTo(100);
    }

    @Test
    void aTaskThatPlannerDidNotDeleteIsTriedAgainOnceCommerceDeletesItAndIsThenLeftAlone() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("DeleteTask", "accessDenied");
        shop.say(TaskField.STATUS, "Canceled");
        shop.sync();
        assertThat(shop.kinds()).contains(Step.DeleteTask.class);
        shop.planner.calls.clear();
        shop.delete();

        shop.sync();
        shop.sync();

        assertThat(shop.kinds()).filteredOn(Step.DeleteTask.class::equals).hasSize(1);
        shop.planner.refusals.clear();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(7)));
        assertThat(shop.planner.items()).isEmpty();
    }

    @Test
    void aTaskThatPlannerDidNotDeleteIsReadWhenItIsMissing() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("DeleteTask", "accessDenied");
        shop.say(TaskField.STATUS, "Canceled");
        shop.sync();
        shop.planner.items().clear();

        shop.sync();

        assertThat(shop.known().presence()).isInstanceOf(Presence.Absent.class);
        assertThat(shop.worker.entries).isEmpty();
        assertThat(shop.sentences()).isEmpty();
    }

    @Test
    void aTaskThatCannotBeReadIsAskedForOnceUntilItMoves() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("ReadTask", "accessDenied");
        FakePlanner.Item item = shop.item();
        shop.planner.items().clear();
        shop.sync();
        shop.sync();
        assertThat(shop.kinds()).filteredOn(Step.ReadTask.class::equals).hasSize(1);
        shop.planner.items().put(item.id, item);
        shop.change(new Setting.Percent(50));

        shop.sync();

        assertThat(shop.known().parked()).isNull();
        assertThat(shop.worker.news).last().isInstanceOf(TaskNews.TaskStatusChanged.class);
    }
}
