package io.tandem.tasks;

import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What follows for one field from what both sides say of it.
 *
 * <p>Of a shared field the later change wins (DESIGN 7), and later is what happened later, in whatever order Tandem hears
 * of it. Commerce says when: the time of the event that brought the word. Planner does so only of a completion. Any other
 * change happened at some time between the last look that did not show it and the first that does, and counts from the
 * middle, which is wrong least; so does what takes a call of its own to see after that look, a deletion or a change of the
 * details. Of what was told to Commerce that time is kept, so that a word which Commerce said before
 * and which comes afterwards loses as it would have lost in time.
 */
sealed interface Merge {

    /**
     * What one side says of a field.
     *
     * @param value in Planner's terms
     * @param changed whether this is new since both sides agreed
     * @param at since when it is so
     */
    record Side(String value, boolean changed, Instant at) {}

    /** Both say the same, or neither says anything new. */
    record Unchanged() implements Merge {}

    /** Planner gets the value of Commerce. */
    record ToPlanner() implements Merge {}

    /** Commerce is told the value of Planner. */
    record ToCommerce() implements Merge {}

    /** One side's change does not hold. */
    record Conflict(boolean plannerWins) implements Merge {}

    /** Whether Commerce is told the value of Planner. */
    default boolean isTold() {
        return this instanceof ToCommerce || this instanceof Conflict(boolean plannerWins) && plannerWins;
    }

    /** Equal values are no conflict, whoever changed them. */
    static Merge of(TaskField field, Owner owner, Side commerce, Side planner) {
        if (commerce.value().equals(planner.value()) || !commerce.changed() && !planner.changed()) {
            return new Unchanged();
        }
        if (!planner.changed()) {
            return owner == Owner.PLANNER ? new Conflict(true) : new ToPlanner();
        }
        if (!commerce.changed()) {
            return owner == Owner.COMMERCE ? new Conflict(false) : new ToCommerce();
        }
        return new Conflict(
                switch (owner) {
                    case COMMERCE -> false;
                    case PLANNER -> true;
                    case SHARED -> isLater(field, planner, commerce);
                });
    }

    /** On a tie Completed wins, and else Commerce. Of a time in whole seconds nobody knows the fraction: all that second is a tie. */
    static boolean isLater(TaskField field, Side planner, Side commerce) {
        Instant said = commerce.at();
        Instant shown = said.getNano() == 0 ? planner.at().truncatedTo(ChronoUnit.SECONDS) : planner.at();
        return shown.equals(said)
                ? field == TaskField.STATUS && TaskStatus.COMPLETED.word().equals(planner.value())
                : shown.isAfter(said);
    }
}
