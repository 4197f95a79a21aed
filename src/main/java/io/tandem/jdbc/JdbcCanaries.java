package io.tandem.jdbc;

import io.tandem.model.CanaryBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Canaries as rows, one for each team, by the clock of the database. */
final class JdbcCanaries implements CanaryBook {
    private static final String FLIGHT = """
            select extract(epoch from now() - sent_at) as sent, extract(epoch from now() - missing_since) as missing,
                   extract(epoch from now() - seen_at) as seen, pending, refusal
            from canary where team_id = :team""";

    /** Of one that is pending nobody knows whether it ever flew, so that it is missed by nobody. */
    private static final String BEGIN = """
            insert into canary (team_id, sent_at, pending, missing_since) values (:team, now(), true, now())
            on conflict (team_id) do update
            set sent_at = now(), pending = true,
                missing_since = coalesce(
                    case when canary.pending then nullif(canary.missing_since, canary.sent_at) else canary.missing_since end,
                    now())""";

    private static final String SENT = """
            update canary set pending = false, refusal = null where team_id = :team""";

    private static final String REFUSED = """
            update canary set pending = false, refusal = :reason, missing_since = nullif(missing_since, sent_at)
            where team_id = :team""";

    private static final String SEEN = """
            with missing as (
                select team_id, missing_since from canary where team_id = :team and missing_since is not null for update)
            update canary set seen_at = now(), missing_since = null
            from missing where canary.team_id = missing.team_id
            returning extract(epoch from now() - missing.missing_since) as away""";

    private static final String FORGET = """
            delete from canary where team_id = :team""";

    private final Jdbi jdbi;

    JdbcCanaries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Flight flight(String team) {
        return jdbi.withHandle(handle -> handle.createQuery(FLIGHT)
                .bind("team", team)
                .map((row, context) -> flight(row))
                .findOne()
                .orElse(Flight.NONE));
    }

    @Override
    public void begin(String team) {
        run(BEGIN, team);
    }

    @Override
    public void sent(String team) {
        run(SENT, team);
    }

    @Override
    public void refused(String team, String reason) {
        jdbi.useHandle(handle -> handle.createUpdate(REFUSED)
                .bind("team", team)
                .bind("reason", reason)
                .execute());
    }

    @Override
    public Optional<Duration> seen(String team) {
        return jdbi.withHandle(handle -> handle.createQuery(SEEN)
                .bind("team", team)
                .map((row, context) -> Objects.requireNonNull(JdbcSubscriptions.ago(row, "away")))
                .findOne());
    }

    @Override
    public void forget(String team) {
        run(FORGET, team);
    }

    private void run(String sql, String team) {
        jdbi.useHandle(handle -> handle.createUpdate(sql).bind("team", team).execute());
    }

    private static Flight flight(ResultSet row) throws SQLException {
        return new Flight(
                JdbcSubscriptions.ago(row, "sent"),
                JdbcSubscriptions.ago(row, "missing"),
                JdbcSubscriptions.ago(row, "seen"),
                row.getBoolean("pending"),
                row.getString("refusal"));
    }
}
