package io.tandem.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The keys that are due: claimed under a lease, worked on, and given back with a verdict. */
public interface DueKeys {

    /**
     * Claims keys whose time has come, most urgent first; no two claims of a key overlap.
     *
     * @param most how many at the most
     * @param lease how long the claims hold unless extended
     */
    List<Claim> claim(int most, Instant now, Duration lease);

    /** Lets others have claims that still hold, as they are: whoever had them writes nothing more. */
    void release(Collection<Claim> claims);

    /** Extends claims that still hold. */
    void extend(Collection<Claim> claims, Instant now, Duration lease);

    /** {@return whether the key is parked once the claim is given back so, unless something new comes} */
    boolean usesUp(Claim claim, Verdict.Failed verdict);

    /**
     * Gives a claim back. A claim that was lost meanwhile changes nothing.
     *
     * @return whether the key is parked now: it failed, and only something new makes it due again
     */
    boolean settle(Claim claim, Verdict verdict, Instant now);

    /** Marks keys due at once. */
    void markDue(Collection<Key> keys);
}
