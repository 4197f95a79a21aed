package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A plan that answers as if it were not there. */
class SilentPlanTest {
    private static final String PLAN = "plan-1";

    private static void rest(Shop shop, Duration time) {
        shop.worker.runUntil(shop.worker.now.plus(time));
    }

    private static void look(Shop shop) {
        shop.worker.known = shop.worker.known.doubted();
        shop.worker.run();
    }

    private static long finds(Shop shop) {
        return shop.planner.calls.stream()
                .filter(Step.FindPlans.class::isInstance)
                .count();
    }

    @Test
    void isNotGoneAsLongAsItsGroupListsItAndIsAskedLessAndLess() {
        Shop shop = Shop.pos(Shop.titled());
        Map<String, FakePlanner.Item> items = Objects.requireNonNull(shop.planner.plans.remove(PLAN));

        look(shop);
        rest(shop, Duration.ofHours(1));
        long firstHour = finds(shop);
        rest(shop, Duration.ofHours(5));

        assertThat(firstHour).isBetween(6L, 16L);
        assertThat(finds(shop) - firstHour).isBetween(15L, 25L);
        assertThat(shop.kinds()).doesNotContain(Step.CreatePlan.class);
        assertThat(shop.worker.news).isEmpty();
        shop.planner.plans.put(PLAN, items);
        shop.planner.apply(items.values().iterator().next(), new Setting.Title("Clean the door"), shop.worker.now);
        rest(shop, Duration.ofMinutes(16));
        assertThat(shop.worker.known.stage()).isEqualTo(new PlanStage.Ready(PLAN));
        shop.hear();
        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.TITLE)).isEqualTo("Clean the door");
    }

    @Test
    void isNotGoneWhenItsGroupDoesNotListItForAMoment() {
        Shop shop = Shop.pos(Shop.titled());
        Map<String, FakePlanner.Item> items = shop.planner.plans.remove(PLAN);
        String title = shop.planner.planTitles.remove(PLAN);

        look(shop);
        rest(shop, Duration.ofSeconds(90));
        shop.planner.planTitles.put(PLAN, title);
        rest(shop, Duration.ofSeconds(90));
        shop.planner.planTitles.remove(PLAN);
        rest(shop, Duration.ofSeconds(30));
        shop.planner.planTitles.put(PLAN, title);
        shop.planner.plans.put(PLAN, items);
        rest(shop, Duration.ofMinutes(5));

        assertThat(shop.kinds()).doesNotContain(Step.CreatePlan.class);
        assertThat(shop.worker.known.stage()).isEqualTo(new PlanStage.Ready(PLAN));
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.known().presence().plannerTaskId()).isPresent();
    }

    @Test
    void isGoneOnceItsGroupHasNotListedItForTheTimeToSettle() {
        Shop shop = Shop.pos(Shop.titled());
        shop.planner.plans.clear();
        shop.planner.planTitles.clear();
        shop.planner.buckets.clear();

        look(shop);
        rest(shop, Duration.ofSeconds(110));
        assertThat(shop.kinds()).doesNotContain(Step.CreatePlan.class);
        rest(shop, Duration.ofSeconds(30));

        assertThat(shop.kinds()).containsOnlyOnce(Step.CreatePlan.class);
        assertThat(shop.planner.items()).hasSize(1);
        assertThat(shop.worker.news).singleElement().isInstanceOf(TaskNews.PlanLinked.class);
    }
}
