package io.tandem.jdbc;

import io.tandem.teams.Brake;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Runs of what the brake lets through: all of a wave is one, so that it can be undone as one. */
final class JdbcRuns {
    private static final String PASSING = """
            with known as (
                select number from hold
                where state = 'passed' and kind = :kind and made_at > :since and undone_at is null
                order by number desc limit 1),
            made as (
                insert into hold (state, kind, made_at) select 'passed', :kind, :now where not exists (select 1 from known)
                returning number)
            select number from known union all select number from made""";

    private JdbcRuns() {}

    /** {@return the run to which that belongs which is let through now; the caller has locked what it asks about} */
    static long passing(Handle handle, String kind, Brake brake, Instant now) {
        return handle.createQuery(PASSING)
                .bind("kind", kind)
                .bind("since", now.minus(brake.wave()))
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }
}
