package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tandem.model.TaskField;
import io.tandem.model.TaskOrigin;
import io.tandem.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Commerce said before people changed Planner and what Tandem hears only after that. */
class LateWordsTest {

    /** Looks at Planner and works; events of Commerce are still on their way. */
    private static void look(Shop shop) {
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run();
    }

    /** Commerce has said that somebody began, but Tandem has not heard of it; since then the task was completed. */
    private static Shop completedAfterSomebodyBegan(Duration after) {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.STATUS, "InProgress");
        shop.wait(after);
        shop.change(new Setting.Percent(100));
        shop.wait(Duration.ofMinutes(1));
        look(shop);
        shop.wait(Duration.ofMinutes(4));
        return shop;
    }

    private static void assertLost(Shop shop, String value) {
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.lost()).isEqualTo(value));
    }

    private static void confirmNothingMoreHappens(Shop shop) {
        shop.hear();
        shop.sync();
        shop.planner.calls.clear();
        shop.worker.news.clear();
        shop.worker.entries.clear();
        shop.wait(Duration.ofMinutes(20));
        shop.sync();
        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
    }

    @Test
    void countsACompletionFromTheLookAtTheLatestWhateverPlannersClockSays() {
        Shop shop = Shop.pos(Shop.titled());
        shop.sync();
        shop.change(new Setting.Percent(100));
        shop.item().completedAt = shop.worker.now.plus(Duration.ofMinutes(30));
        shop.wait(Duration.ofMinutes(1));
        look(shop);
        shop.hear();
        shop.wait(Duration.ofMinutes(1));
        shop.say(TaskField.STATUS, "InProgress");

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(50);
    }

    @Test
    void doesNotTakeTheLateConfirmationOfOlderNewsForANewWord() {
        Shop shop = Shop.pos(Shop.titled());
        shop.sync();
        shop.change(new Setting.Percent(100));
        shop.wait(Duration.ofMinutes(1));
        look(shop);
        shop.change(new Setting.Percent(50));
        shop.wait(Duration.ofMinutes(1));
        look(shop);
        shop.wait(Duration.ofSeconds(10));
        shop.say(TaskField.STATUS, "Completed");

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(50);
        assertThat(shop.worker.entries).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT5M", "PT0S"})
    void losesToACompletionAfterItHoweverLateItComes(Duration after) {
        Shop shop = completedAfterSomebodyBegan(after);

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(100);
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence())
                        .isEqualTo("The status was set to \"InProgress\" in Commerce, but later to \"Completed\" in"
                                + " Planner, which holds."));
        confirmNothingMoreHappens(shop);
        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.STATUS)).isEqualTo("Completed");
    }

    @Test
    void waitsForAListThatIsNoOlderThanWhatTandemWroteMeanwhile() {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.TITLE, "Clean the door");
        shop.wait(Duration.ofSeconds(1));
        shop.say(TaskField.STATUS, "InProgress");
        shop.wait(Duration.ofMinutes(5));
        shop.change(new Setting.Percent(100));
        shop.wait(Duration.ofMinutes(1));
        look(shop);
        shop.wait(Duration.ofMinutes(1));
        shop.commerce.intake();
        shop.worker.run();
        assertThat(shop.item().title).isEqualTo("Clean the door");
        shop.planner.calls.clear();
        shop.commerce.intake();

        shop.worker.run(step -> Reconciler.Fault.OLD_ANSWER);

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        shop.sync();
        assertThat(shop.item().percent).isEqualTo(100);
    }

    @Test
    void isAnsweredByTheNewsOfWhatHoldsAsAChangeOfIt() {
        Shop shop = completedAfterSomebodyBegan(Duration.ofMinutes(5));

        shop.sync();

        assertThat(shop.worker.news)
                .map(TaskNews.TaskStatusChanged.class::cast)
                .extracting(TaskNews.TaskStatusChanged::previous, TaskNews.TaskStatusChanged::status)
                .containsExactly(tuple("NotStarted", "Completed"), tuple("InProgress", "Completed"));
    }

    @Test
    void doesNotHoldBeforeItIsAnsweredEither() {
        Shop shop = completedAfterSomebodyBegan(Duration.ofMinutes(5));
        shop.planner.calls.clear();
        shop.commerce.intake();

        shop.worker.run();

        assertThat(shop.kinds()).doesNotContain(Step.UpdateTask.class);
        Board board = Board.of(
                shop.worker.desired(),
                shop.worker.known,
                shop.worker.policy,
                shop.worker.lastPlan.standing(),
                shop.worker.lastPlan.findings());
        assertThat(board.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo(TaskStatus.COMPLETED));
    }

    @Test
    void losesAlsoWhenAnotherFieldIsWritten() {
        Shop shop = completedAfterSomebodyBegan(Duration.ofMinutes(5));
        shop.commerce.intake();
        shop.say(TaskField.TITLE, "Clean the door");

        shop.work();

        assertThat(shop.item().title).isEqualTo("Clean the door");
        assertThat(shop.item().percent).isEqualTo(100);
        assertThat(shop.worker.entries).hasSize(1);
        confirmNothingMoreHappens(shop);
    }

    @Test
    void isAnsweredAtOnce() {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.STATUS, "InProgress");
        shop.change(new Setting.Percent(100));
        look(shop);
        shop.worker.news.clear();
        shop.planner.calls.clear();

        shop.work();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        assertThat(shop.worker.news).hasSize(1);
        shop.work();
        assertThat(shop.kinds()).hasSize(1);
    }

    @Test
    void isAnsweredAtOnceThoughTheHistoryFeedShowsNoChange() {
        Shop shop = Shop.with(
                new TaskPolicy(
                        "{name} tasks",
                        "Store tasks",
                        TaskPolicy.Canceled.DELETED,
                        FakePlanner.OURS,
                        FieldOwnership.shipped(),
                        TaskPolicy.Pace.usual(),
                        true),
                TaskOrigin.POS,
                Shop.titled());
        shop.say(TaskField.STATUS, "InProgress");
        shop.change(new Setting.Percent(100));
        look(shop);
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(5)));
        assertThat(shop.kinds()).contains(Step.ReadHistory.class);
        shop.worker.news.clear();
        shop.planner.calls.clear();

        shop.work();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        assertThat(shop.worker.news).hasSize(1);
    }

    @Test
    void isAnsweredAlsoWhenItGoesBackToWhatWasSoBeforeSeveralChanges() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Percent(50));
        shop.wait(Duration.ofMinutes(1));
        look(shop);
        shop.commerce.hear(shop.worker.now);
        shop.wait(Duration.ofSeconds(10));
        shop.say(TaskField.STATUS, "NotStarted");
        shop.wait(Duration.ofSeconds(10));
        shop.change(new Setting.Percent(100));
        shop.wait(Duration.ofSeconds(10));
        look(shop);
        shop.worker.news.clear();

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(100);
        assertThat(shop.worker.news)
                .map(TaskNews.TaskStatusChanged.class::cast)
                .extracting(TaskNews.TaskStatusChanged::previous, TaskNews.TaskStatusChanged::status)
                .containsExactly(tuple("NotStarted", "Completed"));
        confirmNothingMoreHappens(shop);
    }

    @Test
    void leavesTheAssigneesToCommerceWhomPlannerCannotShow() {
        Shop shop = Shop.pos(Shop.titled(TaskField.ASSIGNEES, "000201"));
        shop.say(TaskField.ASSIGNEES, "000202 000999");
        shop.wait(Duration.ofMinutes(5));
        shop.assign(Set.of("u3"), Set.of("u1"));
        look(shop);
        shop.worker.news.clear();

        shop.sync();

        assertThat(shop.item().assignees).containsExactly("u3");
        shop.assertAssigned("000203 000999");
    }

    @Test
    void bringsNobodyBackWhoLeftTheTeamAndWasTakenOutAfterIt() {
        Shop shop = Shop.pos(Shop.titled(TaskField.ASSIGNEES, "000202"));
        shop.worker.members.remove("u2");
        shop.say(TaskField.ASSIGNEES, "000202 000203");
        shop.wait(Duration.ofMinutes(5));
        shop.assign(Set.of("u3"), Set.of("u2"));
        look(shop);
        shop.worker.news.clear();

        shop.sync();

        shop.assertAssigned("000203");
    }

    @Test
    void winsWhenItWasSaidAfterTheChange() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Percent(100));
        shop.wait(Duration.ofSeconds(1));
        shop.say(TaskField.STATUS, "InProgress");
        shop.wait(Duration.ofMinutes(1));
        look(shop);

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(50);
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo(LedgerEntry.Reason.COMMERCE_LATER));
    }

    @ParameterizedTest
    @CsvSource({"4, true, true", "6, true, false", "4, false, true", "6, false, false"})
    void countsAgainstTheMiddleBetweenTwoLooks(int saidAfter, boolean late, boolean plannerHolds) {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Title("From Planner"));
        shop.wait(Duration.ofMinutes(saidAfter));
        shop.say(TaskField.TITLE, "From Commerce");
        shop.wait(Duration.ofMinutes(10 - saidAfter));
        if (late) {
            look(shop);
        }

        shop.sync();

        assertThat(shop.item().title).isEqualTo(plannerHolds ? "From Planner" : "From Commerce");
        assertLost(shop, plannerHolds ? "From Commerce" : "From Planner");
    }

    @ParameterizedTest
    @CsvSource({"4, true", "6, false"})
    void countsAgainstTheMiddleAlsoWhatTakesACallOfItsOwnToSee(int saidAfter, boolean plannerHolds) {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.change(new Setting.Description("From Planner"));
        shop.wait(Duration.ofMinutes(saidAfter));
        shop.say(TaskField.NOTES, "From Commerce");
        shop.wait(Duration.ofMinutes(10 - saidAfter));

        shop.sync();

        assertThat(shop.item().description).isEqualTo(plannerHolds ? "From Planner" : "From Commerce");
        assertLost(shop, plannerHolds ? "From Commerce" : "From Planner");
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "6, 1"})
    void countsAgainstTheMiddleAlsoADeletion(int saidAfter, int tasks) {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.items().clear();
        shop.wait(Duration.ofMinutes(saidAfter));
        shop.say(TaskField.STATUS, "InProgress");
        shop.wait(Duration.ofMinutes(10 - saidAfter));

        shop.sync();

        assertThat(shop.planner.items()).hasSize(tasks);
        assertThat(shop.worker.entries).hasSize(1);
    }

    @Test
    void countsFromTheListThatShowedItThoughTheCallToSeeItComesMuchLater() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.change(new Setting.Description("From Planner"));
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run(step -> step instanceof Step.ReadDetails ? Reconciler.Fault.THROTTLED : Reconciler.Fault.NONE);
        shop.wait(Duration.ofMinutes(2));
        shop.say(TaskField.NOTES, "From Commerce");
        shop.wait(Duration.ofHours(1));

        shop.work();

        assertThat(shop.item().description).isEqualTo("From Commerce");
    }

    @Test
    void bringsNoTaskBackThatWasDeletedAfterIt() {
        Shop shop = Shop.pos(Shop.titled());
        String id = shop.item().id;
        shop.say(TaskField.STATUS, "InProgress");
        shop.wait(Duration.ofMinutes(5));
        shop.planner.items().clear();
        look(shop);
        shop.wait(Duration.ofMinutes(4));

        shop.sync();

        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.news).hasSize(2).last().isInstanceOfSatisfying(TaskNews.TaskDeleted.class, news -> {
            assertThat(news.previous()).isEqualTo("InProgress");
            assertThat(news.about().plannerTaskId()).isEqualTo(id);
        });
        assertThat(shop.worker.entries).hasSize(1);
        confirmNothingMoreHappens(shop);
    }

    @Test
    void bringsATaskBackThatWasDeletedBeforeIt() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.items().clear();
        look(shop);
        shop.wait(Duration.ofMinutes(5));
        shop.say(TaskField.STATUS, "InProgress");

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(50);
    }

    @Test
    void isEnteredOnceWherePlannerOwnsTheField() {
        Shop shop = Shop.with(
                Shop.with(TaskPolicy.Canceled.DELETED, "pos.due-date=planner"), TaskOrigin.POS, Shop.titled());
        shop.say(TaskField.DUE_DATE, "2026-03-13");
        shop.change(new Setting.Due(Instant.parse("2026-03-16T18:00:00Z")));
        shop.wait(Duration.ofMinutes(1));
        look(shop);

        shop.sync();

        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo(LedgerEntry.Reason.PLANNER_OWNS));
    }

    @Test
    void losesToEachOfSeveralChangesButOnce() {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.STATUS, "Completed");
        shop.wait(Duration.ofMinutes(1));
        shop.say(TaskField.STATUS, "InProgress");
        shop.wait(Duration.ofMinutes(4));
        shop.change(new Setting.Percent(100));
        look(shop);
        shop.commerce.intake();
        look(shop);
        assertThat(shop.worker.news).hasSize(1);

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(100);
        assertThat(shop.worker.news).hasSize(2);
        assertThat(shop.worker.entries).hasSize(1);
        confirmNothingMoreHappens(shop);
    }
}
