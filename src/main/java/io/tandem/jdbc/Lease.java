package io.tandem.jdbc;

import io.tandem.model.Claim;
import io.tandem.model.LeaseLostException;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * The right to write what is known of a key, proved by each transaction before it writes anything.
 *
 * @param length how long a claim holds after each write
 */
record Lease(Clock clock, Duration length) {
    private static final String PROVE = """
            update due_key set lease_until = :until where key = :key and lease = :lease""";

    /**
     * Locks the key's row until the transaction ends, and starts the lease anew.
     *
     * @throws LeaseLostException when another worker has the key
     */
    void prove(Handle handle, Claim claim) {
        int held = handle.createUpdate(PROVE)
                .bind("until", clock.instant().plus(length))
                .bind("key", claim.key().toString())
                .bind("lease", claim.lease())
                .execute();
        if (held == 0) {
            throw new LeaseLostException(claim.key().toString());
        }
    }
}
