package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A parsed {@code $filter}. Texts compare without regard to case, as in the directory. */
sealed interface Filter {

    /** Whether an item, given as a function from property to value (null when absent), passes. */
    boolean test(Function<String, @Nullable JsonNode> item);

    /** The part filters. */
    default Stream<Filter> parts() {
        return Stream.empty();
    }

    /** This filter and everything below it. */
    default Stream<Filter> all() {
        return Stream.concat(Stream.of(this), parts().flatMap(Filter::all));
    }

    /** The values of which the property must have one for the filter to pass, when the filter says so at its top. */
    default Optional<List<String>> required(String property) {
        return Optional.empty();
    }

    /** All must pass. */
    record And(List<Filter> filters) implements Filter {
        @Override
        public boolean test(Function<String, @Nullable JsonNode> item) {
            return filters.stream().allMatch(filter -> filter.test(item));
        }

        @Override
        public Stream<Filter> parts() {
            return filters.stream();
        }

        @Override
        public Optional<List<String>> required(String property) {
            return filters.stream()
                    .flatMap(filter -> filter.required(property).stream())
                    .findFirst();
        }
    }

    /** One must pass. */
    record Or(List<Filter> filters) implements Filter {
        @Override
        public boolean test(Function<String, @Nullable JsonNode> item) {
            return filters.stream().anyMatch(filter -> filter.test(item));
        }

        @Override
        public Stream<Filter> parts() {
            return filters.stream();
        }
    }

    /** It must not pass. */
    record Not(Filter filter) implements Filter {
        @Override
        public boolean test(Function<String, @Nullable JsonNode> item) {
            return !filter.test(item);
        }

        @Override
        public Stream<Filter> parts() {
            return Stream.of(filter);
        }
    }

    /** {@code property op value}; the value is null for the word {@code null}. */
    record Compare(String property, String op, @Nullable String value) implements Filter {
        @Override
        public boolean test(Function<String, @Nullable JsonNode> item) {
            String actual = lower(item.apply(property));
            String wanted = value == null ? null : value.toLowerCase(Locale.ROOT);
            if (actual == null || wanted == null) {
                boolean both = actual == null && wanted == null;
                return op.equals("ne") != both && (op.equals("eq") || op.equals("ne"));
            }
            int order = actual.compareTo(wanted);
            return switch (op) {
                case "eq" -> order == 0;
                case "ne" -> order != 0;
                case "ge" -> order >= 0;
                case "le" -> order <= 0;
                case "gt" -> order > 0;
                default -> order < 0;
            };
        }

        @Override
        public Optional<List<String>> required(String name) {
            return property.equals(name) && op.equals("eq") && value != null
                    ? Optional.of(List.of(value))
                    : Optional.empty();
        }
    }

    /** {@code property in ('a','b')}. */
    record In(String property, List<String> values) implements Filter {
        @Override
        public boolean test(Function<String, @Nullable JsonNode> item) {
            String actual = lower(item.apply(property));
            return actual != null
                    && values.stream()
                            .anyMatch(value -> value.toLowerCase(Locale.ROOT).equals(actual));
        }

        @Override
        public Optional<List<String>> required(String name) {
            return property.equals(name) ? Optional.of(values) : Optional.empty();
        }
    }

    /** {@code startsWith(property,'text')} and {@code endsWith(property,'text')}. */
    record Affix(String property, String text, boolean start) implements Filter {
        @Override
        public boolean test(Function<String, @Nullable JsonNode> item) {
            String actual = lower(item.apply(property));
            String wanted = text.toLowerCase(Locale.ROOT);
            return actual != null && (start ? actual.startsWith(wanted) : actual.endsWith(wanted));
        }
    }

    /** {@code property/any(x:x eq 'value')} on a collection of texts. */
    record Any(String property, String value) implements Filter {
        @Override
        public boolean test(Function<String, @Nullable JsonNode> item) {
            JsonNode values = item.apply(property);
            if (values != null) {
                for (JsonNode element : values) {
                    if (element.asText().equalsIgnoreCase(value)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static @Nullable String lower(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : value.asText().toLowerCase(Locale.ROOT);
    }
}
