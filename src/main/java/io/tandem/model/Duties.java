package io.tandem.model;

import java.time.Duration;

/** Duties that one instance at a time has, and that any other takes over when it is gone. */
public interface Duties {

    /**
     * Takes a duty that nobody has, or extends one that this instance has.
     *
     * @param duty its name
     * @param hold how long it is had unless it is taken again
     * @return whether this instance has it
     */
    boolean take(String duty, Duration hold);

    /** Lays a duty down if this instance has it, so that another need not wait. */
    void lay(String duty);
}
