package io.tandem.deadletter;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has become of a dead letter. */
public enum LetterState {
    /** Nothing yet. */
    OPEN,
    /** It is its turn soon. */
    REPLAYING,
    /** It was sent again, or its key is due again. */
    REPLAYED,
    /** Somebody said that it does not matter. */
    DISCARDED,
    /** Something newer was learnt of its key. */
    SUPERSEDED;

    /** {@return the word people use} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the state of that word}
     *
     * @throws IllegalArgumentException when there is none
     */
    public static LetterState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state=" + word + " is no state; use "
                        + Arrays.stream(values()).map(LetterState::word).collect(Collectors.joining(", "))));
    }
}
