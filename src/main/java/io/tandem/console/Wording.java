package io.tandem.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words, numbers and times as the pages write them. */
final class Wording {
    private static final Map<String, String> STATES = Map.of(
            "inSync", "In sync",
            "working", "Working",
            "waiting", "Waiting",
            "held", "Held",
            "failed", "Failed");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Wording() {}

    /** {@return the name of a state for people; other words as they are} */
    static String state(String state) {
        return STATES.getOrDefault(state, capital(spaced(state)));
    }

    /** {@code NotStarted} as two words. */
    private static String spaced(String word) {
        return word.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    static String capital(String text) {
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** {@return {@code 12,345}; what is below zero is unknown} */
    static String number(long number) {
        return number < 0 ? "unknown" : String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** {@return the share in per cent, rounded so that only all is 100} */
    static long percent(long part, long whole) {
        return whole == 0 ? 0 : part * 100 / whole;
    }

    static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at) + " UTC";
    }

    /** {@return how long ago, or in how long, in one unit} */
    static String ago(@Nullable Instant at, Instant now) {
        if (at == null) {
            return "never";
        }
        Duration age = Duration.between(at, now);
        String length = length(age.abs());
        return age.isNegative() ? "in " + length : length + " ago";
    }

    static String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }
}
