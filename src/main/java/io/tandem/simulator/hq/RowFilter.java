package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code $filter}: comparisons with {@code eq} and {@code ne}, joined by {@code and}. A literal must have the form of its
 * property's type; in a text a star stands for anything (commerce-contract 3).
 */
record RowFilter(EntitySet set, String text) {
    private static final Pattern COMPARISON =
            Pattern.compile("\\s*(\\w+)\\s+(eq|ne)\\s+((?:[\\w.]+)?'(?:[^']|'')*'|[^\\s')]+)\\s*(?:(and)\\s+|$)");

    /** {@return which rows pass} */
    Predicate<ObjectNode> predicate() {
        List<Predicate<ObjectNode>> parts = new ArrayList<>();
        Matcher matcher = COMPARISON.matcher(text);
        int end = 0;
        boolean more = true;
        while (more) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw HqRefusal.badRequest("$filter cannot be read at position " + end + ".");
            }
            parts.add(comparison(matcher.group(1), matcher.group(2).equals("eq"), matcher.group(3)));
            end = matcher.end();
            more = matcher.group(4) != null;
        }
        if (end < text.length()) {
            throw HqRefusal.badRequest("$filter cannot be read at position " + end + ".");
        }
        return parts.stream().reduce(row -> true, Predicate::and);
    }

    private Predicate<ObjectNode> comparison(String property, boolean equal, String literal) {
        PropertyType type = set.type(property);
        String wanted = type.literal(literal)
                .orElseThrow(() -> HqRefusal.badRequest(literal + " is no value to compare '" + property + "' with."));
        Pattern pattern = Pattern.compile(
                type instanceof PropertyType.Text ? wildcard(wanted) : Pattern.quote(wanted), Pattern.CASE_INSENSITIVE);
        return row -> pattern.matcher(row.path(property).asText()).matches() == equal;
    }

    private static String wildcard(String text) {
        return Pattern.quote(text).replace("*", "\\E.*\\Q");
    }
}
