package io.tandem.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.model.TaskField;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.Buckets;
import io.tandem.tasks.Twins;
import io.tandem.tasks.Unanswered;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a plan that no statement looks into, as JSON. Everything but ASCII is escaped: PostgreSQL takes no NUL, and
 * a text that came back otherwise than it went would look as if somebody had changed it.
 */
final class TaskJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private static final TypeReference<Map<TaskField, Agreed>> AGREED = new TypeReference<>() {};
    private static final TypeReference<Map<TaskField, String>> VALUES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private static final TypeReference<Map<String, JsonNode>> REFUSED = new TypeReference<>() {};
    private static final TypeReference<List<Unanswered>> REQUESTS = new TypeReference<>() {};

    private TaskJson() {}

    static String write(Object parts) {
        try {
            return JSON.writeValueAsString(parts);
        } catch (JsonProcessingException unknown) {
            throw new DatabaseException("what is known of tasks cannot be written as JSON", unknown);
        }
    }

    static Map<TaskField, Agreed> agreed(String json) {
        return read(json, AGREED);
    }

    static Map<TaskField, String> values(String json) {
        return read(json, VALUES);
    }

    static Map<String, String> names(String json) {
        return read(json, NAMES);
    }

    /** Of what was refused before it was known until when, only the code is written: it is tried again at once. */
    static Map<String, Buckets.Refused> refused(String json) {
        Map<String, Buckets.Refused> refused = new HashMap<>();
        read(json, REFUSED).forEach((list, why) -> refused.put(list, refused(why)));
        return refused;
    }

    private static Buckets.Refused refused(JsonNode why) {
        return why.isTextual()
                ? new Buckets.Refused(why.textValue(), Instant.EPOCH)
                : JSON.convertValue(why, Buckets.Refused.class);
    }

    static Twins twins(String json) {
        return new Twins(read(json, REQUESTS));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException changed) {
            throw new DatabaseException(
                    "table task or plan holds JSON that this version does not understand; run the version that wrote it",
                    changed);
        }
    }
}
