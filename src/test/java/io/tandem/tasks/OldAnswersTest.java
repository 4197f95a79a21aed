package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Answers that show a task, or its details, as they were before what Tandem knows of them. */
class OldAnswersTest {
    private static final Function<Step, Reconciler.Fault> LAGGING = step -> Reconciler.Fault.OLD_ANSWER;

    private static Shop completedByCommerce() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.say(TaskField.STATUS, "Completed");
        shop.work();
        assertThat(shop.item().percent).isEqualTo(100);
        shop.planner.calls.clear();
        return shop;
    }

    private static void lookAtCopy(Shop shop) {
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run(LAGGING);
    }

    @Test
    void aListThatLagsBehindTandemsOwnWriteIsNobodysEdit() {
        Shop shop = completedByCommerce();

        lookAtCopy(shop);

        assertThat(shop.kinds()).containsExactly(Step.ReadTasks.class);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.known().shown(TaskField.STATUS)).isEqualTo("Completed");
        assertThat(shop.worker.lastPlan.againAt())
                .isBeforeOrEqualTo(shop.worker.now.plus(TaskPolicy.Pace.usual().busy()));
        assertThat(shop.sentences()).isEmpty();
    }

    @Test
    void theTaskIsAsItIsOnceTheListHasCaughtUp() {
        Shop shop = completedByCommerce();
        lookAtCopy(shop);

        shop.change(new Setting.Percent(50));
        shop.sync();

        assertThat(shop.known().parked()).isNull();
        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskStatusChanged.class,
                        news -> assertThat(news.status()).isEqualTo("InProgress"));
    }

    @Test
    void aTaskThatIsReadToSettleAnUnclearWriteMayLagToo() {
        Shop shop = completedByCommerce();
        shop.worker.known =
                shop.worker.known.with(TaskRef.of(Shop.TASK), shop.known().doubted());

        shop.worker.run(LAGGING);

        assertThat(shop.kinds()).containsExactly(Step.ReadTask.class);
        assertThat(shop.worker.news).isEmpty();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(5)));
        assertThat(shop.known().presence())
                .isInstanceOfSatisfying(
                        Presence.Present.class,
                        present -> assertThat(present.sight()).isEqualTo(Presence.Sight.CLEAR));
        assertThat(shop.worker.news).isEmpty();
    }

    @Test
    void detailsThatLagAreReadAgain() {
        Shop shop = Shop.pos(Shop.titled(TaskField.NOTES, "Twice"));
        shop.say(TaskField.NOTES, "Once");
        shop.work();
        shop.change(new Setting.Title("Clean the door"));
        shop.worker.known = shop.worker.known.with(
                TaskRef.of(Shop.TASK), shop.known().with(shop.known().details().doubted()));
        shop.planner.calls.clear();

        shop.worker.run(LAGGING);

        assertThat(shop.kinds()).containsExactly(Step.ReadDetails.class);
        assertThat(shop.known().shown(TaskField.NOTES)).isEqualTo("Once");
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(5)));
        assertThat(shop.known().details().stale()).isFalse();
        assertThat(shop.worker.news).hasSize(1);
        assertThat(shop.item().description).isEqualTo("Once");
    }

    @Test
    void aListThatLagsBehindAWriteOfTheDetailsIsNobodysEdit() {
        Shop shop = Shop.pos(Shop.titled());
        shop.say(TaskField.NOTES, "Once");
        shop.work();

        lookAtCopy(shop);

        assertThat(shop.worker.news).isEmpty();
        shop.worker.runUntil(shop.worker.now.plus(Duration.ofMinutes(5)));
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.item().description).isEqualTo("Once");
        assertThat(shop.known().shown(TaskField.NOTES)).isEqualTo("Once");
    }

    @Test
    void whoShowsTheSameForLongIsBelievedWhateverTheEtagsSay() {
        Shop shop = completedByCommerce();
        FakePlanner.Item item = shop.item();
        item.version -= 1;
        item.percent = 0;

        shop.worker.runUntil(
                shop.worker.now.plus(TaskPolicy.Pace.usual().settle()).plusSeconds(30));

        assertThat(shop.worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskStatusChanged.class,
                        news -> assertThat(news.status()).isEqualTo("NotStarted"));
    }
}
