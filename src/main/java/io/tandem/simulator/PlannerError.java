package io.tandem.simulator;

/** Planner's refusals; its error code is empty except for limits (graph-contract 1.3 and 8.6). */
final class PlannerError {
    private PlannerError() {}

    static GraphError bad(String message) {
        return GraphError.of(400, "", message);
    }

    static GraphError forbidden() {
        return GraphError.of(403, "", "You do not have the permissions that this item needs.");
    }

    static GraphError notFound() {
        return GraphError.of(404, "", "The requested item is not found.");
    }

    static GraphError conflict(String path) {
        return GraphError.of(409, "", "'" + path + "' was changed since the version that If-Match names.");
    }

    static GraphError precondition(String message) {
        return GraphError.of(412, "", message);
    }

    /** An object limit is reached; waiting does not help. */
    static GraphError limit(String code, int limit) {
        return GraphError.of(403, code, "The limit of " + limit + " is reached.");
    }
}
