package io.tandem.commerce;

import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import java.util.Optional;
import java.util.Set;

/**
 * What is so by now of what Commerce is told, by which an old update is known as such whenever it comes again. An update is
 * written in the transaction that writes what it tells of: what is asked here is never older than an update that was sent.
 */
public interface CurrentState {

    /**
     * The status of a task, and by what else it is known.
     *
     * @param status what both sides agree on
     * @param unheard what it was before, since Commerce said one itself: updates that say so may still be on their way
     * @param title its title, empty while it has none
     */
    record StatusNow(TaskStatus status, Set<TaskStatus> unheard, String title) {
        /** Copies what it was. */
        public StatusNow {
            unheard = Set.copyOf(unheard);
        }
    }

    /** {@return whether the store is known to have another team} */
    boolean hasOtherTeam(StoreNumber store, String teamId);

    /** {@return whether the store is known to have another plan, or none any more} */
    boolean hasOtherPlan(StoreNumber store, String planId);

    /** {@return the status of a task, empty when nothing is known of it} */
    Optional<StatusNow> status(StoreNumber store, TaskId task);
}
