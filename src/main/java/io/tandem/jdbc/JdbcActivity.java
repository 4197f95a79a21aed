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

    /**
     * Those of a letter, of the letters of a replay, or of the letters of a store until then; and of the first calls to which a
     * sync, an approval or an undo led, of a few stores: those within ten minutes.
     */
    private static final String LATEST = """
            select number, at, who, what, subject, detail, array(
                select request_id from (
                    select d.request_id, d.number as place from dead_letter d
                    where what = 'dead-letter.discard' and d.id = subject
                    union all
                    select d.request_id, d.number from dead_letter d
                    where what like 'dead-letter.replay%' and d.replay = substring(subject from '[0-9]{1,18}$')::bigint
                      and d.request_id is not null
                    union all
                    select d.request_id, d.number from dead_letter d
                    where what = 'store.sync' and left(d.key, 200) = subject and d.at <= activity.at
                    union all
                    (select s.request_id, -s.number from team_step s
                     where what = 'store.sync' and s.store_number = substr(subject, length('store/') + 1)
                       and s.at between activity.at and activity.at + interval '10 minutes' and s.request_id <> ''
                     order by s.number limit 3)
                    union all
                    select s.request_id, -s.number
                    from (select store_number, user_id from removal
                          where what in ('hold.approve', 'hold.undo') and run = substring(subject from '[0-9]{1,18}$')::bigint
                          order by store_number, user_id limit 3) gone
                    join team_step s on s.store_number = gone.store_number and gone.user_id = any(s.users)
                     and s.at between activity.at and activity.at + interval '10 minutes' and s.request_id <> ''
                     and (s.kind = 'removeMembers') = (what = 'hold.approve')) call
                where request_id is not null
                group by request_id order by max(place) desc limit 3) as request_ids
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
