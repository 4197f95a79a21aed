package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of one change of one field. */
class FieldRulesTest {

    private static TreeSet<String> set(String... values) {
        return new TreeSet<>(Set.of(values));
    }

    @ParameterizedTest
    @CsvSource({"0, NotStarted", "1, InProgress", "50, InProgress", "99, InProgress", "100, Completed"})
    void percentReadsAsStatus(int percent, String status) {
        Shop shop = Shop.pos(Shop.titled(TaskField.STATUS, percent == 0 ? "Completed" : "NotStarted"));
        shop.change(new Setting.Percent(percent));

        shop.sync();

        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskStatusChanged.class,
                        news -> assertThat(news.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({
        "Completed, 100",
        "InProgress, 50",
        "NotStarted, 0",
    })
    void statusIsWrittenAsPercent(String status, int percent) {
        Shop shop = Shop.pos(Shop.titled(TaskField.STATUS, percent == 0 ? "Completed" : "NotStarted"));
        shop.say(TaskField.STATUS, status);

        shop.work();

        assertThat(shop.item().percent).isEqualTo(percent);
        assertThat(shop.kinds()).containsExactly(Step.UpdateTask.class);
    }

    @Test
    void aFinerPercentOfPeopleStaysWhenCommerceSaysInProgress() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Percent(30));
        shop.say(TaskField.STATUS, "InProgress");

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(30);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
    }

    @Test
    void aCompletionInPlannerCountsFromWhenItWasCompleted() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Percent(100));
        Instant completed = shop.worker.now;
        shop.wait(Duration.ofSeconds(5));
        shop.say(TaskField.STATUS, "InProgress");

        shop.sync();

        assertThat(shop.item().percent).isEqualTo(50);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence())
                        .isEqualTo("The status was set to \"Completed\" in Planner, but Commerce said \"InProgress\","
                                + " which holds."));
        assertThat(completed).isBefore(shop.worker.now);
    }

    @Test
    void whoCompletedATaskAndWhenIsTold() {
        Shop shop = Shop.hq(Shop.titled());
        shop.change(new Setting.Percent(100));
        Instant completed = shop.worker.now;

        shop.sync();

        assertThat(shop.worker.news).singleElement().isInstanceOfSatisfying(TaskNews.TaskStatusChanged.class, news -> {
            assertThat(news.previous()).isEqualTo("NotStarted");
            assertThat(news.actor()).isEqualTo("u1");
            assertThat(news.completedAt()).isEqualTo(completed);
            assertThat(news.store()).isEqualTo(FakeCommerce.NUMBER);
        });
    }

    @Test
    void eachOfSeveralChangesIsTheChangeOfTheOneBefore() {
        Shop shop = Shop.hq(Shop.titled());
        shop.change(new Setting.Percent(50));
        shop.sync();
        shop.change(new Setting.Percent(100));

        shop.sync();

        assertThat(shop.worker.news)
                .map(TaskNews.TaskStatusChanged.class::cast)
                .extracting(TaskNews.TaskStatusChanged::previous)
                .containsExactly("NotStarted", "InProgress");
    }

    @Test
    void aStatusThatWinsOverCommerceIsTheChangeOfWhatCommerceSaid() {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.STATUS, "Canceled");
        shop.wait(Duration.ofSeconds(5));
        shop.change(new Setting.Percent(100));

        shop.sync();

        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskStatusChanged.class,
                        news -> assertThat(news.previous()).isEqualTo("Canceled"));
    }

    @Test
    void aStatusOfATaskMadeInPlannerIsTheChangeOfNothingUntilCommerceSaysOne() {
        Shop shop = Shop.empty();
        shop.sync();
        FakePlanner.Item item = shop.planner.make(shop.worker.now, "teams");
        shop.sync();
        shop.worker.news.clear();
        shop.planner.apply(item, new Setting.Percent(50), shop.worker.now);

        shop.sync();

        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskStatusChanged.class,
                        news -> assertThat(news.previous()).isNull());
    }

    @Test
    void reopeningWorksBothWays() {
        Shop shop = Shop.hq(Shop.titled(TaskField.STATUS, "Completed"));
        shop.change(new Setting.Percent(0));
        shop.sync();
        shop.hear();
        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.STATUS)).isEqualTo("NotStarted");
        shop.say(TaskField.STATUS, "InProgress");

        shop.work();

        assertThat(shop.item().percent).isEqualTo(50);
    }

    @Test
    void whatHeadquartersOwnsIsPutBackAndEntered() {
        Shop shop = Shop.hq(Shop.titled(TaskField.DUE_DATE, "2026-03-12"));
        shop.change(new Setting.Due(null));

        shop.sync();

        assertThat(shop.item().due).isEqualTo(Instant.parse("2026-03-12T17:00:00Z"));
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo(LedgerEntry.Reason.COMMERCE_OWNS);
            assertThat(entry.sentence())
                    .isEqualTo("The due date was set to nothing in Planner, but Commerce decides it and says"
                            + " \"2026-03-12\".");
        });
    }

    @Test
    void whatCommerceMayNotHaveHeardYetIsKnownUntilItSpeaksItself() {
        Shop shop = Shop.hq(Shop.titled());
        shop.change(new Setting.Percent(50));
        shop.sync();
        shop.change(new Setting.Percent(100));
        shop.sync();
        Agreed told = shop.known().agreed(TaskField.STATUS);
        assertThat(told.value()).isEqualTo("Completed");
        assertThat(told.told())
                .isNotNull()
                .satisfies(news -> assertThat(news.earlier()).containsExactly("NotStarted", "InProgress"));
        shop.say(TaskField.STATUS, "Canceled");

        shop.sync();

        Agreed said = shop.known().agreed(TaskField.STATUS);
        assertThat(said.value()).isEqualTo("Canceled");
        assertThat(said.told()).isNull();
    }

    @Test
    void whatPlannerOwnsIsToldToCommerceWhenItSaysSomethingElse() {
        Shop shop =
                Shop.with(Shop.with(TaskPolicy.Canceled.DELETED, "pos.notes=planner"), TaskOrigin.POS, Shop.titled());
        shop.say(TaskField.NOTES, "From Commerce");

        shop.sync();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskUpdated.class);
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence())
                        .isEqualTo("The text was set to \"From Commerce\" in Commerce, but Planner decides it and says"
                                + " nothing."));
    }

    @Test
    void theLaterChangeOfASharedFieldWins() {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.TITLE, "From Commerce");
        shop.change(new Setting.Title("From Planner"));

        shop.sync();

        assertThat(shop.item().title).isEqualTo("From Planner");
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence())
                        .isEqualTo("The title was set to \"From Commerce\" in Commerce, but later to \"From Planner\""
                                + " in Planner, which holds."));
    }

    @Test
    void theEchoOfNewsIsNothingToDo() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Title("From Planner"));
        shop.sync();
        shop.planner.calls.clear();
        shop.worker.news.clear();

        shop.hear();
        shop.work();

        assertThat(shop.planner.calls).isEmpty();
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void aLateEchoDoesNotUndoWhatPeopleDidMeanwhile() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Percent(50));
        shop.sync();
        shop.commerce.hear(shop.worker.now);
        shop.change(new Setting.Percent(100));
        shop.sync();

        shop.work();

        assertThat(shop.commerce.wanted().tasks().getFirst().value(TaskField.STATUS))
                .contains("InProgress");
        assertThat(shop.item().percent).isEqualTo(100);
    }

    @Test
    void aWordThatCommerceKeepsToIsNoEchoForEver() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Percent(50));
        shop.sync();
        shop.change(new Setting.Percent(100));
        shop.sync();
        shop.commerce.news.clear();
        shop.say(TaskField.STATUS, "InProgress");
        shop.sync();
        assertThat(shop.item().percent).isEqualTo(100);

        shop.wait(Duration.ofMinutes(10));
        shop.sync();

        assertThat(shop.item().percent).isEqualTo(50);
        assertThat(shop.worker.entries).hasSize(1);
    }

    @Test
    void aTitleThatPlannerCannotHoldIsCutAndNoChange() {
        Shop shop = Shop.pos(Shop.titled(TaskField.TITLE, "x".repeat(254) + "\uD83D\uDE00" + "y".repeat(40)));

        assertThat(shop.item().title).isEqualTo("x".repeat(254));
        shop.sync();

        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void peopleWhomCommerceDoesNotKnowStayAssigned() {
        Shop shop = Shop.hq(Shop.titled(TaskField.ASSIGNEES, "000201"));
        shop.assign(Set.of("stranger", "u2"), Set.of("u1"));

        shop.sync();

        assertThat(shop.item().assignees).containsExactlyInAnyOrder("u1", "stranger");
    }

    @Test
    void onlyMembersOfTheTeamAreAssignedAndTheOthersAsSoonAsTheyAre() {
        Shop shop = Shop.empty();
        shop.worker.members.remove("u2");
        shop.commerce.put(
                Shop.TASK,
                TaskOrigin.HQ,
                false,
                Shop.titled(TaskField.ASSIGNEES, "000201 000202 000999"),
                shop.worker.now);
        shop.sync();
        assertThat(shop.item().assignees).containsExactly("u1");
        assertThat(shop.sentences())
                .containsExactly(
                        "worker 000202 has tasks but is not in the store's team; assigned as soon as that changes",
                        "worker 000999 has tasks but no usable Entra account; link it in Commerce HQ");

        shop.worker.members.add("u2");
        shop.work();

        assertThat(shop.item().assignees).containsExactly("u1", "u2");
        assertThat(shop.worker.news).noneMatch(TaskNews.OfTask.class::isInstance);
    }

    @Test
    void anAssigneeWithoutAccountIsNotForgottenWhenPlannerChangesTheOthers() {
        Shop shop = Shop.pos(Shop.titled(TaskField.ASSIGNEES, "000201 000999"));
        shop.assign(Set.of("u3"), Set.of("u1"));

        shop.sync();

        shop.assertAssigned("000203 000999");
    }

    @Test
    void whoLeftTheTeamIsUnassignedForGoodWhenPeopleDoSo() {
        Shop shop = Shop.pos(Shop.titled(TaskField.ASSIGNEES, "000201"));
        shop.worker.members.remove("u1");
        shop.assign(Set.of(), Set.of("u1"));

        shop.sync();

        shop.assertAssigned("");
    }

    @Test
    void newsThatCommerceOverrulesIsEnteredEvenIfPlannerCannotShowIt() {
        Shop shop = Shop.pos(Shop.titled(TaskField.ASSIGNEES, "000202 000203"));
        shop.assign(Set.of("u1"), Set.of("u3"));
        shop.sync();
        shop.worker.members.remove("u3");
        shop.say(TaskField.ASSIGNEES, "000201 000202 000203");

        shop.sync();

        assertThat(shop.item().assignees).containsExactly("u1", "u2");
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence())
                        .isEqualTo("The list of assignees was set to \"000201 000202\" in Planner,"
                                + " but Commerce said \"000201 000202 000203\", which holds."));
    }

    @Test
    void newsOfWhatPlannerOwnsIsEnteredWhenTheTaskIsMadeAnewWithWhatCommerceSaid() {
        Shop shop = Shop.with(
                Shop.with(TaskPolicy.Canceled.DELETED, "pos.due-date=planner"), TaskOrigin.POS, Shop.titled());
        shop.change(new Setting.Due(Instant.parse("2026-03-14T18:00:00Z")));
        shop.sync();
        shop.say(TaskField.DUE_DATE, "2026-03-13");
        shop.say(TaskField.STATUS, "Canceled");
        shop.commerce.intakeAll();
        shop.worker.run();
        assertThat(shop.planner.items()).isEmpty();
        assertThat(shop.worker.entries).isEmpty();

        shop.say(TaskField.STATUS, "NotStarted");
        shop.work();

        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.sentence())
                        .isEqualTo(
                                "The due date was set to \"2026-03-14\" in Planner, but Commerce said \"2026-03-13\","
                                        + " which holds."));
    }

    @Test
    void whatPeopleAttachToATaskOfHeadquartersStays() {
        Shop shop = Shop.hq(Shop.titled(TaskField.LINKS, "https://c/1"));
        shop.change(new Setting.References(set("https://p/1"), set()));
        shop.sync();
        shop.say(TaskField.LINKS, "https://c/2");

        shop.sync();

        assertThat(shop.item().references).containsExactly("https://c/2", "https://p/1");
        assertThat(shop.worker.entries).isEmpty();
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void notesComeWithLineEndsOfTheirOwn() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "One\nTwo"));
        shop.change(new Setting.Description("One\r\nTwo "));

        shop.sync();

        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void detailsAreReadOnlyWhenTheTaskMovedAndHasAny() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));

        shop.sync();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        shop.change(new Setting.Description("Once"));
        shop.sync();
        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class, Step.ReadTasks.class, Step.ReadDetails.class);
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskUpdated.class);
    }

    @Test
    void clearedNotesAreSeenWithoutReadingTheDetails() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.change(new Setting.Description(""));

        shop.sync();

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskUpdated.class,
                        news -> assertThat(news.changed()).containsEntry(TaskField.NOTES, ""));
    }
}
