package io.tandem.jdbc;

import io.tandem.commerce.CommerceUpdate;
import io.tandem.commerce.Outbox;
import io.tandem.commerce.UpdateWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Updates as rows, ready to be sent as they are. Those of a store's team are in order, and those of its tasks, for one
 * worker at a time writes each.
 */
final class JdbcOutbox implements Outbox {
    private static final UpdateWriter WRITER = new UpdateWriter("/tandem");

    private static final String ADD = """
            insert into update_out (key, event) values (:key, :event)""";

    private static final String OLDEST = """
            select number, key, event from update_out order by number limit :most""";

    private static final String FORGET = """
            delete from update_out where number = any(:numbers)""";

    private final Jdbi jdbi;

    JdbcOutbox(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Writes updates inside the caller's transaction. */
    static void add(Handle handle, List<CommerceUpdate> updates, Instant now) {
        PreparedBatch batch = handle.prepareBatch(ADD);
        updates.forEach(update -> batch.bind("key", update.subject())
                .bind("event", WRITER.write(update, UUID.randomUUID().toString(), now))
                .add());
        batch.execute();
    }

    @Override
    public List<Letter> oldest(int most) {
        return jdbi.withHandle(handle -> handle.createQuery(OLDEST)
                .bind("most", most)
                .map((row, context) -> new Letter(row.getLong("number"), row.getString("key"), row.getBytes("event")))
                .list());
    }

    @Override
    public void forget(Collection<Letter> sent) {
        jdbi.useHandle(handle -> handle.createUpdate(FORGET)
                .bindArray(
                        "numbers", Long.class, sent.stream().map(Letter::number).toList())
                .execute());
    }
}
