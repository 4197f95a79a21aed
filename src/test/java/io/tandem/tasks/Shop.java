package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A store whose tasks are in step, for tests of what follows from one change. */
final class Shop {
    static final TaskId TASK = new TaskId("T1");

    final FakeCommerce commerce = new FakeCommerce(false, false);
    final FakePlanner planner = new FakePlanner(true);
    final Reconciler worker;

    private Shop(TaskPolicy policy) {
        worker = new Reconciler(commerce, planner, policy, true);
    }

    static TaskPolicy policy() {
        return with(TaskPolicy.Canceled.DELETED, "");
    }

    static TaskPolicy with(TaskPolicy.Canceled canceled, String owners) {
        return with(canceled, owners, false);
    }

    static TaskPolicy withHistory() {
        return with(TaskPolicy.Canceled.DELETED, "", true);
    }

    private static TaskPolicy with(TaskPolicy.Canceled canceled, String owners, boolean history) {
        return new TaskPolicy(
                "{name} tasks",
                "Store tasks",
                canceled,
                FakePlanner.OURS,
                FieldOwnership.shipped().with(owners),
                TaskPolicy.Pace.usual(),
                history);
    }

    static Shop empty() {
        return new Shop(policy());
    }

    /** A shop with one task, in Commerce and in Planner. */
    static Shop with(TaskPolicy policy, TaskOrigin origin, Map<TaskField, String> values) {
        Shop shop = new Shop(policy);
        shop.commerce.put(TASK, origin, false, values, shop.worker.now);
        return shop.inStep();
    }

    static Shop pos(Map<TaskField, String> values) {
        return with(policy(), TaskOrigin.POS, values);
    }

    static Shop hq(Map<TaskField, String> values) {
        return with(policy(), TaskOrigin.HQ, values);
    }

    static Map<TaskField, String> titled() {
        return Map.of(TaskField.TITLE, "Clean the window");
    }

    static Map<TaskField, String> titled(TaskField field, String value) {
        Map<TaskField, String> values = new EnumMap<>(titled());
        values.put(field, value);
        return values;
    }

    /** Both sides hear of everything, and the calls, news and entries so far are forgotten. */
    Shop inStep() {
        sync();
        for (int echo = 0; echo < 3; echo++) {
            hear();
            sync();
        }
        planner.calls.clear();
        worker.news.clear();
        worker.entries.clear();
        return this;
    }

    /** Looks at Planner and works until there is nothing to do. */
    void sync() {
        commerce.intake();
        commerce.intake();
        commerce.intake();
        worker.now = worker.now.plusSeconds(61);
        worker.known = worker.known.doubted();
        worker.run();
    }

    /** Works without a look of its own until there is nothing to do. */
    void work() {
        commerce.intake();
        worker.run();
    }

    void hear() {
        while (!commerce.isQuiet()) {
            commerce.hear(worker.now);
            commerce.intake();
        }
    }

    void say(TaskField field, String value) {
        commerce.edit(TASK, field, value, worker.now);
    }

    void delete() {
        commerce.put(TASK, TaskOrigin.HQ, true, Map.of(), worker.now);
    }

    void change(Setting setting) {
        planner.apply(item(), setting, worker.now);
    }

    FakePlanner.Item item() {
        return planner.items().values().iterator().next();
    }

    KnownTask known() {
        return worker.known.task(TaskRef.of(TASK)).orElseThrow();
    }

    /** Commerce was told of nothing but that a task is for these workers. */
    void assertAssigned(String personnelNumbers) {
        assertThat(worker.news)
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskNews.TaskAssigned.class,
                        news -> assertThat(news.assignees()).isEqualTo(personnelNumbers));
    }

    /** People assign some and take others out. */
    void assign(Set<String> come, Set<String> go) {
        change(new Setting.Assignments(new TreeSet<>(come), new TreeSet<>(go)));
    }

    void wait(Duration time) {
        worker.now = worker.now.plus(time);
    }

    List<Class<?>> kinds() {
        return planner.calls.stream().<Class<?>>map(Step::getClass).toList();
    }

    List<String> sentences() {
        return worker.lastPlan.findings().stream().map(Finding::sentence).toList();
    }
}
