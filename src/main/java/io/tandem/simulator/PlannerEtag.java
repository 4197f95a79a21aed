package io.tandem.simulator;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Etags as Planner makes them: weak, quoted, base64 inside, and those of one object greater in ordinal comparison when newer
 * (graph-contract 8.3). The version is written in the letters A to Z because base64 digits in general do not keep an order.
 */
final class PlannerEtag {
    private static final int STEM = 9;
    private static final int LETTERS = 8;
    private static final Pattern VERSION = Pattern.compile("[A-Z]{" + LETTERS + "}");

    private PlannerEtag() {}

    static String of(PlannerObject object) {
        return start(object) + letters(object.version()) + "\"";
    }

    /** The version that an etag names, empty when it is none of this object's. */
    static OptionalInt version(String etag, PlannerObject object) {
        String start = start(object);
        if (!etag.startsWith(start) || !etag.endsWith("\"")) {
            return OptionalInt.empty();
        }
        String letters = etag.substring(start.length(), Math.max(start.length(), etag.length() - 1));
        if (!VERSION.matcher(letters).matches()) {
            return OptionalInt.empty();
        }
        long version = letters.chars().asLongStream().reduce(0, (sum, letter) -> sum * 26 + letter - 'A');
        return version > object.version() ? OptionalInt.empty() : OptionalInt.of((int) version);
    }

    /** One byte for the kind and eight of the id, so that the etags of a task and of its details have nothing in common. */
    private static String start(PlannerObject object) {
        byte[] stem = ByteBuffer.allocate(STEM)
                .put((byte) ('1' + object.kind().ordinal()))
                .put(PlannerId.bytes(object.id()), 0, STEM - 1)
                .array();
        return "W/\"" + Base64.getEncoder().encodeToString(stem);
    }

    private static String letters(int version) {
        StringBuilder letters = new StringBuilder();
        for (int rest = version; letters.length() < LETTERS; rest /= 26) {
            letters.append((char) ('A' + rest % 26));
        }
        return letters.reverse().toString();
    }
}
