package io.tandem.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the part of OData's {@code $filter} grammar that directory and Teams accept; anything else is a 400. */
final class FilterParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|[(),:]|[^\\s(),:']+)\\s*");
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "ge", "le", "gt", "lt");
    private static final int MAX_CLAUSES = 15;

    private final List<String> tokens;
    private final UnaryOperator<String> property;
    private int next;

    private FilterParser(List<String> tokens, UnaryOperator<String> property) {
        this.tokens = tokens;
        this.property = property;
    }

    /**
     * Parses a filter.
     *
     * @param property checks a property path and gives its short name
     */
    static Filter parse(String text, UnaryOperator<String> property) {
        FilterParser parser = new FilterParser(tokens(text), property);
        Filter filter = parser.or();
        if (parser.next < parser.tokens.size()) {
            throw unreadable("unexpected '" + parser.tokens.get(parser.next) + "'");
        }
        long clauses = filter.all().mapToLong(FilterParser::alternatives).sum();
        if (clauses > MAX_CLAUSES) {
            throw GraphError.of(
                    400,
                    "Request_UnsupportedQuery",
                    "Too many child clauses specified in search filter expression containing 'OR' operators: " + clauses
                            + ". Max allowed: " + MAX_CLAUSES + ".");
        }
        return filter;
    }

    private static long alternatives(Filter filter) {
        return switch (filter) {
            case Filter.In in -> in.values().size();
            case Filter.Or or ->
                or.filters().stream()
                        .filter(part -> !(part instanceof Filter.In))
                        .count();
            default -> 0;
        };
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < text.length() || tokens.isEmpty()) {
            throw unreadable("syntax error at position " + end);
        }
        return tokens;
    }

    private Filter or() {
        List<Filter> parts = new ArrayList<>(List.of(and()));
        while (accept("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new Filter.Or(List.copyOf(parts));
    }

    private Filter and() {
        List<Filter> parts = new ArrayList<>(List.of(unary()));
        while (accept("and")) {
            parts.add(unary());
        }
        return parts.size() == 1 ? parts.getFirst() : new Filter.And(List.copyOf(parts));
    }

    private Filter unary() {
        if (accept("not")) {
            return new Filter.Not(unary());
        }
        if (accept("(")) {
            Filter inner = or();
            expect(")");
            return inner;
        }
        return condition();
    }

    private Filter condition() {
        String word = take();
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("startswith") || lower.equals("endswith")) {
            expect("(");
            String name = property.apply(take());
            expect(",");
            String text = text();
            expect(")");
            return new Filter.Affix(name, text, lower.equals("startswith"));
        }
        if (lower.endsWith("/any")) {
            return any(property.apply(word.substring(0, word.length() - 4)));
        }
        String name = property.apply(word);
        if (accept("in")) {
            return new Filter.In(name, list());
        }
        String operator = take().toLowerCase(Locale.ROOT);
        if (!OPERATORS.contains(operator)) {
            throw unreadable("'" + operator + "' is no supported operator");
        }
        return new Filter.Compare(name, operator, literal());
    }

    private Filter any(String name) {
        expect("(");
        String variable = take();
        expect(":");
        expect(variable);
        expect("eq");
        String value = text();
        expect(")");
        return new Filter.Any(name, value);
    }

    private List<String> list() {
        expect("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(text());
        } while (accept(","));
        expect(")");
        return List.copyOf(values);
    }

    private String text() {
        String value = literal();
        if (value == null) {
            throw unreadable("null is not possible here");
        }
        return value;
    }

    private @Nullable String literal() {
        String token = take();
        if (token.startsWith("'")) {
            return token.substring(1, token.length() - 1).replace("''", "'");
        }
        if (!token.matches("(?i)true|false|null|-?[0-9].*|[0-9a-f-]{36}")) {
            throw unreadable("'" + token + "' is no literal");
        }
        return token.equals("null") ? null : token;
    }

    private boolean accept(String token) {
        if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw unreadable("'" + token + "' expected");
        }
    }

    private String take() {
        if (next >= tokens.size()) {
            throw unreadable("it ends too early");
        }
        return tokens.get(next++);
    }

    private static GraphError unreadable(String reason) {
        return GraphError.badRequest("Invalid filter clause: " + reason + ".");
    }
}
