package io.tandem.jdbc;

import io.tandem.model.TeamSource;
import io.tandem.teams.Outflow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads whom the brake let go within a wave; whom somebody approved is none of them. */
final class OutflowRows {
    private static final String OUTFLOW = """
            select store_number, count(*) as people, max(team_size) as size from departure
            where asked_at > :since and state in ('granted', 'done') and %s""".formatted(JdbcDepartures.PASSED);

    private static final String ALL = OUTFLOW + " group by store_number";
    private static final String ONE = OUTFLOW + " and store_number = :store group by store_number";

    private OutflowRows() {}

    /** {@return by what their team serves; where nobody went there is none} */
    static Map<TeamSource, Outflow> all(Handle handle, Instant since) {
        return handle.createQuery(ALL)
                .bind("since", since)
                .map((row, context) -> Map.entry(TeamSource.of(row.getString("store_number")), outflow(row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Outflow of(Handle handle, TeamSource source, Instant since) {
        return handle.createQuery(ONE)
                .bind("since", since)
                .bind("store", source.value())
                .map((row, context) -> outflow(row))
                .findOne()
                .orElse(Outflow.NONE);
    }

    private static Outflow outflow(ResultSet row) throws SQLException {
        return new Outflow(row.getInt("people"), row.getInt("size"));
    }
}
