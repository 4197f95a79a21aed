package io.tandem.jdbc;

import io.tandem.model.Duties;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Duties as rows, by the clock of the database. */
final class JdbcDuties implements Duties {
    private static final String TAKE = """
            insert into duty (name, holder, until)
            values (:name, :holder, now() + make_interval(secs => :seconds))
            on conflict (name) do update set holder = excluded.holder, until = excluded.until
            where duty.holder = excluded.holder or duty.until < now()""";

    private static final String LAY = """
            delete from duty where name = :name and holder = :holder""";

    private final String holder = UUID.randomUUID().toString();
    private final Jdbi jdbi;

    JdbcDuties(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public boolean take(String duty, Duration hold) {
        return jdbi.withHandle(handle -> handle.createUpdate(TAKE)
                        .bind("name", duty)
                        .bind("holder", holder)
                        .bind("seconds", hold.toMillis() / 1000.0)
                        .execute())
                == 1;
    }

    @Override
    public void lay(String duty) {
        jdbi.useHandle(handle -> handle.createUpdate(LAY)
                .bind("name", duty)
                .bind("holder", holder)
                .execute());
    }
}
