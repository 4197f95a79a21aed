package io.tandem.jdbc;

import io.tandem.deadletter.LetterFilter;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Which dead letters a statement is about. */
final class LetterSearch {
    /** Whatever is not asked for is null. */
    static final String MATCHES = """
            (:ids::text[] is null or id = any(:ids::text[]))
            and (:cause::text is null or cause = :cause)
            and (:type::text is null or type = :type or right(type, length(:type) + 1) = '.' || :type)
            and (:key::text is null or left(key, 200) = left(:key, 200) and key = :key)
            and (:store::text is null or store = :store)
            and (:topic::text is null or topic = :topic)
            and (:state::text is null or state = :state)
            and (:from::timestamptz is null or at >= :from)
            and (:to::timestamptz is null or at < :to)
            and (:text::text is null or strpos(lower(reason), lower(:text)) > 0 or event_id = :text)""";

    /** Records of the topics that are sent to again, and keys; the bytes of a suspect notification are not all there. */
    static final String REPLAYABLE = """
            state = 'open' and cause <> 'notification-suspect' and (topic is null or topic = any(:topics))""";

    private LetterSearch() {}

    static <S extends SqlStatement<S>> S bind(S statement, LetterFilter filter) {
        Object @Nullable [] ids = filter.ids().isEmpty()
                ? null
                : filter.ids().stream().map(Object::toString).toArray();
        S bound = ids == null ? statement.bind("ids", (String) null) : statement.bindArray("ids", String.class, ids);
        return bound.bind("cause", text(filter.cause()))
                .bind("type", text(filter.type()))
                .bind("key", text(filter.key()))
                .bind("store", text(filter.store()))
                .bind("topic", text(filter.topic()))
                .bind("state", filter.state() == null ? null : filter.state().word())
                .bind("from", filter.from())
                .bind("to", filter.to())
                .bind("text", text(filter.text()));
    }

    private static @Nullable String text(@Nullable String wanted) {
        return wanted == null ? null : LetterRows.text(wanted);
    }
}
