package io.tandem.component.graph.webhook;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something later, while no thread waits. */
@FunctionalInterface
public interface Pauses {

    /** Runs the task after the pause; what is returned calls it off. */
    Runnable after(Duration pause, Runnable task);

    /** Returns pauses on a scheduler; one that has ended runs nothing more. */
    static Pauses on(ScheduledExecutorService scheduler) {
        return (pause, task) -> {
            try {
                var future = scheduler.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
                return () -> future.cancel(false);
            } catch (RejectedExecutionException stopping) {
                return () -> {};
            }
        };
    }
}
