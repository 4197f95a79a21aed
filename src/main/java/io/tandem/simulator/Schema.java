package io.tandem.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Graph's types look like: read once from {@code graph.schema}, whose head explains the form. */
final class Schema {
    private static final Schema GRAPH = read();

    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, Choice> choices = new HashMap<>();

    /**
     * An enumeration.
     *
     * @param members allowed words
     * @param flags whether several may be given, separated by commas
     */
    record Choice(Set<String> members, boolean flags) {}

    /**
     * A property or navigation property.
     *
     * @param name property name
     * @param type primitive, enumeration or structured type, {@code Any} when unknown
     * @param collection whether it is an array
     * @param nullable whether null is allowed
     * @param readOnly whether only the service writes it
     * @param navigation whether it leads to other entities
     */
    record Property(
            String name, String type, boolean collection, boolean nullable, boolean readOnly, boolean navigation) {}

    /**
     * A structured type, or the parameters of an action.
     *
     * @param name type name
     * @param base name of its base type or null
     * @param isAbstract whether a body must name a derived type
     * @param open whether unknown properties are allowed
     * @param own its own properties by name
     */
    record Type(String name, @Nullable String base, boolean isAbstract, boolean open, Map<String, Property> own) {}

    static Schema graph() {
        return GRAPH;
    }

    Optional<Type> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    Optional<Choice> choice(String name) {
        return Optional.ofNullable(choices.get(name));
    }

    /** A property of the type or of one of its bases. */
    Optional<Property> property(String type, String name) {
        for (Type t = types.get(type); t != null; t = t.base() == null ? null : types.get(t.base())) {
            Property property = t.own().get(name);
            if (property != null) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    /** Whether the first type is the second or derives from it. */
    boolean derives(String type, String from) {
        for (Type t = types.get(type); t != null; t = t.base() == null ? null : types.get(t.base())) {
            if (t.name().equals(from)) {
                return true;
            }
        }
        return false;
    }

    private static Schema read() {
        Schema schema = new Schema();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Schema.class.getResourceAsStream("graph.schema")), StandardCharsets.UTF_8))) {
            Map<String, Property> properties = Map.of();
            for (String line : reader.lines().toList()) {
                if (line.startsWith(" ")) {
                    Property property = property(line.strip());
                    properties.put(property.name(), property);
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    properties = schema.declare(List.of(line.split(" ")));
                }
            }
        } catch (IOException e) {
            throw new SimulatorException("The simulator cannot read its type facts", e);
        }
        return schema;
    }

    private Map<String, Property> declare(List<String> words) {
        String name = words.get(1);
        Map<String, Property> properties = new LinkedHashMap<>();
        switch (words.getFirst()) {
            case "enum", "flags" ->
                choices.put(
                        name,
                        new Choice(
                                Set.copyOf(words.subList(2, words.size())),
                                words.getFirst().equals("flags")));
            default -> {
                int base = words.indexOf("<");
                types.put(
                        name,
                        new Type(
                                name,
                                base < 0 ? null : words.get(base + 1),
                                words.contains("abstract"),
                                words.contains("open"),
                                properties));
            }
        }
        return properties;
    }

    private static Property property(String line) {
        String[] words = line.split(" ", -1);
        boolean navigation = words[0].startsWith(">");
        String type = words[1];
        return new Property(
                navigation ? words[0].substring(1) : words[0],
                type.replace("!", "").replace("[]", ""),
                type.contains("[]"),
                !type.endsWith("!"),
                Arrays.asList(words).contains("ro"),
                navigation);
    }
}
