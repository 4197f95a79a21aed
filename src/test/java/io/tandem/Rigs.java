package io.tandem;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** What tests share one at a time. */
final class Rigs<T> {
    private final BlockingQueue<T> free = new LinkedBlockingQueue<>();

    void add(T rig) {
        free.add(rig);
    }

    T take() throws InterruptedException {
        return free.take();
    }

    void forEach(Consumer<T> action) {
        free.forEach(action);
    }
}
