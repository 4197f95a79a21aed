package io.tandem.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Order hints (graph-contract 8.5). A client sends {@code prev next!}, where either may be empty or again of that form; the server answers
 * a short value without spaces and exclamation marks, compared ordinally.
 */
final class OrderHint {
    private static final Pattern CLIENT = Pattern.compile("[ -~]*!");
    private static final char ZERO = '0';
    private static final char LAST = 'z';

    private long lastTick;

    /** A value before all earlier ones: what is new stands first. */
    String newest(Instant now) {
        lastTick = Math.max(lastTick + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        return (Long.MAX_VALUE - lastTick) + "P";
    }

    /** The value for what a client sent; 400 when it is not of the client's form, for instance a value of the server. */
    static String placed(String sent) {
        if (!CLIENT.matcher(sent).matches()) {
            throw malformed(sent);
        }
        Deque<String> before = new ArrayDeque<>();
        StringBuilder value = new StringBuilder();
        boolean whole = false;
        for (char c : sent.toCharArray()) {
            if (c == ' ') {
                before.push(value.toString());
                value.setLength(0);
                whole = false;
            } else if (c == '!') {
                if (before.isEmpty()) {
                    throw malformed(sent);
                }
                String placed = between(before.pop(), value.toString());
                value.setLength(0);
                value.append(placed);
                whole = true;
            } else if (whole) {
                throw malformed(sent);
            } else {
                value.append(c);
            }
        }
        if (!before.isEmpty()) {
            throw malformed(sent);
        }
        return value.toString();
    }

    /**
     * The shortest value between two, either of which may be empty for none. It never ends in the lowest digit, so that there is always
     * room before it. Neighbours in the wrong order give a value after the first.
     */
    static String between(String after, String before) {
        StringBuilder value = new StringBuilder();
        boolean bounded = !before.isEmpty();
        for (int i = 0; ; i++) {
            int low = i < after.length() ? after.charAt(i) : ZERO;
            int high = bounded && i < before.length() ? before.charAt(i) : LAST + 1;
            if (high - low > 1) {
                return value.append((char) ((low + high) / 2)).toString();
            }
            value.append((char) low);
            bounded &= high == low;
        }
    }

    private static GraphError malformed(String sent) {
        return PlannerError.bad("The order hint '" + sent + "' is not of the form '<previous> <next>!'.");
    }
}
