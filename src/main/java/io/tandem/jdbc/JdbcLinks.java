package io.tandem.jdbc;

import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Remembers who in Entra workers are, and ever were: somebody who is unlinked when leaving is still known by number. */
final class JdbcLinks {
    private static final String KEEP = """
            insert into worker_link (subject, identity) values (:subject, :identity) on conflict do nothing""";

    private static final String COLUMN = "workers";

    private JdbcLinks() {}

    /** Adds links by subject. */
    static void keep(Handle handle, Map<String, Set<Identity>> links) {
        if (!links.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(KEEP);
            links.forEach((subject, identities) -> identities.forEach(identity -> batch.bind("subject", subject)
                    .bind("identity", JdbcPeople.key(identity))
                    .add()));
            batch.execute();
        }
    }

    /** {@return SQL of a query for the identities of the user of a row of that alias} */
    static String identities(String alias) {
        return """
                select 'id:' || %1$s.user_id as identity
                union select identity from account where account.user_id = %1$s.user_id""".formatted(alias);
    }

    /** {@return SQL of a column with the workers who are, or were, the user of a row of that alias} */
    static String column(String alias) {
        return """
                array(select distinct substr(link.subject, length('worker/') + 1) from worker_link link
                      where link.identity in (%s)) as %s""".formatted(identities(alias), COLUMN);
    }

    /** {@return what that column says} */
    static Set<PersonnelNumber> workers(ResultSet row) throws SQLException {
        return JdbcStoreViews.texts(row, COLUMN).stream()
                .map(PersonnelNumber::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
