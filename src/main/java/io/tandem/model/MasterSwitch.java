package io.tandem.model;

import java.time.Instant;

/** Whether anything may be written to Microsoft Graph: the same for all instances, and kept over restarts. */
public interface MasterSwitch {

    /** {@return whether it is on; false when nobody can tell} */
    boolean isOn();

    /** {@return how it stands and who put it so} */
    State state();

    /**
     * Puts it on or off, and writes down who did. What is off and is put off again stays as it was.
     *
     * @param reason why, may be empty
     */
    State turn(boolean on, String who, String reason);

    /**
     * How it stands.
     *
     * @param since when it was put so; of one that nobody ever touched, when the database was made
     * @param who name of the caller, empty = nobody
     */
    record State(boolean on, Instant since, String who, String reason) {}
}
