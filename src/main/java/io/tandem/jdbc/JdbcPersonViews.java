package io.tandem.jdbc;

import io.tandem.commerce.Fact;
import io.tandem.console.PersonViews;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Finds people among the facts of Commerce, and what the directory said of them. */
final class JdbcPersonViews implements PersonViews {
    private static final String NAMES = """
            select found.subject, coalesce(name.value::json #>> '{}', '') as name
            from (%s limit :most) found
            left join fact name on name.subject = found.subject and name.about = '' and name.field = 'name'
            order by 1""";

    private static final String NUMBERED = NAMES.formatted("""
            select distinct subject from fact where subject >= 'worker/' || :text and subject < 'worker/' || :text || '~'
            order by 1""");

    /** The same words as those of the partial index; each part ends with the last one that can be shown. */
    private static final String FOUND = NAMES.formatted("""
            select subject from (
                (select distinct subject from fact
                 where subject >= 'worker/' || :text and subject < 'worker/' || :text || '~'
                 order by 1 limit :most)
                union
                (select distinct subject from fact
                 where field in ('name', 'userPrincipalName', 'email') and subject like 'worker/%'
                   and position(lower(:text) in lower(value)) > 0
                 order by 1 limit :most)) anybody
            order by 1""");

    private static final String FACTS = """
            select subject, about, field, value, stamp, told_at from fact where subject = 'worker/' || :number""";

    private static final String ANSWER = """
            select user_id, missing, enabled, licensed, asked_at from account where identity = :identity and asked_at is not null""";

    private static final String TEAMS = """
            select store_number from team_member where user_id = :user order by 1""";

    private final Jdbi jdbi;

    JdbcPersonViews(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<Hit> find(String text, int most) {
        return hits(FOUND, text, most);
    }

    @Override
    public List<Hit> numbered(String text, int most) {
        return hits(NUMBERED, text, most);
    }

    private List<Hit> hits(String sql, String text, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("text", TaskBoard.shown(text))
                .bind("most", most)
                .map((row, context) -> new Hit(
                        Objects.requireNonNull(row.getString("subject")).substring("worker/".length()),
                        row.getString("name")))
                .list());
    }

    @Override
    public Collection<Fact> facts(PersonnelNumber number) {
        return jdbi.withHandle(handle -> handle.createQuery(FACTS)
                .bind("number", number.value())
                .map((row, context) -> StoreFacts.fact(row))
                .list());
    }

    @Override
    public Optional<Answer> answer(Identity identity) {
        return jdbi.withHandle(handle -> handle.createQuery(ANSWER)
                .bind("identity", JdbcPeople.key(identity))
                .map((row, context) -> new Answer(
                        row.getString("user_id"),
                        row.getBoolean("missing"),
                        row.getBoolean("enabled"),
                        row.getBoolean("licensed"),
                        row.getTimestamp("asked_at").toInstant()))
                .findOne());
    }

    @Override
    public List<String> teams(String userId) {
        return jdbi.withHandle(handle -> handle.createQuery(TEAMS)
                .bind("user", userId)
                .mapTo(String.class)
                .list());
    }
}
