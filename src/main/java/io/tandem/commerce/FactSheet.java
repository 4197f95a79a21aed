package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the facts that one event tells, most of them of one subject. */
final class FactSheet {
    private final String subject;
    private final String about;
    private final Stamp stamp;
    private final List<Fact> facts = new ArrayList<>();

    FactSheet(String subject, Stamp stamp) {
        this(subject, "", stamp);
    }

    /** With the store, as {@code store/000135}, to which it ties the subject wherever no other is named. */
    FactSheet(String subject, String about, Stamp stamp) {
        this.subject = subject;
        this.about = about;
        this.stamp = stamp;
    }

    /** {@return a JSON object to fill} */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return what was collected} */
    List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** Tells a value, or with null that there is none; {@code about} is the store it ties the subject to, or empty. */
    void add(String about, String field, @Nullable JsonNode value) {
        facts.add(new Fact(subject, about, field, value == null ? null : value.toString(), stamp));
    }

    /** Ties another subject to the store. */
    void tie(String other) {
        facts.add(new Fact(other, about, FactFields.TIED, BooleanNode.TRUE.toString(), stamp));
    }

    void text(String field, @Nullable Object value) {
        add(about, field, value == null ? null : TextNode.valueOf(value.toString()));
    }

    void flag(String field, boolean value) {
        add(about, field, BooleanNode.valueOf(value));
    }

    void change(String field, Change<?> change) {
        change(field, change, value -> TextNode.valueOf(value.toString()));
    }

    <T> void change(String field, Change<T> change, Function<T, JsonNode> writer) {
        switch (change) {
            case Change.Unchanged<T>() -> {}
            case Change.Cleared<T>() -> add(about, field, null);
            case Change.SetTo<T>(T value) -> add(about, field, writer.apply(value));
        }
    }
}
