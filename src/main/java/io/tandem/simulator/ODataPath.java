package io.tandem.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request URI taken apart: {@code /teams/1}, {@code /teams('1')} and {@code /teams(1)} give the same segments.
 *
 * @param version {@code v1.0} or {@code beta}
 * @param segments after the version
 * @param query decoded query options by name
 */
record ODataPath(String version, List<Segment> segments, Map<String, String> query) {
    private static final Pattern KEYED = Pattern.compile("([A-Za-z.]+)\\((.*)\\)");
    private static final Pattern NAMED_KEY = Pattern.compile("([A-Za-z]+)\\s*=\\s*(.+)");

    /**
     * One part of a path.
     *
     * @param text decoded text, for a key its bare value
     * @param key whether it stood in parentheses
     * @param keyName property of an alternate key, or null
     */
    record Segment(String text, boolean key, @Nullable String keyName) {}

    static ODataPath parse(String uri) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        List<Segment> segments = new ArrayList<>();
        for (String raw : path.split("/", -1)) {
            if (!raw.isEmpty()) {
                addSegments(segments, decodePath(raw));
            }
        }
        String version = segments.isEmpty() ? "" : segments.removeFirst().text();
        return new ODataPath(version, List.copyOf(segments), query(mark < 0 ? "" : uri.substring(mark + 1)));
    }

    /** The id that a bind value such as {@code https://graph.microsoft.com/v1.0/users('1')} names in a set, or null. */
    static @Nullable String boundId(String bind, String... sets) {
        List<Segment> segments = new ArrayList<>();
        for (String raw : bind.replaceFirst("^https://[^/]+/(v1\\.0|beta)/", "").split("/", -1)) {
            addSegments(segments, decodePath(raw));
        }
        if (segments.size() != 2 || !bind.startsWith("https://")) {
            return null;
        }
        boolean known = List.of(sets).contains(segments.getFirst().text());
        return known ? segments.getLast().text() : null;
    }

    private static void addSegments(List<Segment> segments, String text) {
        Matcher keyed = KEYED.matcher(text);
        if (!keyed.matches()) {
            segments.add(new Segment(text.replaceFirst("^microsoft\\.graph\\.", ""), false, null));
            return;
        }
        segments.add(new Segment(keyed.group(1), false, null));
        Matcher named = NAMED_KEY.matcher(keyed.group(2));
        if (named.matches() && !keyed.group(2).startsWith("'")) {
            segments.add(new Segment(unquote(named.group(2)), true, named.group(1)));
        } else {
            segments.add(new Segment(unquote(keyed.group(2)), true, null));
        }
    }

    private static String unquote(String literal) {
        if (literal.length() > 1 && literal.startsWith("'") && literal.endsWith("'")) {
            return literal.substring(1, literal.length() - 1).replace("''", "'");
        }
        return literal;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                options.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return options;
    }

    private static String decodePath(String raw) {
        return decode(raw.replace("+", "%2B"));
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GraphError.badRequest("The URI is malformed: " + e.getMessage());
        }
    }
}
