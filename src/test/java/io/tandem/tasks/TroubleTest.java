package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.model.LeaseLostException;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.tasks.Reconciler.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that fail, come too late, or are refused. */
class TroubleTest {

    private static void post(Shop shop, String id) {
        shop.commerce.put(new TaskId(id), TaskOrigin.POS, false, Map.of(TaskField.TITLE, id), shop.worker.now);
        shop.commerce.intake();
    }

    /** Commerce has reworded title and notes, and Planner has neither yet. */
    private static Shop rewordedByCommerce() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.say(TaskField.TITLE, "Clean the door");
        shop.say(TaskField.NOTES, "Once");
        shop.commerce.intake();
        shop.commerce.intake();
        return shop;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aWriteOfOursIsNeverNewsAndIsDoneInTheEnd(Fault fault) {
        Shop shop = rewordedByCommerce();
        for (int times = 0; times < 2; times++) {
            shop.worker.run(step -> step instanceof Step.Write ? fault : Fault.NONE);
            shop.wait(Duration.ofSeconds(6));
        }

        shop.sync();
        shop.sync();

        assertThat(shop.item().title).isEqualTo("Clean the door");
        assertThat(shop.item().description).isEqualTo("Once");
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
        assertThat(shop.known().written()).isEmpty();
    }

    @Test
    void whoIsTooLateLooksMergesAndWritesAgain() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Title("From Planner"));
        shop.say(TaskField.DUE_DATE, "2026-03-20");
        shop.say(TaskField.TITLE, "From Commerce");
        shop.commerce.intake();

        shop.work();

        assertThat(shop.kinds()).containsExactly(Step.UpdateTask.class, Step.ReadTask.class, Step.UpdateTask.class);
        assertThat(shop.item().title).isEqualTo("From Planner");
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskUpdated.class);
        assertThat(shop.worker.entries).hasSize(1);
    }

    @Test
    void detailsThatSomebodyChangedAreReadAgain() {
        Shop shop = Shop.hq(Shop.titled(TaskField.NOTES, "Twice"));
        shop.change(new Setting.Description("By hand"));
        shop.say(TaskField.NOTES, "Once");

        shop.work();

        assertThat(shop.kinds())
                .containsExactly(Step.UpdateDetails.class, Step.ReadDetails.class, Step.UpdateDetails.class);
        assertThat(shop.item().description).isEqualTo("Once");
        assertThat(shop.worker.entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.lost()).isEqualTo("By hand"));
    }

    @Test
    void aChangeOfAnotherFieldIsSeenInTheAnswerToAWrite() {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Percent(50));
        shop.say(TaskField.TITLE, "From Commerce");

        shop.work();

        assertThat(shop.kinds()).containsExactly(Step.UpdateTask.class);
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskStatusChanged.class);
    }

    @Test
    void somebodyWhomPeopleAssignWhileOthersAreAssignedIsTold() {
        Shop shop = Shop.pos(Shop.titled());
        shop.assign(Set.of("u3"), Set.of());
        shop.say(TaskField.ASSIGNEES, "000201");

        shop.work();

        assertThat(shop.item().assignees).containsExactly("u1", "u3");
        shop.assertAssigned("000201 000203");
    }

    @Test
    void aTaskThatIsGoneWhenItIsWrittenIsLookedForBeforeItCounts() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.items().clear();
        shop.say(TaskField.TITLE, "From Commerce");
        shop.work();
        assertThat(shop.worker.news).isEmpty();

        shop.worker.runUntil(shop.worker.now.plusSeconds(20));

        assertThat(shop.kinds())
                .containsExactly(Step.UpdateTask.class, Step.ReadTask.class, Step.ReadTasks.class, Step.ReadTask.class);
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.TaskDeleted.class);
    }

    @Test
    void aLimitOfATaskIsNamedAndTheOthersProceed() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("UpdateTask", "MaximumAssigneesInTasks");
        shop.say(TaskField.ASSIGNEES, "000201");
        post(shop, "T2");

        shop.work();

        assertThat(shop.planner.items()).hasSize(2);
        assertThat(shop.sentences())
                .containsExactly(
                        "task commerce/T1 does not fit into Planner: limit MaximumAssigneesInTasks is reached");
        assertThat(shop.worker.lastPlan.standing().state()).isEqualTo(Standing.State.IN_SYNC);
    }

    @Test
    void whatWasRefusedIsTriedAgainLaterAndAnythingElseAtOnce() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("UpdateTask", "");
        shop.say(TaskField.TITLE, "Too bad");
        shop.work();
        assertThat(shop.sentences())
                .containsExactly(
                        "Planner refused the title of task commerce/T1 (refused); it is tried again later, and all"
                                + " else of the task goes on");
        shop.planner.refusals.clear();
        shop.sync();
        assertThat(shop.item().title).isEqualTo("Clean the window");
        shop.say(TaskField.DUE_DATE, "2026-03-20");
        shop.work();
        assertThat(shop.item().due).isNotNull();
        assertThat(shop.item().title).isEqualTo("Clean the window");
        shop.say(TaskField.TITLE, "Better");

        shop.work();

        assertThat(shop.item().title).isEqualTo("Better");
        assertThat(shop.known().agreed(TaskField.TITLE).trial()).isNull();
        assertThat(shop.sentences()).isEmpty();
    }

    @Test
    void whatWasRefusedIsTriedAgainAfterSomeTime() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("UpdateTask", "accessDenied");
        shop.say(TaskField.TITLE, "Clean the door");
        shop.work();
        shop.planner.refusals.clear();

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(7)));

        assertThat(shop.item().title).isEqualTo("Clean the door");
    }

    @Test
    void whatTheApplicationMayNotWriteIsNamedAndTriedAgainWithinMinutes() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("UpdateTask", Outcome.Refused.FORBIDDEN);
        shop.planner.refusals.put("CreateTask", Outcome.Refused.FORBIDDEN);
        shop.say(TaskField.TITLE, "Clean the door");
        shop.commerce.put(
                new TaskId("T2"),
                TaskOrigin.POS,
                false,
                Shop.titled(TaskField.DUE_DATE, "2026-03-20"),
                shop.worker.now);
        shop.commerce.intakeAll();
        shop.worker.runUntil(shop.worker.now.plusSeconds(30));
        assertThat(shop.sentences())
                .containsExactly(
                        "Graph does not let Tandem write task commerce/T1; check that the application has"
                                + " Tasks.ReadWrite.All; it is tried again soon",
                        "Graph does not let Tandem write task commerce/T2; check that the application has"
                                + " Tasks.ReadWrite.All; it is tried again soon");
        shop.planner.refusals.clear();

        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(6)));

        assertThat(shop.item().title).isEqualTo("Clean the door");
        assertThat(shop.planner.items().values())
                .hasSize(2)
                .last()
                .satisfies(item -> assertThat(item.due).isNotNull());
        assertThat(shop.sentences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MaximumTasksInProject", "MaximumActiveTasksInProject"})
    void aFullPlanIsAskedOnce(String limit) {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.refusals.put("CreateTask", limit);
        post(shop, "T2");
        post(shop, "T3");
        post(shop, "T4");

        shop.work();

        assertThat(shop.kinds()).containsExactly(Step.CreateTask.class);
        assertThat(shop.sentences())
                .contains("2 more tasks wait because the plan is full: limit " + limit + " is reached");
    }

    @Test
    void aRefusedLookEndsTheWork() {
        Step look = new Step.ReadTasks("plan-1");
        Step ofTask = new Step.ReadTask(TaskRef.of(Shop.TASK), "P1");
        Outcome refused = new Outcome.Refused("accessDenied", "no");

        assertThat(refused.endsWork(look)).isTrue();
        assertThat(refused.endsWork(ofTask)).isFalse();
        assertThat(refused.endsWork(new Step.CreateBucket("plan-1", "Opening"))).isFalse();
        assertThat(new Outcome.Postponed(Instant.EPOCH, "", true).endsWork(ofTask))
                .isTrue();
        assertThat(new Outcome.Gone().endsWork(look)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatGraphDeniesTheApplicationWasNotDoneAndIsDoneOnceItMay(boolean passesTheIntendedStateOn) {
        Shop shop = rewordedByCommerce();
        post(shop, "T2");
        KnownPlan known = shop.worker.known;
        Transition transition = new Transition(shop.worker.desired(), Shop.policy(), shop.worker.now);
        List<Step> steps = new TaskPlanner(Shop.policy())
                .plan(transition.desired(), known, shop.worker.now)
                .steps();
        Outcome denied = new Outcome.Denied("the application has no permission");

        for (Step step : steps) {
            KnownPlan before =
                    passesTheIntendedStateOn ? transition.intended(known, step).known() : known;
            Change after = transition.after(before, step, denied);

            assertThat(denied.endsWork(step)).isTrue();
            assertThat(after.news()).isEmpty();
            assertThat(after.entries()).isEmpty();
            assertThat(after.known().calls()).isEqualTo(known.calls() + 1);
            assertThat(new TaskPlanner(Shop.policy())
                            .plan(transition.desired(), after.known(), shop.worker.now)
                            .steps())
                    .isEqualTo(steps);
        }
        assertThat(steps)
                .hasExactlyElementsOfTypes(Step.CreateTask.class, Step.UpdateTask.class, Step.UpdateDetails.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCommerceOverrulesIsEnteredOnceHoweverOftenTheWriteIsTried(boolean passesTheIntendedStateOn) {
        Shop shop = Shop.pos(Shop.titled());
        shop.change(new Setting.Title("From Planner"));
        shop.sync();
        shop.say(TaskField.TITLE, "From Commerce");
        shop.commerce.intake();
        KnownPlan known = shop.worker.known;
        Transition transition = new Transition(shop.worker.desired(), Shop.policy(), shop.worker.now);
        Step step = new TaskPlanner(Shop.policy())
                .plan(transition.desired(), known, shop.worker.now)
                .steps()
                .getFirst();
        Change intended = transition.intended(known, step);
        Outcome throttled = new Outcome.Postponed(shop.worker.now, "throttled", false);

        KnownPlan after = transition
                .after(passesTheIntendedStateOn ? intended.known() : known, step, throttled)
                .known();

        assertThat(intended.entries()).hasSize(1);
        assertThat(transition.intended(after, step).entries()).isEmpty();
    }

    @Test
    void anApplicationWithoutPermissionAsksOnce() {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.TITLE, "Clean the door");
        post(shop, "T2");

        shop.worker.run(step -> Fault.DENIED);

        assertThat(shop.planner.calls).isEmpty();
        assertThat(shop.worker.lastPlan.standing().state()).isEqualTo(Standing.State.WORKING);
        shop.sync();
        assertThat(shop.planner.items()).hasSize(2);
        assertThat(shop.item().title).isEqualTo("Clean the door");
    }

    @Test
    void aRefusedOrOutdatedLookChangesNothingButTheCalls() {
        Shop shop = Shop.pos(Shop.titled());
        KnownPlan before = shop.worker.known;
        Transition transition = new Transition(shop.worker.desired(), Shop.policy(), shop.worker.now);

        for (Outcome outcome : List.of(new Outcome.Refused("", ""), new Outcome.Outdated())) {
            KnownPlan after = transition
                    .after(before, new Step.ReadTasks("plan-1"), outcome)
                    .known();

            assertThat(after).isEqualTo(before.paid());
        }
    }

    @Test
    void aPlanWithATaskThatIsDueTodayIsReadEveryTwoMinutes() {
        Shop shop = Shop.pos(Shop.titled());
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(3)));
        assertThat(shop.worker.known.rhythm().interval())
                .isEqualTo(TaskPolicy.Pace.usual().quiet());
        shop.say(TaskField.DUE_DATE, "2026-03-10");

        shop.work();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofHours(1)));

        assertThat(shop.worker.known.rhythm().interval()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aTaskIsNamedByOneId() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TaskRef(null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new TaskRef(Shop.TASK, "P1"));
        assertThat(TaskRef.madeInPlanner("P1")).hasToString("planner/P1").isGreaterThan(TaskRef.of(Shop.TASK));
    }

    @Test
    void whoFailedSaysWhy() {
        assertThat(Standing.failed("no").state()).isEqualTo(Standing.State.FAILED);
        assertThat(new LeaseLostException("tasks/000135")).hasMessageContaining("tasks/000135");
    }
}
