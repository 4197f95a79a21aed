package io.tandem;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What tests share one at a time; a test that waits for its turn keeps no other from running. */
final class Rigs<T> {
    private final BlockingQueue<T> free = new LinkedBlockingQueue<>();

    void add(T rig) {
        free.add(rig);
    }

    T take() throws InterruptedException {
        Turn turn = new Turn();
        ForkJoinPool.managedBlock(turn);
        return turn.rig();
    }

    void forEach(Consumer<T> action) {
        free.forEach(action);
    }

    /** Tells the pool of the tests that this one only waits. */
    private final class Turn implements ForkJoinPool.ManagedBlocker {
        private @Nullable T rig;

        @Override
        public boolean block() throws InterruptedException {
            rig = free.take();
            return true;
        }

        @Override
        public boolean isReleasable() {
            if (rig == null) {
                rig = free.poll();
            }
            return rig != null;
        }

        private T rig() {
            if (rig == null) {
                throw new IllegalStateException("asked for before it was there");
            }
            return rig;
        }
    }
}
