package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.Locale;

/**
 * A change of one side that did not hold (DESIGN 7, conflict ledger).
 *
 * @param task the task
 * @param field the field
 * @param reason why it did not hold
 * @param won the value that holds, empty = none
 * @param lost the value that was lost, empty = none
 * @param at when it was decided
 */
public record LedgerEntry(TaskRef task, TaskField field, Reason reason, String won, String lost, Instant at) {

    /** Why a change did not hold. */
    public enum Reason {
        /** It was made in Planner, and Commerce owns the field. */
        COMMERCE_OWNS("%s was set to %s in Planner, but Commerce decides it and says %s"),
        /** It was made in Commerce, and Planner owns the field. */
        PLANNER_OWNS("%s was set to %s in Commerce, but Planner decides it and says %s"),
        /** It was made in Planner, and Commerce said something else later. */
        COMMERCE_LATER("%s was set to %s in Planner, but Commerce said %s, which holds"),
        /** It was made in Commerce, and Planner was changed later. */
        PLANNER_LATER("%s was set to %s in Commerce, but later to %s in Planner, which holds"),
        /** It was made in Planner, and Commerce deleted the task. */
        DELETED("%s was set to %s in Planner, but Commerce deleted the task");

        private final String form;

        Reason(String form) {
            this.form = form;
        }

        private String told(TaskField field, String lost, String won) {
            return String.format(Locale.ROOT, form, spoken(field), lost, won) + ".";
        }

        /** {@return the sentence on a field whose values are for few} */
        public String told(TaskField field, String hidden) {
            return told(field, hidden, hidden);
        }
    }

    /** {@return one sentence for the store manager; people by number or user id only} */
    public String sentence() {
        return reason.told(field, quoted(lost), quoted(won));
    }

    private static String spoken(TaskField field) {
        return switch (field) {
            case TITLE -> "The title";
            case NOTES -> "The text";
            case DUE_DATE -> "The due date";
            case ASSIGNEES -> "The list of assignees";
            case STATUS -> "The status";
            case LINKS -> "The list of links";
        };
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "nothing" : "\"" + value.replace("\n", ", ") + "\"";
    }
}
