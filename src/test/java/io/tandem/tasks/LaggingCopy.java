package io.tandem.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A copy of the tiny Planner that lags: for a minute after a change it may still show a task, or its details, as before. */
final class LaggingCopy {
    private static final Duration LAG = Duration.ofMinutes(1);

    private record Old<T>(T shown, Instant until) {
        boolean isShown(Instant now) {
            return now.isBefore(until);
        }
    }

    private final Map<String, Old<PlannerTask>> tasks = new HashMap<>();
    private final Map<String, Old<PlannerDetails>> details = new HashMap<>();
    private final Set<String> shown = new HashSet<>();

    /** The task is about to change. */
    void changes(FakePlanner.Item item, boolean task, boolean itsDetails, Instant now) {
        boolean isNew = item.createdAt.equals(now);
        if (task && !isNew) {
            remember(tasks, item.id, item.shown(), now.plus(LAG));
        }
        if (itsDetails && !isNew) {
            remember(details, item.id, item.readDetails(), now.plus(LAG));
        }
    }

    /** What one call changes is seen at once or not at all. */
    private static <T> void remember(Map<String, Old<T>> copies, String id, T shown, Instant until) {
        copies.merge(id, new Old<>(shown, until), (was, is) -> was.until().equals(until) ? was : is);
    }

    /** What a read that was just answered shows when this copy answers it. */
    Outcome answer(Outcome fresh, Step step, Instant now) {
        return switch (fresh) {
            case Outcome.TasksRead read ->
                new Outcome.TasksRead(read.tasks().stream().map(old(now)).toList());
            case Outcome.TaskSeen(PlannerTask read)
            when step instanceof Step.ReadTask -> new Outcome.TaskSeen(old(now).apply(read));
            case Outcome.DetailsSeen(PlannerDetails read)
            when step instanceof Step.ReadDetails details -> new Outcome.DetailsSeen(old(details.id(), read, now));
            default -> fresh;
        };
    }

    private UnaryOperator<PlannerTask> old(Instant now) {
        return task -> {
            Old<PlannerTask> old = tasks.get(task.id());
            return old != null && old.isShown(now) ? old.shown() : task;
        };
    }

    private PlannerDetails old(String id, PlannerDetails read, Instant now) {
        Old<PlannerDetails> old = details.get(id);
        if (old == null || !old.isShown(now)) {
            return read;
        }
        shown.add(id);
        return old.shown();
    }

    /** Whether it ever showed old details: who read them may take them for those of a task that moved since. */
    boolean hasShown() {
        return !shown.isEmpty();
    }

    /** The same of one task. */
    boolean hasShown(FakePlanner.Item item) {
        return shown.contains(item.id);
    }
}
