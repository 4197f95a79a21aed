package io.tandem.jdbc;

import io.tandem.console.LongRuns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells how far long work is by what is kept anyway: which stores are worked on that have no team yet, since when, and which calls
 * made teams, or took them over, meanwhile.
 */
record JdbcLongRuns(Jdbi jdbi, InstantSource clock) implements LongRuns {
    private static final String THERE = "('ready', 'archived', 'archiving')";

    /** Names a team that was Tandem's own, of which Commerce knows only because it was told. */
    private static final String OWN = """
            lower(mapping.value::json #>> '{}') in (lower(t.former), lower(case when not t.adopted then t.team_id end))""";

    /** The steps are looked at only while there is something left, and only those since the first of it was due. */
    private static final String UNDER_WAY = """
            with coming as materialized (
                select case when mapping.value is null or %s then 'rollOut' else 'adoption' end as kind, count(*) as coming,
                       coalesce(min(k.due_since), :now) as since
                from due_key k
                left join store_board b on k.key = 'store/' || b.store_number
                left join team t on t.key = k.key
                left join fact mapping on mapping.subject = 'mapping/RetailStore/' || substr(k.key, 7)
                    and mapping.about = k.key and mapping.field = 'teamId'
                where k.kind = 'store' and coalesce(t.stage, '') not in %s and %s = 'working'
                group by 1)
            select kind, coming, made.done, made.begun
            from coming
            left join lateral (
                select count(distinct s.store_number) filter (where t.stage in %s) as done, min(s.at) as begun
                from team_step s join team t using (store_number)
                where s.at >= coming.since and s.store_number <> 'communications'
                  and s.kind = case coming.kind when 'rollOut' then 'createTeam' else 'findMappedTeam' end) made on true
            order by 1""".formatted(OWN, THERE, JdbcStoreViews.STATE, THERE);

    @Override
    public List<Run> underWay() {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> handle.createQuery(UNDER_WAY)
                .bind("now", now)
                .map((row, context) -> run(row, now))
                .list());
    }

    private static Run run(ResultSet row, Instant now) throws SQLException {
        return Run.of(
                row.getString("kind"), row.getLong("done"), row.getLong("coming"), TeamRows.instant(row, "begun"), now);
    }
}
