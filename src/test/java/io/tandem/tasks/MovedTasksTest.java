package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.Reconciler.Fault;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tasks that leave a plan and come back, because people move them or because a list is late. */
class MovedTasksTest {
    private static final String OTHER = "somebody-else's";

    private static Shop moved() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.move(shop.item(), OTHER);
        shop.sync();
        shop.hear();
        return shop;
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
        FakePlanner.Item item = Objects.requireNonNull(shop.planner.plans.get(OTHER))
                .values()
                .iterator()
                .next();
        shop.planner.calls.clear();

        shop.planner.move(item, shop.planner.plans.firstEntry().getKey());
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
        assertThat(shop.known().presence()).isEqualTo(new Presence.Absent(item.id));
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
        assertThat(shop.known().presence()).isEqualTo(new Presence.Absent(item.id));
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
}
