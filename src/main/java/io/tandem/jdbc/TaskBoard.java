package io.tandem.jdbc;

import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.tasks.Board;
import io.tandem.tasks.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes for people where the tasks of a store stand. */
final class TaskBoard {
    private static final String STAND = """
            insert into task_standing (store_number, name, region, zone, state, reason, findings)
            values (:store, :name, :region, :zone, :state, :reason, :findings)
            on conflict (store_number) do update
            set name = excluded.name, region = excluded.region, zone = excluded.zone, state = excluded.state,
                reason = excluded.reason, findings = excluded.findings, updated_at = now()""";

    /** What is there already is left out before the insert: an upsert locks, and so writes, each row that it meets. */
    private static final String KEEP = """
            insert into task_board (store_number, ref, planner_task_id, title, list, status, due, assignees)
            select :store, ref, planner_task_id, title, list, status, due::date, assignees
            from unnest(:refs::text[], :plannerTaskIds::text[], :titles::text[], :lists::text[], :statuses::text[],
                        :dues::text[], :assignees::text[])
                 as fresh (ref, planner_task_id, title, list, status, due, assignees)
            except
            select store_number, ref, planner_task_id, title, list, status, due, assignees
            from task_board where store_number = :store
            on conflict (store_number, ref) do update
            set planner_task_id = excluded.planner_task_id, title = excluded.title, list = excluded.list,
                status = excluded.status, due = excluded.due, assignees = excluded.assignees""";

    private static final String DROP = """
            delete from task_board where store_number = :store and ref <> all(:refs::text[])""";

    private TaskBoard() {}

    /** A text that PostgreSQL takes, for people. */
    static String shown(String text) {
        return text.replace("\0", "");
    }

    static void stand(Handle handle, Store store, Board board) {
        String[] sentences = board.findings().stream()
                .map(Finding::sentence)
                .map(TaskBoard::shown)
                .toArray(String[]::new);
        handle.createUpdate(STAND)
                .bind("store", store.number().value())
                .bind("name", store.name())
                .bind("region", region(store.place()))
                .bind("zone", store.zone().getId())
                .bind("state", board.standing().state().name())
                .bind("reason", shown(board.standing().reason()))
                .bindArray("findings", String.class, (Object[]) sentences)
                .execute();
    }

    private static String region(Store.Place place) {
        return Optional.ofNullable(place.state()).orElse(Objects.requireNonNullElse(place.country(), ""));
    }

    static void replace(Handle handle, StoreNumber store, List<Board.Row> rows) {
        Object[] refs = column(rows, row -> row.task().toString());
        handle.createUpdate(DROP)
                .bind("store", store.value())
                .bindArray("refs", String.class, refs)
                .execute();
        handle.createUpdate(KEEP)
                .bind("store", store.value())
                .bindArray("refs", String.class, refs)
                .bindArray("plannerTaskIds", String.class, column(rows, Board.Row::plannerTaskId))
                .bindArray("titles", String.class, column(rows, row -> shown(row.title())))
                .bindArray("lists", String.class, column(rows, row -> shown(row.list())))
                .bindArray(
                        "statuses",
                        String.class,
                        column(rows, row -> row.status().word()))
                .bindArray("dues", String.class, column(rows, row -> Objects.toString(row.due(), null)))
                .bindArray("assignees", String.class, column(rows, Board.Row::assignees))
                .execute();
    }

    private static Object[] column(List<Board.Row> rows, Function<Board.Row, @Nullable String> value) {
        return rows.stream().map(value).toArray();
    }
}
