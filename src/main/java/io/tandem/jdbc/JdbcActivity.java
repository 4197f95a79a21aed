package io.tandem.jdbc;

import io.tandem.console.Activity;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Activity as rows, by the clock of the database. */
final class JdbcActivity implements Activity {
    private static final String ADD = """
            insert into activity (who, what, subject, detail) values (:who, :what, :subject, :detail)""";

    /** A letter, the letters of a replay, or those of a store until then. */
    private static final String LATEST = """
            select number, at, who, what, subject, detail, array(
                select request_id from (
                    select d.request_id, d.number from dead_letter d
                    where what = 'dead-letter.discard' and d.id = subject
                    union all
                    select d.request_id, d.number from dead_letter d
                    where what like 'dead-letter.replay%' and d.replay = substring(subject from '[0-9]+$')::bigint
                      and d.request_id is not null
                    union all
                    select d.request_id, d.number from dead_letter d
                    where what = 'store.sync' and left(d.key, 200) = subject and d.at <= activity.at) letter
                where request_id is not null
                order by letter.number desc limit 3) as request_ids
            from activity
            where number < :after order by number desc limit :limit""";

    private final Jdbi jdbi;

    JdbcActivity(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Writes inside the caller's transaction. */
    static void add(Handle handle, String who, String what, String subject, String detail) {
        handle.createUpdate(ADD)
                .bind("who", who)
                .bind("what", what)
                .bind("subject", subject)
                .bind("detail", LetterRows.text(detail))
                .execute();
    }

    @Override
    public void add(String who, String what, String subject, String detail) {
        jdbi.useHandle(handle -> add(handle, who, what, subject, detail));
    }

    @Override
    public List<Entry> latest(@Nullable Long after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(LATEST)
                .bind("after", Objects.requireNonNullElse(after, Long.MAX_VALUE))
                .bind("limit", limit)
                .map((row, context) -> new Entry(
                        row.getLong("number"),
                        LetterRows.present(row, "at"),
                        row.getString("who"),
                        row.getString("what"),
                        row.getString("subject"),
                        row.getString("detail"),
                        JdbcStoreViews.texts(row, "request_ids")))
                .list());
    }
}
