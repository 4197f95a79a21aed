package io.tandem.jdbc;

import io.tandem.console.Headcount;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Counts in one statement: it reads each of the keys and boards once, and they are few thousands. */
final class JdbcHeadcount implements Headcount {
    private static final String COUNT = """
            with counted as (
                select kind,
                       case when lease_until > :now then 'working'
                            when desired_generation > observed_generation or next_attempt_at <= :now then 'due'
                            when attempts > 0 and coalesce(next_attempt_at - interval '1 hour' > :now, true) then 'parked'
                            when attempts > 0 then 'failed'
                            when next_attempt_at is not null then 'waiting'
                            else 'settled' end as state,
                       case when desired_generation > observed_generation then coalesce(renewed_at, due_since)
                            else next_attempt_at end as since
                from due_key)
            select 'keys' as measure, kind, state, count(*)::float8 as number from counted group by kind, state
            union all
            select 'oldest', kind, '', greatest(extract(epoch from :now - min(since)), 0)::float8
            from counted where state = 'due' group by kind
            union all
            select 'standing', kind, %1$s, count(*)::float8
            from due_key k left join store_board b on b.store_number = split_part(k.key, '/', 2)
            where kind in ('store', 'team') group by 2, 3
            union all
            select 'standing', 'tasks', %1$s, count(*)::float8
            from due_key k left join task_standing b on k.key = 'tasks/' || b.store_number where kind = 'tasks' group by 3
            union all
            select 'updates', '', '', count(*)::float8 from update_out
            union all
            select 'letters', '', '', count(*)::float8 from dead_letter where state = 'open'""".formatted(JdbcStoreViews.STATE);

    private final Jdbi jdbi;

    JdbcHeadcount(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Map<Number, Double> take(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(COUNT)
                .bind("now", now)
                .map((row, context) -> Map.entry(
                        new Number(
                                Measure.valueOf(row.getString("measure").toUpperCase(Locale.ROOT)),
                                row.getString("kind"),
                                row.getString("state")),
                        row.getDouble("number")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
