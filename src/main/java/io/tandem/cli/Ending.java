package io.tandem.cli;

import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C. */
final class Ending {
    private Ending() {}

    /** Returns when the process is told to end; what was started ends by its own shutdown hook. */
    static void await() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(told::countDown, "ending"));
        told.await();
    }
}
