package io.tandem.simulator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What happened to a resource, in the words of {@code changeType}. */
enum ChangeType {
    CREATED,
    UPDATED,
    DELETED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code created,deleted}; empty when a word is none of the three. */
    static Optional<Set<ChangeType>> parse(String list) {
        Set<ChangeType> types = EnumSet.noneOf(ChangeType.class);
        for (String word : list.split(",", -1)) {
            Optional<ChangeType> type = Arrays.stream(values())
                    .filter(known -> known.word().equals(word.strip()))
                    .findFirst();
            if (type.isEmpty()) {
                return Optional.empty();
            }
            types.add(type.get());
        }
        return Optional.of(types);
    }

    static String list(Set<ChangeType> types) {
        return types.stream().sorted().map(ChangeType::word).collect(Collectors.joining(","));
    }
}
