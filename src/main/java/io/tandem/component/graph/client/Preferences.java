package io.tandem.component.graph.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Joins values of the header {@code Prefer} (RFC 7240): each preference once, the later one of a name holds. */
final class Preferences {
    private static final String COMMA_OUTSIDE_OF_QUOTES = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    private Preferences() {}

    /** Returns one value with the preferences of both. */
    static String joined(String some, String more) {
        Map<String, String> byName = new LinkedHashMap<>();
        Arrays.stream((some + "," + more).split(COMMA_OUTSIDE_OF_QUOTES, -1))
                .map(String::strip)
                .filter(preference -> !preference.isEmpty())
                .forEach(preference -> byName.put(name(preference), preference));
        return String.join(", ", byName.values());
    }

    private static String name(String preference) {
        return preference.replaceFirst("[=;].*", "").strip().toLowerCase(Locale.ROOT);
    }
}
