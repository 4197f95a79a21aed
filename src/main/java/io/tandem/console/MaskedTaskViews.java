package io.tandem.console;

import io.tandem.model.StoreNumber;
import io.tandem.tasks.Rollup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Tasks as those see them who need not know who does them, nor what is said in their texts. */
record MaskedTaskViews(TaskViews whole) implements TaskViews {
    @Override
    public Map<String, Long> counts() {
        return whole.counts();
    }

    @Override
    public Page page(Wanted wanted) {
        Page page = whole.page(wanted);
        return new Page(page.rows().stream().map(MaskedTaskViews::masked).toList(), page.next());
    }

    @Override
    public SortedMap<String, Rollup> rollup(Rollup.By by) {
        return whole.rollup(by);
    }

    @Override
    public Optional<StoreTasksView> store(StoreNumber number) {
        return whole.store(number).map(MaskedTaskViews::masked);
    }

    /** What is to be done is told as it is; who does it, and what was decided against whom, is masked. */
    static Row masked(Row row) {
        return new Row(
                row.storeNumber(),
                row.name(),
                row.region(),
                row.taskId(),
                row.plannerTaskId(),
                row.title(),
                row.list(),
                row.status(),
                row.due(),
                masked(row.assignees()),
                row.overdue(),
                row.conflicts().stream().map(Conflict::masked).toList());
    }

    private static StoreTasksView masked(StoreTasksView view) {
        return new StoreTasksView(
                view.planId(),
                view.state(),
                Mask.text(view.reason()),
                masked(view.findings()),
                view.graphCalls(),
                view.nextLookAt());
    }

    private static List<String> masked(List<String> texts) {
        return texts.stream().map(Mask::text).toList();
    }
}
