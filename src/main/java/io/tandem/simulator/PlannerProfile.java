package io.tandem.simulator;

/**
 * The switches of Planner: object limits (graph-contract 12.2) and what the documentation leaves open (15). A switch is named with
 * {@code planner.} before it, for example {@code fast,planner.tasksInPlan=5}.
 *
 * @param plansInGroup plans of one group
 * @param tasksInPlan tasks of one plan
 * @param activeTasksInPlan tasks of one plan that are not complete
 * @param bucketsInPlan buckets of one plan
 * @param checklistItems checklist items of one task
 * @param references references of one task
 * @param assignees people assigned to one task
 * @param tasksAssignedToUser tasks assigned to one person
 * @param tasksCreatedByUser tasks created by one person
 * @param appTasksCounted the tasks that an application creates count against that limit too (11.4)
 * @param requestsPerSecond calls of Planner a second in the tenant before 429, 0 for no limit (row 14); real Planner publishes none
 * @param pageSize page size of every list
 * @param knownVersions so many etags of one object are known, older ones answer 412 (8.3)
 * @param ownChangesConflict a caller's own later change makes its stale etag conflict like anyone else's (row 9)
 * @param ifMatchStar {@code If-Match: *} is accepted (row 10)
 * @param countersMoveEtag a change of the details that shows in the task moves the etag of the task (row 11)
 * @param nonMemberAssignable people outside the group can be assigned, else 403 (row 13)
 */
public record PlannerProfile(
        int plansInGroup,
        int tasksInPlan,
        int activeTasksInPlan,
        int bucketsInPlan,
        int checklistItems,
        int references,
        int assignees,
        int tasksAssignedToUser,
        int tasksCreatedByUser,
        boolean appTasksCounted,
        double requestsPerSecond,
        int pageSize,
        int knownVersions,
        boolean ownChangesConflict,
        boolean ifMatchStar,
        boolean countersMoveEtag,
        boolean nonMemberAssignable) {

    /** The published limits and the suggested choices. */
    static PlannerProfile standard() {
        return new PlannerProfile(
                200, 9000, 2400, 200, 20, 10, 20, 3000, 20_000, false, 0, 200, 100, true, false, true, true);
    }
}
