package io.tandem.jdbc;

import io.tandem.commerce.CurrentState;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.TaskRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What is known of teams, plans and tasks, one row for each question. */
final class JdbcCurrentState implements CurrentState {
    private static final String OTHER_TEAM = """
            select exists (
                select from team where store_number = :store and lower(team_id) <> lower(:team))""";

    /** A plan that does not answer is the store's until another one is; a plan that is asked for has no update yet. */
    private static final String OTHER_PLAN = """
            select exists (
                select from plan
                where store_number = :store
                  and (stage = 'missing' or meant is not null or coalesce(plan_id, lost) <> :plan))""";

    private static final String AGREED = """
            select agreed from task where store_number = :store and ref = :ref""";

    private final Jdbi jdbi;

    JdbcCurrentState(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public boolean hasOtherTeam(StoreNumber store, String teamId) {
        return jdbi.withHandle(handle -> handle.createQuery(OTHER_TEAM)
                .bind("store", store.value())
                .bind("team", teamId)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public boolean hasOtherPlan(StoreNumber store, String planId) {
        return jdbi.withHandle(handle -> handle.createQuery(OTHER_PLAN)
                .bind("store", store.value())
                .bind("plan", planId)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Optional<StatusNow> status(StoreNumber store, TaskId task) {
        return jdbi.withHandle(handle -> handle.createQuery(AGREED)
                        .bind("store", store.value())
                        .bind("ref", TaskRef.of(task).toString())
                        .mapTo(String.class)
                        .findOne())
                .map(TaskJson::agreed)
                .flatMap(JdbcCurrentState::now);
    }

    private static Optional<StatusNow> now(Map<TaskField, Agreed> task) {
        String title = Optional.ofNullable(task.get(TaskField.TITLE))
                .map(Agreed::value)
                .orElse("");
        return Optional.ofNullable(task.get(TaskField.STATUS))
                .flatMap(agreed -> TaskStatus.of(agreed.value())
                        .map(status -> new StatusNow(status, unheard(agreed.told()), title)));
    }

    private static Set<TaskStatus> unheard(Agreed.@Nullable Told told) {
        return told == null
                ? Set.of()
                : told.earlier().stream()
                        .flatMap(word -> TaskStatus.of(word).stream())
                        .collect(Collectors.toSet());
    }
}
