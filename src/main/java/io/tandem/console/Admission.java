package io.tandem.console;

import java.time.Instant;

/** Whether a token lets somebody in. The sentences never repeat the token. */
sealed interface Admission {

    /**
     * It does.
     *
     * @param account what the log calls the caller: the name of the token, or the id of the account, never a person's name
     * @param until when the token loses its force
     */
    record Granted(Caller caller, String account, Instant until) implements Admission {}

    /** It is none of ours. */
    record Unknown(String why) implements Admission {}

    /** It is good, but whoever has it may do nothing here. */
    record Barred(String why) implements Admission {}

    /** Nobody can tell now. */
    record Undecided(String why) implements Admission {}
}
