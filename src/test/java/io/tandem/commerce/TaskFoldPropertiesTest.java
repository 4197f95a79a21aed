package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.commerce.TaskHistories.History;
import io.tandem.model.Key;
import io.tandem.model.RetailTask;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(TaskHistories.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class TaskFoldPropertiesTest {
    private static final Map<TaskField, String> NAMES = Map.of(
            TaskField.TITLE, "title",
            TaskField.NOTES, "notes",
            TaskField.DUE_DATE, "due",
            TaskField.ASSIGNEES, "assignees",
            TaskField.STATUS, "status",
            TaskField.LINKS, "links");

    @Property(tries = 200)
    void givesTheSameTasksInAnyOrderAndAnyRepetition(@ForAll History history, @ForAll long seed) {
        List<TestEvent> twice = new ArrayList<>(history.events());
        twice.addAll(history.events());
        Random random = new Random(seed);
        Collections.shuffle(twice, random);

        MemoryState shuffled = new MemoryState();
        for (int next = 0; next < twice.size(); ) {
            int end = Math.min(twice.size(), next + 1 + random.nextInt(8));
            shuffled.fold(twice.subList(next, end).toArray(TestEvent[]::new));
            next = end;
        }

        assertThat(tasks(shuffled)).isEqualTo(tasks(inOrder(history)));
    }

    @Property(tries = 300)
    void givesTheTasksOfTheLedger(@ForAll History history) {
        MemoryState state = inOrder(history);

        for (String store : TaskHistories.STORES) {
            assertThat(state.tasks(store).tasks().stream().map(TaskFoldPropertiesTest::line))
                    .as(store)
                    .containsExactlyElementsOf(new TaskLedger(store, history.events()).tasks());
        }
    }

    @Property(tries = 200)
    void makesDueEveryStoreWhoseTasksChangeAndNoTeamThatStays(@ForAll History history) {
        MemoryState state = new MemoryState();
        List<StoreTasks> before = tasks(state);
        List<StoreStaff> staffBefore = staff(state);

        for (TestEvent event : history.events()) {
            CommerceState.Outcome outcome = state.fold(event);

            List<StoreTasks> after = tasks(state);
            for (int store = 0; store < before.size(); store++) {
                StoreNumber number = after.get(store).store().number();
                if (!before.get(store).equals(after.get(store))) {
                    assertThat(outcome.due()).contains(Key.ofTasks(number));
                }
                if (event.json().path("type").asText().contains(".task.")) {
                    assertThat(outcome.due()).doesNotContain(Key.of(number));
                    assertThat(staff(state)).isEqualTo(staffBefore);
                }
            }
            before = after;
            staffBefore = staff(state);
        }
    }

    private static String line(RetailTask task) {
        Map<String, String> values = new TreeMap<>();
        task.words().forEach((field, said) -> values.put(NAMES.get(field), String.valueOf(said.value())));
        return task.id() + " " + task.list() + " " + task.origin() + " " + task.deleted() + " " + values;
    }

    private static MemoryState inOrder(History history) {
        MemoryState state = new MemoryState();
        history.events().forEach(state::fold);
        return state;
    }

    private static List<StoreTasks> tasks(MemoryState state) {
        return TaskHistories.STORES.stream().map(state::tasks).toList();
    }

    private static List<StoreStaff> staff(MemoryState state) {
        return TaskHistories.STORES.stream().map(state::staff).toList();
    }
}
