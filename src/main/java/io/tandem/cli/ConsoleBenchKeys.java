package io.tandem.cli;

import io.tandem.jdbc.Database;
import io.tandem.jdbc.Due;
import io.tandem.jdbc.Retry;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Works off what is due, as fast as the database allows. */
record ConsoleBenchKeys(Database database, Clock clock) {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int AT_ONCE = 50;

    /** Works on each due key of these kinds, {@return how many there were} */
    long each(Set<String> kinds, Function<Claim, Verdict> work) {
        DueKeys keys = database.dueKeys(Retry.defaults(), kinds, Due.NEWS);
        long done = 0;
        List<Claim> some = keys.claim(AT_ONCE, clock.instant(), LEASE);
        while (!some.isEmpty()) {
            some.forEach(claim -> keys.settle(claim, work.apply(claim), clock.instant()));
            done += some.size();
            some = keys.claim(AT_ONCE, clock.instant(), LEASE);
        }
        return done;
    }
}
