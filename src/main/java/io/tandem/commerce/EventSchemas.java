package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON Schemas of {@code src/main/resources/schemas}, compiled once; they say what is wrong in words. */
final class EventSchemas {
    private static final String FOLDER = "classpath:schemas/";
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();

    private final JsonSchemaFactory factory = factory();
    private final JsonSchema envelope = compiled("envelope");
    private final Map<EventType, JsonSchema> data = Arrays.stream(EventType.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), type -> compiled(type.title())));

    /** {@return what is wrong with the attributes of an event, one text a fault, none when all is well} */
    List<String> faultsOfEnvelope(JsonNode event) {
        return words("", envelope.validate(event));
    }

    /** {@return what is wrong with the data of an event, one text a fault, none when all is well} */
    List<String> faultsOfData(EventType type, JsonNode value) {
        return words("/data", Objects.requireNonNull(data.get(type)).validate(value));
    }

    /** One fault a place: the first that was found there. */
    private List<String> words(String prefix, Set<ValidationMessage> messages) {
        Map<String, Fault> faults = new TreeMap<>();
        for (ValidationMessage message : messages) {
            Fault fault = Fault.of(message, this::definition);
            faults.putIfAbsent(fault.pointer(), fault);
        }
        return faults.values().stream().map(fault -> fault.words(prefix)).toList();
    }

    /** Definitions are looked up with their references followed. */
    private JsonNode definition(SchemaLocation location) {
        JsonNode node = factory.getSchema(location, CONFIG).getSchemaNode();
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : definition(SchemaLocation.of(SchemaLocation.resolve(location, reference)));
    }

    private JsonSchema compiled(String name) {
        JsonSchema schema = factory.getSchema(SchemaLocation.of(FOLDER + name + ".json"), CONFIG);
        schema.initializeValidators();
        return schema;
    }

    private static JsonSchemaFactory factory() {
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .formats(List.of(StrictFormat.values()))
                .build();
        return JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(dialect.getIri())
                .metaSchema(dialect)
                .build();
    }
}
