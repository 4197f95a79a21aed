package io.tandem.jdbc;

import io.tandem.model.Leftovers;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Deletes old rows by the clock of the database, some in a transaction; it waits for nobody, and nobody waits for it for long. */
final class JdbcLeftovers implements Leftovers {
    private static final String EVENTS = """
            delete from commerce_event where ctid = any (array(
                select ctid from commerce_event where received_at < now() - make_interval(secs => :seconds)
                order by received_at limit :most for update skip locked))""";

    private static final String CONFLICTS = """
            delete from task_conflict where number = any (array(
                select number from task_conflict where at < now() - make_interval(secs => :seconds)
                order by at limit :most for update skip locked))""";

    private static final String STEPS = """
            delete from team_step where number = any (array(
                select number from team_step where at < now() - make_interval(secs => :seconds)
                order by at limit :most for update skip locked))""";

    private final Jdbi jdbi;

    JdbcLeftovers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public int forgetEvents(Duration age, int most) {
        return delete(EVENTS, age, most);
    }

    @Override
    public int forgetConflicts(Duration age, int most) {
        return delete(CONFLICTS, age, most);
    }

    @Override
    public int forgetSteps(Duration age, int most) {
        return delete(STEPS, age, most);
    }

    private int delete(String sql, Duration age, int most) {
        return jdbi.withHandle(handle -> handle.createUpdate(sql)
                .bind("seconds", age.toMillis() / 1000.0)
                .bind("most", most)
                .execute());
    }
}
