package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address below {@code /data/}.
 *
 * @param set what it names
 * @param key properties of one row, null when the whole set is meant
 * @param options query options by name
 */
record ODataAddress(EntitySet set, @Nullable ObjectNode key, Map<String, String> options) {
    private static final Pattern PATH = Pattern.compile("/data/(\\w+)(?:\\((.*)\\))?");
    private static final Pattern PART = Pattern.compile("(?:(\\w+)=)?((?:[\\w.]+)?'(?:[^']|'')*'|[^,'=]+)(?:,(?!$)|$)");
    private static final Set<String> KNOWN = Set.of("$filter", "$select", "$top", "$count", "cross-company");

    static ODataAddress parse(String uri) {
        int mark = uri.indexOf('?');
        String path = decoded((mark < 0 ? uri : uri.substring(0, mark)).replace("+", "%2B"));
        Matcher matcher = PATH.matcher(path);
        Optional<EntitySet> set = matcher.matches() ? EntitySet.named(matcher.group(1)) : Optional.empty();
        if (set.isEmpty()) {
            throw HqRefusal.notFound("The resource " + path);
        }
        String key = matcher.group(2);
        return new ODataAddress(
                set.get(), key == null ? null : key(set.get(), key), options(mark < 0 ? "" : uri.substring(mark + 1)));
    }

    /** All key properties by name; the name may be left out when there is but one. */
    private static ObjectNode key(EntitySet set, String text) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            String name = part.group(1) == null && set.keys().size() == 1
                    ? set.keys().getFirst()
                    : String.valueOf(part.group(1));
            String literal = part.group(2);
            key.put(
                    name,
                    set.type(name)
                            .literal(literal)
                            .orElseThrow(() -> HqRefusal.badRequest(literal + " is no key '" + name + "'.")));
            end = part.end();
        }
        if (end < text.length()
                || !key.properties().stream().map(Map.Entry::getKey).toList().containsAll(set.keys())
                || key.size() != set.keys().size()) {
            throw HqRefusal.badRequest("A row of " + set.name() + " is named by " + set.keys() + ".");
        }
        return key;
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (!name.isEmpty()) {
                if (!KNOWN.contains(name)) {
                    throw HqRefusal.badRequest("The query option '" + name + "' is not supported.");
                }
                options.put(name, parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return options;
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HqRefusal.badRequest("The address is malformed: " + e.getMessage());
        }
    }
}
