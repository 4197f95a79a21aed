package io.tandem.simulator;

import org.jspecify.annotations.Nullable;

/** The simulator cannot start or keep its state; the message is one sentence for the person at the keyboard. */
public final class SimulatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, one sentence. */
    public SimulatorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    SimulatorException(String message) {
        this(message, null);
    }
}
