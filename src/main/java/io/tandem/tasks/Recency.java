package io.tandem.tasks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer shows a task as it was before what is known of it: a list may lag behind a write of Tandem's own. Such an
 * answer tells nothing. Who shows the same for longer than Planner lags is believed all the same, so that nothing is hidden for good
 * by an order of etags that does not hold.
 */
record Recency(TaskView view) {
    private static final String TASK = KnownTask.Parked.OLD + "Task";
    private static final String DETAILS = KnownTask.Parked.OLD + "Details";

    boolean isOld(PlannerTask task) {
        return view.known().presence() instanceof Presence.Present present && isOld(task.etag(), present.etag(), TASK);
    }

    boolean isOld(PlannerDetails details) {
        return isOld(details.etag(), view.known().details().etag(), DETAILS);
    }

    private boolean isOld(String etag, String latest, String code) {
        return isOlder(etag, latest) && view.now().isBefore(believedAt(code));
    }

    /** Etags of one object are greater when newer (graph-contract 8.3); of another length they have another form, which orders nothing. */
    private static boolean isOlder(String etag, String latest) {
        return etag.length() == latest.length() && etag.compareTo(latest) < 0;
    }

    /** What is known of the task once Planner showed an old one: as before, and it is left alone until Planner has caught up. */
    KnownTask withOldTask() {
        return waiting(TASK);
    }

    /** The same of its details, which are still to be read. */
    KnownTask withOldDetails() {
        return waiting(DETAILS).with(view.known().details().doubted());
    }

    private KnownTask waiting(String code) {
        return view.known().parked(new KnownTask.Parked(code, believedAt(code), view.stamp()));
    }

    private Instant believedAt(String code) {
        KnownTask.Parked parked = view.known().parked();
        return parked != null && parked.code().equals(code)
                ? parked.until()
                : view.now().plus(view.policy().pace().settle());
    }

    /** Why it is left alone once the task itself was seen as it is. Only details that are still to be read may lag. */
    KnownTask.@Nullable Parked afterTask(KnownTask.Details details) {
        KnownTask.Parked parked = view.known().parked();
        boolean over =
                parked != null && (parked.code().equals(TASK) || parked.code().equals(DETAILS) && !details.stale());
        return over ? null : parked;
    }

    /** The same once its details were. */
    KnownTask.@Nullable Parked afterDetails() {
        KnownTask.Parked parked = view.known().parked();
        return parked != null && parked.code().equals(DETAILS) ? null : parked;
    }
}
