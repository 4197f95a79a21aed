package io.tandem.route;

import io.tandem.commerce.CurrentState;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Tandem knows, as a test puts it; at first nothing. */
final class StateNow implements CurrentState {
    private final Map<StoreNumber, String> teams = new HashMap<>();
    private final Map<StoreNumber, String> plans = new HashMap<>();
    /** What every task is called. */
    static final String TITLE = "Dress the windows";

    private final Map<TaskId, StatusNow> statuses = new HashMap<>();

    void team(String store, String team) {
        teams.put(new StoreNumber(store), team);
    }

    void plan(String store, String plan) {
        plans.put(new StoreNumber(store), plan);
    }

    void status(String task, TaskStatus status, TaskStatus... unheard) {
        statuses.put(new TaskId(task), new StatusNow(status, Set.of(unheard), TITLE));
    }

    @Override
    public boolean hasOtherTeam(StoreNumber store, String teamId) {
        return !teams.getOrDefault(store, teamId).equals(teamId);
    }

    @Override
    public boolean hasOtherPlan(StoreNumber store, String planId) {
        return !plans.getOrDefault(store, planId).equals(planId);
    }

    @Override
    public Optional<StatusNow> status(StoreNumber store, TaskId task) {
        return Optional.ofNullable(statuses.get(task));
    }
}
