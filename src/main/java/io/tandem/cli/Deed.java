package io.tandem.cli;

/**
 * Something that somebody does in a store of the demo.
 *
 * @param kind what kind of deed
 * @param store store number
 * @param storeName name of the store
 * @param team id of its team
 * @param user object id of who does it
 * @param who name of who does it
 * @param taskId id of the task in Commerce, empty when it has none
 * @param plannerTaskId id of the task in Planner, empty when it is not there yet
 * @param title title of the task
 * @param object what the deed brings: a new title, or object id and name of whoever is added
 * @param at when it was chosen, an instant; what the point of sale tells has this time
 */
record Deed(
        Kind kind,
        String store,
        String storeName,
        String team,
        String user,
        String who,
        String taskId,
        String plannerTaskId,
        String title,
        Named object,
        String at) {

    /**
     * What a deed brings.
     *
     * @param id object id of a person, empty for a title
     * @param name name of the person, or the title
     */
    record Named(String id, String name) {
        static final Named NOTHING = new Named("", "");
    }

    /** What people do, what Commerce has to hear of it, and what the task is afterwards. */
    enum Kind {
        /** Somebody completes a task in Planner. */
        COMPLETED("planner.task.status.changed", "Completed"),
        /** Somebody begins one. */
        STARTED("planner.task.status.changed", "InProgress"),
        /** Somebody deletes one. */
        DELETED("planner.task.deleted", "Canceled"),
        /** Somebody makes one of the store's own. */
        MADE("planner.task.created", "NotStarted"),
        /** Somebody completes a task while the point of sale says that it is begun: a conflict. */
        CLASHED("planner.task.status.changed", "Completed"),
        /** Somebody gives a task of headquarters another title, which is theirs: a conflict. */
        RENAMED("", ""),
        /** Somebody completes a task at the point of sale. */
        AT_THE_TILL("", "Completed"),
        /** Somebody adds a colleague to a team by hand. */
        ADDED("teams.membership.drifted", "");

        private final String told;
        private final String status;

        Kind(String told, String status) {
            this.told = told;
            this.status = status;
        }

        /** {@return type of the one message to Commerce, without prefix; empty when there must be none} */
        String told() {
            return told;
        }

        /** {@return the word of Commerce for what the task is afterwards, empty when that says nothing} */
        String status() {
            return status;
        }

        boolean isConflict() {
            return this == CLASHED || this == RENAMED;
        }
    }

    /** {@return whether it is a change of a task in Planner of which Commerce has to hear} */
    boolean goesToCommerce() {
        return kind.told().startsWith("planner.");
    }

    String place() {
        return store + " " + storeName;
    }
}
