package io.tandem.tasks;

import static io.tandem.model.TaskField.DUE_DATE;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The day on which a task is due, once Commerce says that its store is in another zone: the same instant may be another day
 * there, though nobody changed anything. Noon of the day that Commerce named is owed to Planner anew; a time that people chose
 * stays the time that it is, and Commerce keeps the day that it was told.
 */
record DueDay(TaskView view) {
    /** What is known of the task, with the day of the zone in which its store is now. */
    KnownTask here(@Nullable Instant dueAt) {
        KnownTask known = view.known();
        ZoneId zone = view.desired().store().zone();
        ZoneId before = known.zone();
        return before == null || dueAt == null || before.equals(zone)
                ? known.in(zone)
                : moved(known, TaskForm.day(dueAt, before), dueAt).in(zone);
    }

    private KnownTask moved(KnownTask known, String dayBefore, Instant dueAt) {
        String day = view.form().day(dueAt);
        Agreed base = known.agreed(DUE_DATE);
        if (day.equals(dayBefore)) {
            return known;
        }
        KnownTask moved = dayBefore.equals(known.written().get(DUE_DATE)) ? writing(known, day) : known;
        return dayBefore.equals(base.planner())
                ? moved.with(Map.of(DUE_DATE, base.shownAs(day, isNamed(base, dueAt))))
                : moved;
    }

    private static KnownTask writing(KnownTask known, String day) {
        Map<TaskField, String> written = new HashMap<>();
        written.put(DUE_DATE, day);
        return known.writing(written);
    }

    /** Whether it is what Tandem wrote for the day that is agreed. */
    private boolean isNamed(Agreed base, Instant dueAt) {
        ZoneId before = view.known().zone();
        return before != null
                && base.value().equals(base.planner())
                && dueAt.equals(TaskForm.noon(base.value(), before));
    }
}
