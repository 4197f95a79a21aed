package io.tandem;

import io.tandem.tasks.Step;

/** Every kind of call that Tandem makes about tasks, and when in the story it comes. */
enum TaskFaultsCall {
    FIND_PLANS(Step.FindPlans.class, "GET", "^/v1.0/groups/[^/]+/planner/plans$", Scene.LIST_STARTED),
    CREATE_PLAN(Step.CreatePlan.class, "POST", "^/v1.0/planner/plans$", Scene.LIST_STARTED),
    READ_TASKS(Step.ReadTasks.class, "GET", "^/v1.0/planner/plans/[^/]+/tasks$", Scene.LIST_STARTED),
    READ_BUCKETS(Step.ReadBuckets.class, "GET", "^/v1.0/planner/plans/[^/]+/buckets$", Scene.LIST_STARTED),
    CREATE_BUCKET(Step.CreateBucket.class, "POST", "^/v1.0/planner/buckets$", Scene.LIST_STARTED),
    CREATE_TASK(Step.CreateTask.class, "POST", "^/v1.0/planner/tasks$", Scene.LIST_STARTED),
    READ_DETAILS(Step.ReadDetails.class, "GET", "^/v1.0/planner/tasks/[^/]+/details$", Scene.LIST_STARTED),
    UPDATE_DETAILS(Step.UpdateDetails.class, "PATCH", "^/v1.0/planner/tasks/[^/]+/details$", Scene.LIST_STARTED),
    UPDATE_TASK(Step.UpdateTask.class, "PATCH", "^/v1.0/planner/tasks/[^/]+$", Scene.TASK_BEGUN),
    DELETE_TASK(Step.DeleteTask.class, "DELETE", "^/v1.0/planner/tasks/[^/]+$", Scene.TASK_CANCELED),
    READ_HISTORY(
            Step.ReadHistory.class, "GET", "^/beta/planner/plans/[^/]+/historyItems", Scene.TASK_DELETED_BY_SOMEBODY),
    READ_TASK(Step.ReadTask.class, "GET", "^/v1.0/planner/tasks/[^/]+$", Scene.TASK_DELETED_BY_SOMEBODY);

    /** What happens last. */
    enum Scene {
        /** Headquarters starts a list in a store that has no plan. */
        LIST_STARTED,
        /** Somebody begins a task at the point of sale. */
        TASK_BEGUN,
        /** Headquarters cancels a task. */
        TASK_CANCELED,
        /** Somebody deletes a task in Planner. */
        TASK_DELETED_BY_SOMEBODY
    }

    private final Class<? extends Step> step;
    private final String method;
    private final String path;
    private final Scene scene;

    TaskFaultsCall(Class<? extends Step> step, String method, String path, Scene scene) {
        this.step = step;
        this.method = method;
        this.path = path;
        this.scene = scene;
    }

    Class<? extends Step> step() {
        return step;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    Scene scene() {
        return scene;
    }
}
