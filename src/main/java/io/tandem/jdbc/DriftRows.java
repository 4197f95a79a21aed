package io.tandem.jdbc;

import io.tandem.teams.TeamNews;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What somebody changed in Teams, as rows for people. */
final class DriftRows {
    private static final String ADD = """
            insert into drift (store_number, team_id, user_id, change, action, at)
            values (:store, :team, :user, :change, :action, :now)""";

    private DriftRows() {}

    static void add(Handle handle, List<TeamNews> news, Instant now) {
        PreparedBatch rows = handle.prepareBatch(ADD);
        for (TeamNews one : news) {
            switch (one) {
                case TeamNews.Drifted drifted ->
                    rows.bind("user", drifted.userId())
                            .bind("change", word(drifted.change()))
                            .bind("action", word(drifted.action()));
                case TeamNews.Deviated deviated ->
                    rows.bind("user", (String) null)
                            .bind("change", word(deviated.deviation()))
                            .bind("action", word(deviated.action()));
                case TeamNews.Provisioned made -> {
                    continue;
                }
            }
            rows.bind("store", one.source().value())
                    .bind("team", one.teamId())
                    .bind("now", now)
                    .add();
        }
        rows.execute();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
