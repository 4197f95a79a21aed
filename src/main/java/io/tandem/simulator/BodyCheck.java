package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Schema.Property;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a request body against the type facts. Whatever does not fit is a 400 that names the property.
 *
 * @param schema the facts
 * @param code error code of the service that is asked ({@code BadRequest} or {@code Request_BadRequest})
 * @param writable read-only properties that this call may write after all
 */
record BodyCheck(Schema schema, String code, Set<String> writable) {
    private static final String BIND = "@odata.bind";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    void check(String typeName, JsonNode body) {
        if (!body.isObject()) {
            throw refused("The body must be a JSON object of type microsoft.graph." + typeName + ".");
        }
        object(typeName, (ObjectNode) body);
    }

    private void object(String declared, ObjectNode object) {
        Schema.Type type = actualType(declared, object);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            int at = name.indexOf('@');
            if (at == 0) {
                annotation(name);
            } else if (name.endsWith(BIND)) {
                bind(type, name.substring(0, at), field.getValue());
            } else if (at > 0) {
                known(type, name.substring(0, at));
            } else {
                member(type, name, field.getValue());
            }
        }
    }

    private Schema.Type actualType(String declared, ObjectNode object) {
        JsonNode annotation = object.get("@odata.type");
        String name = declared;
        if (annotation != null) {
            name = annotation.asText().replaceFirst("^#?microsoft\\.graph\\.", "");
            if (!annotation.isTextual() || !schema.derives(name, declared)) {
                throw refused(
                        "'" + annotation.asText() + "' in '@odata.type' is not a microsoft.graph." + declared + ".");
            }
        }
        String actual = name;
        Schema.Type type =
                schema.type(actual).orElseThrow(() -> refused("The type microsoft.graph." + actual + " is not known."));
        if (type.isAbstract()) {
            throw refused(
                    "The type microsoft.graph." + actual + " is abstract: '@odata.type' must name the actual type.");
        }
        return type;
    }

    private void annotation(String name) {
        if (!Set.of("@odata.type", "@odata.id", "@odata.etag", "@odata.context").contains(name)) {
            throw refused("The annotation '" + name + "' is not supported.");
        }
    }

    private void bind(Schema.Type type, String name, JsonNode value) {
        Property property = known(type, name);
        if (!property.navigation()) {
            throw refused("The property '" + name + "' cannot be bound: it is no navigation property.");
        }
        if (property.collection() ? !textArray(value) : !value.isTextual()) {
            throw refused("The value of '" + name + BIND + "' must be "
                    + (property.collection() ? "an array of URLs." : "a URL."));
        }
    }

    private static boolean textArray(JsonNode value) {
        if (!value.isArray()) {
            return false;
        }
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private void member(Schema.Type type, String name, JsonNode value) {
        if (schema.property(type.name(), name).isEmpty() && (type.open() || name.startsWith("extension_"))) {
            return;
        }
        Property property = known(type, name);
        if (property.readOnly() && !writable.contains(name)) {
            throw refused("Property '" + name + "' is read-only and cannot be set.");
        }
        if (value.isNull()) {
            if (!property.nullable() || property.collection()) {
                throw refused("Property '" + name + "' must not be null.");
            }
        } else if (property.collection()) {
            collection(property, value);
        } else {
            value(property, value);
        }
    }

    private Property known(Schema.Type type, String name) {
        return schema.property(type.name(), name)
                .orElseThrow(() -> refused(
                        "Invalid property '" + name + "': microsoft.graph." + type.name() + " does not have it."));
    }

    private void collection(Property property, JsonNode value) {
        if (!value.isArray()) {
            throw refused("Property '" + property.name() + "' must be an array.");
        }
        for (JsonNode item : value) {
            value(property, item);
        }
    }

    private void value(Property property, JsonNode value) {
        boolean fits = switch (property.type()) {
            case "Any" -> true;
            case "String", "Binary", "Stream" -> value.isTextual();
            case "Boolean" -> value.isBoolean();
            case "Int32" -> value.isIntegralNumber() && value.canConvertToInt();
            case "Int64" -> value.isIntegralNumber() || value.isTextual();
            case "Double", "Single", "Decimal" -> value.isNumber();
            case "Guid" -> value.isTextual() && GUID.matcher(value.textValue()).matches();
            case "DateTimeOffset", "Date", "Duration" -> value.isTextual() && temporal(property, value);
            default -> structured(property, value);
        };
        if (!fits) {
            throw refused("The value of property '" + property.name() + "' is no " + property.type() + ".");
        }
    }

    private static boolean temporal(Property property, JsonNode value) {
        try {
            switch (property.type()) {
                case "Date" -> LocalDate.parse(value.textValue());
                case "Duration" -> Duration.parse(value.textValue());
                default -> OffsetDateTime.parse(value.textValue());
            }
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private boolean structured(Property property, JsonNode value) {
        if (schema.choice(property.type()).isPresent()) {
            Schema.Choice choice = schema.choice(property.type()).orElseThrow();
            return value.isTextual()
                    && choice.members()
                            .containsAll(Arrays.asList(
                                    choice.flags()
                                            ? value.textValue().split("\\s*,\\s*", -1)
                                            : new String[] {value.textValue()}));
        }
        if (value instanceof ObjectNode object) {
            object(property.type(), object);
            return true;
        }
        return false;
    }

    private GraphError refused(String message) {
        return GraphError.of(400, code, message);
    }
}
