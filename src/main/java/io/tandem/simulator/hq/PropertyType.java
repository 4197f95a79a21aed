package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a property: how its values look in JSON and as literals of an address or a filter (commerce-contract 3). */
sealed interface PropertyType {
    /** What Finance and Operations says for no point in time. */
    String NO_TIME = "1900-01-01T00:00:00Z";

    /** {@return whether JSON carries a value of this type; null stands for the empty one} */
    boolean accepts(JsonNode value);

    /** {@return the value of a literal, empty when it is none of this type} */
    Optional<String> literal(String text);

    /** {@return what a row has that says nothing of it} */
    String empty();

    /** {@return the one form in which a value is kept} */
    default JsonNode kept(JsonNode value) {
        return JsonNodeFactory.instance.textNode(value.isNull() ? empty() : value.asText());
    }

    /** Text; a star in a filter stands for anything. */
    record Text() implements PropertyType {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() || value.isNull();
        }

        @Override
        public Optional<String> literal(String text) {
            return text.matches("(?s)'(?:[^']|'')*'")
                    ? Optional.of(text.substring(1, text.length() - 1).replace("''", "'"))
                    : Optional.empty();
        }

        @Override
        public String empty() {
            return "";
        }
    }

    /** A GUID, without quotes as a literal. */
    record Guid() implements PropertyType {
        private static final Pattern FORM = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && FORM.matcher(value.textValue()).matches();
        }

        @Override
        public Optional<String> literal(String text) {
            return FORM.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
        }

        @Override
        public String empty() {
            return "00000000-0000-0000-0000-000000000000";
        }

        @Override
        public JsonNode kept(JsonNode value) {
            return JsonNodeFactory.instance.textNode(value.asText().toLowerCase(Locale.ROOT));
        }
    }

    /** A point in time; 1900 stands for none. */
    record Moment() implements PropertyType {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isNull()
                    || value.isTextual() && literal(value.textValue()).isPresent();
        }

        @Override
        public Optional<String> literal(String text) {
            try {
                return Optional.of(OffsetDateTime.parse(text)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .withNano(0)
                        .toInstant()
                        .toString());
            } catch (DateTimeException wrong) {
                return Optional.empty();
            }
        }

        @Override
        public String empty() {
            return NO_TIME;
        }

        @Override
        public JsonNode kept(JsonNode value) {
            return JsonNodeFactory.instance.textNode(
                    value.isNull() ? NO_TIME : literal(value.textValue()).orElse(NO_TIME));
        }
    }

    /**
     * An enumeration: the symbol in JSON, {@code Microsoft.Dynamics.DataEntities.Name'Symbol'} as a literal.
     *
     * @param name its name
     * @param symbols the first is that of a row that says nothing of it
     */
    record Choice(String name, List<String> symbols) implements PropertyType {
        private static final Pattern LITERAL = Pattern.compile("Microsoft\\.Dynamics\\.DataEntities\\.(\\w+)'(\\w+)'");

        static Choice of(String name, String... symbols) {
            return new Choice(name, List.of(symbols));
        }

        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && symbols.contains(value.textValue());
        }

        @Override
        public Optional<String> literal(String text) {
            Matcher matcher = LITERAL.matcher(text);
            return matcher.matches() && matcher.group(1).equals(name) && symbols.contains(matcher.group(2))
                    ? Optional.of(matcher.group(2))
                    : Optional.empty();
        }

        @Override
        public String empty() {
            return symbols.getFirst();
        }
    }
}
