package io.tandem.jdbc;

import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.FiledLetter;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.tandem.model.Key;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Dead letters as rows; the topic they come from has them too. */
final class JdbcDeadLetters implements DeadLetterBook {
    private static final String FILED = """
            select count(*) from dead_letter where id = any(:ids)""";

    private static final String FIRST_THERE = """
            select id, at from dead_letter where id = any(:ids)""";

    /** Whoever marks one of these keys waits until their letters are filed, and then supersedes them. */
    private static final String HOLD_KEYS = """
            select key from due_key where key = any(:keys) order by key for share""";

    private static final String SUPERSEDED = """
            update dead_letter set state = 'superseded', state_at = now(), note = :note
            where topic is null and state = 'open' and left(key, 200) = any(:keys)""";

    /** Without a generation nobody knows; then a key that is tried no more and failed is taken for the one of the letter. */
    private static final String SUPERSEDE_OLD = SUPERSEDED + """
             and exists (select 1 from due_key
                         where due_key.key = dead_letter.key
                           and case when generation is null then due_key.attempts = 0
                                    else due_key.desired_generation > generation end)""";

    private static final String SUPERSEDE_DOUBLE = SUPERSEDED + """
             and exists (select 1 from dead_letter newer
                         where left(newer.key, 200) = left(dead_letter.key, 200) and newer.key = dead_letter.key
                           and newer.topic is null and newer.number > dead_letter.number)""";

    private static final String PAGE = """
            select %s from dead_letter where number < :after and %s
            order by number desc limit :limit""".formatted(LetterRows.COLUMNS, LetterSearch.MATCHES);

    private static final String TOTAL = """
            select count(*) from dead_letter where %s""".formatted(LetterSearch.MATCHES);

    private static final String GROUPS = """
            select %%s as value, count(*) as letters, count(*) filter (where state = 'open') as open,
                   min(at) as first, max(at) as last
            from dead_letter where %s
            group by 1 order by 3 desc, 2 desc, 1 limit :limit""".formatted(LetterSearch.MATCHES);

    private static final String FIND = """
            select %s from dead_letter where id = :id""".formatted(LetterRows.WITH_BYTES);

    /** As many bytes at a time as a small heap holds. */
    private static final String REPLAYABLE =
            """
            select %s from dead_letter where number in (
                select number from (
                    select number, sum(bytes) over (order by number) - bytes as before
                    from (select number, coalesce(octet_length(coalesce(repaired, value)), 0) as bytes
                          from dead_letter where number > :after and %s and %s
                          order by number limit :limit) found) summed
                where before < 8000000)
            order by number""".formatted(LetterRows.WITH_BYTES, LetterSearch.REPLAYABLE, LetterSearch.MATCHES);

    private static final String COUNT = """
            select count(*) from dead_letter where %s and %s""".formatted(LetterSearch.REPLAYABLE, LetterSearch.MATCHES);

    private static final String DISCARD = """
            update dead_letter set state = 'discarded', state_at = now(), note = :note
            where id = :id and state = 'open'""";

    private static final String DISCARD_ALL = """
            update dead_letter set state = 'discarded', state_at = now(), note = :note
            where state = 'open' and %s""".formatted(LetterSearch.MATCHES);

    /** Why a letter of a key is superseded. */
    static final String NEWER = "Something newer was learnt of the key, which is worked on again.";

    private final Jdbi jdbi;

    JdbcDeadLetters(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public int file(Collection<FiledLetter> letters) {
        List<String> keys = letters.stream()
                .map(FiledLetter::letter)
                .filter(letter -> letter.origin() == null && letter.key() != null)
                .map(letter -> LetterRows.text(Objects.requireNonNull(letter.key())))
                .distinct()
                .toList();
        return letters.isEmpty()
                ? 0
                : jdbi.inTransaction(handle -> {
                    hold(handle, keys);
                    List<FiledLetter> named = named(handle, letters);
                    List<String> ids = ids(named);
                    int before = filed(handle, ids);
                    PreparedBatch batch = handle.prepareBatch(LetterRows.INSERT);
                    named.forEach(filed -> LetterRows.add(batch, filed));
                    batch.execute();
                    supersede(handle, SUPERSEDE_OLD, keys, NEWER);
                    supersede(handle, SUPERSEDE_DOUBLE, keys, "The key failed again; a later letter says how.");
                    return filed(handle, ids) - before;
                });
    }

    private static List<String> ids(Collection<FiledLetter> letters) {
        return letters.stream().map(filed -> filed.id().toString()).toList();
    }

    /** When the topic was made anew another letter may have been where one is now; it keeps the id. */
    private static List<FiledLetter> named(Handle handle, Collection<FiledLetter> letters) {
        Map<String, Instant> first = handle.createQuery(FIRST_THERE)
                .bindArray("ids", String.class, ids(letters))
                .setMapKeyColumn("id")
                .setMapValueColumn("at")
                .collectInto(new GenericType<>() {});
        return letters.stream()
                .map(filed -> filed.at().equals(first.getOrDefault(filed.id().toString(), filed.at()))
                        ? filed
                        : filed.named(filed.id().writtenAt(filed.at())))
                .toList();
    }

    private static void hold(Handle handle, List<String> keys) {
        if (!keys.isEmpty()) {
            handle.createQuery(HOLD_KEYS)
                    .bindArray("keys", String.class, keys)
                    .mapTo(String.class)
                    .list();
        }
    }

    private static int filed(Handle handle, List<String> ids) {
        return handle.createQuery(FILED)
                .bindArray("ids", String.class, ids)
                .mapTo(Integer.class)
                .one();
    }

    /** The open letters of keys on which something newer was said, inside the caller's transaction. */
    static void supersede(Handle handle, Collection<String> keys) {
        supersede(handle, SUPERSEDED, keys, NEWER);
    }

    /** The open letter of a key that is as it should be, inside the caller's transaction. */
    static void mended(Handle handle, Key key) {
        supersede(handle, SUPERSEDED, List.of(key.toString()), "A later attempt went well.");
    }

    private static void supersede(Handle handle, String sql, Collection<String> keys, String note) {
        if (!keys.isEmpty()) {
            handle.createUpdate(sql)
                    .bindArray("keys", String.class, keys)
                    .bind("note", note)
                    .execute();
        }
    }

    @Override
    public Page page(LetterFilter filter, @Nullable Long after, int limit) {
        return jdbi.withHandle(handle -> {
            List<Numbered> found = LetterSearch.bind(handle.createQuery(PAGE), filter)
                    .bind("after", Objects.requireNonNullElse(after, Long.MAX_VALUE))
                    .bind("limit", limit + 1)
                    .map((row, context) -> new Numbered(row.getLong("number"), LetterRows.row(row)))
                    .list();
            long total = LetterSearch.bind(handle.createQuery(TOTAL), filter)
                    .mapTo(Long.class)
                    .one();
            Long next = found.size() > limit ? found.get(limit - 1).number() : null;
            return new Page(found.stream().limit(limit).map(Numbered::row).toList(), total, next);
        });
    }

    private record Numbered(long number, Row row) {}

    @Override
    public List<Group> groups(LetterFilter filter, By by, int limit) {
        return jdbi.withHandle(handle -> LetterSearch.bind(handle.createQuery(GROUPS.formatted(by.word())), filter)
                .bind("limit", limit)
                .map((row, context) -> new Group(
                        row.getString("value"),
                        row.getLong("letters"),
                        row.getLong("open"),
                        LetterRows.present(row, "first"),
                        LetterRows.present(row, "last")))
                .list());
    }

    @Override
    public Optional<Whole> find(LetterId id) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("id", id.toString())
                .map((row, context) -> LetterRows.whole(row))
                .findOne());
    }

    @Override
    public List<Whole> replayable(Collection<String> topics, LetterFilter filter, long after, int limit) {
        return jdbi.withHandle(handle -> LetterSearch.bind(handle.createQuery(REPLAYABLE), filter)
                .bindArray("topics", String.class, topics)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> LetterRows.whole(row))
                .list());
    }

    @Override
    public long replayable(Collection<String> topics, LetterFilter filter) {
        return jdbi.withHandle(handle -> LetterSearch.bind(handle.createQuery(COUNT), filter)
                .bindArray("topics", String.class, topics)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public boolean discard(LetterId id, String who, String reason) {
        return jdbi.inTransaction(handle -> {
            boolean open = handle.createUpdate(DISCARD)
                            .bind("id", id.toString())
                            .bind("note", LetterRows.text(reason + " (by " + who + ")"))
                            .execute()
                    == 1;
            if (open) {
                JdbcActivity.add(handle, who, "dead-letter.discard", id.toString(), reason);
            }
            return open;
        });
    }

    @Override
    public int discard(LetterFilter filter, String who, String reason) {
        return jdbi.inTransaction(handle -> {
            int discarded = LetterSearch.bind(handle.createUpdate(DISCARD_ALL), filter)
                    .bind("note", LetterRows.text(reason + " (by " + who + ")"))
                    .execute();
            if (discarded > 0) {
                JdbcActivity.add(
                        handle,
                        who,
                        "dead-letter.discard",
                        discarded == 1 ? "1 letter" : discarded + " letters",
                        reason + " (" + filter.sentence() + ")");
            }
            return discarded;
        });
    }
}
