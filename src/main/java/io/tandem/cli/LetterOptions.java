package io.tandem.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant; each option narrows them down. */
final class LetterOptions {
    @Option(
            names = "--cause",
            paramLabel = "KIND",
            converter = TextConverter.class,
            description = "For example invalid or refused-by-graph.")
    private @Nullable String cause;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            converter = TextConverter.class,
            description = "Type of the event, for example store.opened.")
    private @Nullable String type;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            converter = TextConverter.class,
            description = "Key of the record, for example worker/000205.")
    private @Nullable String key;

    @Option(
            names = "--store",
            paramLabel = "NUMBER",
            converter = TextConverter.class,
            description = "Number of the store that it is about.")
    private @Nullable String store;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            converter = TextConverter.class,
            description = "Where the record was read.")
    private @Nullable String topic;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TextConverter.class,
            description = "Written then or later, 2026-11-22T09:30:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", converter = TextConverter.class, description = "Written before that.")
    private @Nullable String to;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            converter = TextConverter.class,
            description = "Part of the reason, or the id of the event.")
    private @Nullable String text;

    private Map<String, String> given() {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        all.put("cause", cause);
        all.put("type", type);
        all.put("key", key);
        all.put("store", store);
        all.put("topic", topic);
        all.put("from", from);
        all.put("to", to);
        all.put("text", text);
        Map<String, String> given = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }

    boolean isEmpty() {
        return given().isEmpty();
    }

    ApiPath addTo(ApiPath path) {
        given().forEach(path::with);
        return path;
    }

    ObjectNode json() {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        given().forEach(filter::put);
        return filter;
    }
}
