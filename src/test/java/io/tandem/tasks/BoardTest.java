package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.RetailTask;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.Board.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What people see of the tasks of a store. */
class BoardTest {
    private static final Standing STANDING = new Standing(Standing.State.IN_SYNC, "");

    private static Board board(Shop shop) {
        return Board.of(
                shop.worker.desired(), shop.worker.known, shop.worker.policy, STANDING, List.of(new Finding.NoTeam()));
    }

    private static FakePlanner.Item madeByHand(Shop shop) {
        shop.sync();
        FakePlanner.Item item = shop.planner.make(shop.worker.now, "teams");
        shop.planner.apply(item, new Setting.Title("Made by hand"), shop.worker.now);
        shop.sync();
        return item;
    }

    @Test
    void saysWhereTheWorkStandsAndWhatIsFound() {
        Board board = board(Shop.empty());

        assertThat(board).isEqualTo(new Board(STANDING, List.of(new Finding.NoTeam()), List.of()));
    }

    @Test
    void showsWhatCommerceSaidSinceAndWhatPeopleDidInPlanner() {
        Shop shop = Shop.pos(Shop.titled(TaskField.ASSIGNEES, "000201 000202"));
        shop.change(new Setting.Percent(50));
        shop.sync();
        shop.say(TaskField.TITLE, "Clean the door");
        shop.say(TaskField.DUE_DATE, "2026-03-20");
        shop.commerce.intake();
        shop.commerce.intake();

        Board board = board(shop);

        assertThat(board.rows())
                .containsExactly(new Row(
                        TaskRef.of(Shop.TASK),
                        shop.item().id,
                        "Clean the door",
                        "",
                        TaskStatus.IN_PROGRESS,
                        LocalDate.parse("2026-03-20"),
                        "000201 000202"));
    }

    @Test
    void showsATaskThatIsNotInPlannerYetAndItsList() {
        Shop shop = Shop.empty();
        shop.commerce.put(Shop.TASK, TaskOrigin.HQ, false, Shop.titled(), shop.worker.now);
        shop.commerce.intake();
        DesiredPlan desired = shop.worker.desired();
        SortedMap<TaskRef, RetailTask> tasks = new TreeMap<>();
        desired.tasks()
                .forEach((ref, task) -> tasks.put(
                        ref,
                        new RetailTask(task.id(), task.store(), task.origin(), "Opening", false, task.words(), null)));
        DesiredPlan listed = new DesiredPlan(
                desired.store(), desired.teamId(), tasks, desired.users(), desired.members(), desired.links());

        Board board = Board.of(listed, KnownPlan.unknown(), Shop.policy(), STANDING, List.of());

        assertThat(board.rows())
                .containsExactly(new Row(
                        TaskRef.of(Shop.TASK), null, "Clean the window", "Opening", TaskStatus.NOT_STARTED, null, ""));
    }

    @Test
    void showsATaskMadeInPlannerOnceWhetherCommerceHasNamedItOrNot() {
        Shop shop = Shop.empty();
        FakePlanner.Item item = madeByHand(shop);
        assertThat(board(shop).rows()).extracting(Row::task).containsExactly(TaskRef.madeInPlanner(item.id));
        shop.hear();

        Board board = board(shop);

        assertThat(board.rows()).extracting(Row::task).containsExactly(TaskRef.of(new TaskId(item.id)));
        assertThat(board.rows()).extracting(Row::plannerTaskId).containsExactly(item.id);
    }

    @Test
    void namesCanceledTasksWhoeverCanceledThem() {
        Shop shop = Shop.hq(Shop.titled());
        shop.commerce.put(new TaskId("T2"), TaskOrigin.POS, false, Shop.titled(), shop.worker.now);
        FakePlanner.Item item = madeByHand(shop);
        shop.say(TaskField.STATUS, "Canceled");
        shop.sync();
        shop.planner.items().clear();
        shop.sync();

        Board board = board(shop);

        assertThat(board.rows())
                .extracting(Row::task)
                .containsExactly(TaskRef.of(Shop.TASK), TaskRef.of(new TaskId("T2")), TaskRef.madeInPlanner(item.id));
        assertThat(board.rows()).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo(TaskStatus.CANCELED);
            assertThat(row.plannerTaskId()).isNull();
        });
    }

    @Test
    void leavesOutWhatBothSidesDeleted() {
        Shop shop = Shop.hq(Shop.titled());
        shop.delete();
        shop.commerce.intake();
        assertThat(board(shop).rows()).extracting(Row::plannerTaskId).containsExactly(shop.item().id);
        shop.sync();

        Board board = board(shop);

        assertThat(shop.worker.desired().tasks()).hasSize(1);
        assertThat(board.rows()).isEmpty();
    }

    @Test
    void leavesOutWhatHasNoTitle() {
        Shop shop = Shop.hq(Map.of(TaskField.STATUS, "InProgress"));

        assertThat(board(shop).rows()).isEmpty();
    }
}
