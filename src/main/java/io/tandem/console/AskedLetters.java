package io.tandem.console;

import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked for, as it was typed; empty = any. When letters are named, they are meant and nothing else counts. */
record AskedLetters(Map<String, String> values) {
    private static final String IDS = "ids";
    private static final List<String> NAMES =
            List.of("text", "cause", "store", "type", "key", "topic", "state", "from", "to", IDS);

    static AskedLetters of(RoutingContext context) {
        Map<String, String> values = new TreeMap<>();
        NAMES.forEach(name -> values.put(name, Pages.text(context, name)));
        List<String> selected = context.request().params().getAll("id");
        if (!selected.isEmpty() && context.pathParam("id") == null) {
            values.put(IDS, String.join(",", selected));
        } else if (!Pages.text(context, "selected").isEmpty()) {
            throw new IllegalArgumentException("No letter is selected; go back and select at least one.");
        }
        return new AskedLetters(values);
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    LetterFilter filter() {
        String ids = value(IDS);
        return ids.isEmpty()
                ? LetterFilter.read(this::value)
                : LetterFilter.of(
                        Arrays.stream(ids.split(",")).map(LetterId::parse).collect(Collectors.toSet()));
    }

    String at(String path, String... more) {
        String[] parameters = new String[values.size() * 2 + more.length];
        int at = 0;
        for (Map.Entry<String, String> value : values.entrySet()) {
            parameters[at++] = value.getKey();
            parameters[at++] = value.getValue();
        }
        System.arraycopy(more, 0, parameters, at, more.length);
        return Link.to(path, parameters);
    }

    /** The same letters, without those that come later. */
    AskedLetters until(Instant now) {
        Map<String, String> others = new TreeMap<>(values);
        if (value(IDS).isEmpty() && value("to").isEmpty()) {
            others.put("to", now.truncatedTo(ChronoUnit.MILLIS).toString());
        }
        return new AskedLetters(others);
    }

    boolean isNothing() {
        return values.values().stream().allMatch(String::isEmpty);
    }

    /** Those of the same letters that have this value too. */
    String with(String name, @Nullable String value) {
        Map<String, String> others = new TreeMap<>(values);
        others.put(name, Objects.requireNonNullElse(value, ""));
        return new AskedLetters(others).at(LetterPages.PATH);
    }
}
