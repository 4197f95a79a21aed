package io.tandem.deadletter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null = any.
 *
 * @param ids these, empty = any
 * @param cause kind of the cause
 * @param type type of the event, whole or its end such as {@code store.opened}
 * @param key Kafka key
 * @param store number of the store it is about
 * @param topic where the record was read
 * @param state what has become of it
 * @param from written then or later
 * @param to written before that
 * @param text part of the reason or of the id of the event
 */
public record LetterFilter(
        Set<LetterId> ids,
        @Nullable String cause,
        @Nullable String type,
        @Nullable String key,
        @Nullable String store,
        @Nullable String topic,
        @Nullable LetterState state,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text) {
    /** Names of the parameters that {@link #read} asks for. */
    public static final Set<String> PARAMETERS =
            Set.of("cause", "type", "key", "store", "topic", "state", "from", "to", "text");

    /** All there are. */
    public static final LetterFilter ALL =
            new LetterFilter(Set.of(), null, null, null, null, null, null, null, null, null);

    /** All that wait for somebody. */
    public static final LetterFilter OPEN =
            new LetterFilter(Set.of(), null, null, null, null, null, LetterState.OPEN, null, null, null);

    /** Copies the ids. */
    public LetterFilter {
        ids = Set.copyOf(ids);
    }

    /** {@return these letters} */
    public static LetterFilter of(Set<LetterId> ids) {
        return new LetterFilter(ids, null, null, null, null, null, null, null, null, null);
    }

    /**
     * Reads a filter.
     *
     * @param parameters value by name, null = not given
     * @throws IllegalArgumentException when a value is not what it is meant to be
     */
    public static LetterFilter read(Function<String, @Nullable String> parameters) {
        Function<String, @Nullable String> given = name -> {
            String value = parameters.apply(name);
            return value == null || value.isBlank() ? null : value;
        };
        String state = given.apply("state");
        return new LetterFilter(
                Set.of(),
                given.apply("cause"),
                given.apply("type"),
                given.apply("key"),
                given.apply("store"),
                given.apply("topic"),
                state == null ? null : LetterState.of(state),
                time("from", given.apply("from")),
                time("to", given.apply("to")),
                given.apply("text"));
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException wrong) {
            throw new IllegalArgumentException(name + "=" + text + " is no time such as 2026-11-22T09:30:00Z", wrong);
        }
    }

    /** {@return what is given, for people: {@code cause=invalid store=000135}, or {@code all}} */
    public String sentence() {
        Map<String, @Nullable Object> given = new TreeMap<>();
        given.put("cause", cause);
        given.put("type", type);
        given.put("key", key);
        given.put("store", store);
        given.put("topic", topic);
        given.put("state", state == null ? null : state.word());
        given.put("from", from);
        given.put("to", to);
        given.put("text", text);
        given.put(
                "ids",
                ids.isEmpty()
                        ? null
                        : ids.stream().map(LetterId::toString).sorted().collect(Collectors.joining(",")));
        given.values().removeIf(Objects::isNull);
        return given.isEmpty()
                ? "all"
                : given.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "));
    }
}
