package io.tandem.jdbc;

import io.tandem.console.StepLog;
import io.tandem.model.TeamSource;
import io.tandem.teams.StepTaken;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Steps as rows. */
record JdbcStepLog(Jdbi jdbi) implements StepLog {
    private static final String ADD = """
            insert into team_step (at, store_number, kind, sentence, users, outcome, request_id)
            values (:at, :store, :kind, :sentence, :users, :outcome, :requestId)""";

    private static final String ENTRIES = """
            select at, kind, sentence, outcome, request_id from team_step
            where store_number = :store%s order by number desc limit :most""";

    private static final String OF_TEAM = ENTRIES.formatted("");
    private static final String OF_PERSON = ENTRIES.formatted(" and :user = any(users)");

    static void add(Handle handle, TeamSource source, StepTaken taken) {
        handle.createUpdate(ADD)
                .bind("at", taken.at())
                .bind("store", source.value())
                .bind("kind", word(taken.step(), ""))
                .bind("sentence", LetterRows.text(taken.step().sentence()))
                .bindArray("users", String.class, taken.users())
                .bind("outcome", word(taken.outcome(), " ").toLowerCase(Locale.ROOT))
                .bind("requestId", taken.requestId())
                .execute();
    }

    /** {@code MembersAdded} as {@code members added}, {@code AddMembers} as {@code addMembers}. */
    private static String word(Object value, String between) {
        String name = value.getClass().getSimpleName();
        String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z])", between);
        return spaced.substring(0, 1).toLowerCase(Locale.ROOT) + spaced.substring(1);
    }

    @Override
    public List<Entry> ofTeam(TeamSource source, int most) {
        return jdbi.withHandle(handle -> entries(handle.createQuery(OF_TEAM), source, most));
    }

    @Override
    public List<Entry> ofPerson(TeamSource source, String userId, int most) {
        return jdbi.withHandle(handle -> entries(handle.createQuery(OF_PERSON).bind("user", userId), source, most));
    }

    private static List<Entry> entries(Query query, TeamSource source, int most) {
        return query.bind("store", source.value())
                .bind("most", most)
                .map((row, context) -> new Entry(
                        LetterRows.present(row, "at"),
                        row.getString("kind"),
                        row.getString("sentence"),
                        row.getString("outcome"),
                        row.getString("request_id")))
                .list();
    }
}
