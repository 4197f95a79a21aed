package io.tandem.teams;

import java.time.Instant;
import java.util.Optional;

/** Keeps the sweeps: at most one goes on at a time, and any instance can go on with it. */
public interface Sweeps {

    /** Orders a sweep. {@return it, or the one that goes on already} */
    Sweep order(String by, Instant now);

    /** {@return the latest one, empty when there never was any} */
    Optional<Sweep> latest();

    /**
     * Puts the next teams in doubt, their rosters and their own properties: their stores become due. A team is swept once a
     * day at most.
     *
     * @return how many; none when all were
     */
    int goOn(Sweep sweep, int most, Instant now);

    /** {@return how far it is} */
    Sweep.Progress progress(Sweep sweep);

    /** Writes down that all is read, and forgets what is long over. */
    void finish(Sweep sweep, Instant now);
}
