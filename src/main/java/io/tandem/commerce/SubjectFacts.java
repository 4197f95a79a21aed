package io.tandem.commerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The newest facts of one subject. What is stored and cannot be read counts as not told: one bad value must not hide a
 * whole store.
 */
final class SubjectFacts {
    private static final ObjectReader JSON = new JsonMapper().reader();

    private final List<Fact> facts;

    SubjectFacts(Collection<Fact> facts, String subject) {
        this(facts.stream().filter(fact -> fact.subject().equals(subject)).toList());
    }

    SubjectFacts(List<Fact> facts) {
        this.facts = List.copyOf(Fact.newest(facts));
    }

    /** {@return the text of a field, empty when there is none} */
    Optional<String> text(String field) {
        return json(field).flatMap(value -> Optional.ofNullable(value.textValue()));
    }

    /** {@return what the text of a field says, empty when it says nothing} */
    <T> Optional<T> value(String field, Function<String, T> reader) {
        return text(field).flatMap(text -> readable(text, reader));
    }

    /** {@return the value of a field, empty when there is none} */
    Optional<JsonNode> json(String field) {
        return find(field).map(SubjectFacts::json);
    }

    /** {@return the fact of a field, empty when nothing is told} */
    Optional<Fact> find(String field) {
        return facts.stream().filter(fact -> fact.field().equals(field)).findFirst();
    }

    /** {@return the facts whose field begins so} */
    Stream<Fact> beginningWith(String prefix) {
        return facts.stream().filter(fact -> fact.field().startsWith(prefix));
    }

    /** {@return the value of a fact, a missing node when it has none} */
    static JsonNode json(Fact fact) {
        try {
            return fact.value() == null ? MissingNode.getInstance() : JSON.readTree(fact.value());
        } catch (JsonProcessingException damaged) {
            return MissingNode.getInstance();
        }
    }

    /** {@return what the reader makes of it, empty when it cannot} */
    static <S, T> Optional<T> readable(S stored, Function<S, T> reader) {
        try {
            return Optional.of(reader.apply(stored));
        } catch (DateTimeException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
