package io.tandem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.commerce.Batch;
import io.tandem.commerce.EventParser;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Commerce may say, one CloudEvent a line. The same words at the same time are the same event. */
public final class Events {
    /** When they are said unless another time is given. */
    public static final Instant TIME = Instant.parse("2026-03-01T09:30:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /** {@return an event about a store} */
    public static String store(String type, Instant time, String number, @Nullable Object... data) {
        return event(type, time, "store/" + new StoreNumber(number), "storeNumber", number, data);
    }

    /** {@return an event about a worker} */
    public static String worker(String type, Instant time, String number, @Nullable Object... data) {
        return event(type, time, "worker/" + new PersonnelNumber(number), "personnelNumber", number, data);
    }

    /** {@return a store that opens} */
    public static String opened(String number, String name) {
        return store("store.opened", TIME, number, "name", name);
    }

    /** {@return a worker who is hired with an account} */
    public static String hired(String number, String userId) {
        return worker(
                "worker.hired",
                TIME,
                number,
                "name",
                "Worker " + number,
                "employmentStart",
                "2020-01-01",
                "entraObjectId",
                userId);
    }

    /** {@return a worker who gets a role in a store} */
    public static String assigned(String number, String store, String role) {
        return worker("worker.store.assigned", TIME, number, "storeNumber", store, "role", role);
    }

    /** {@return the existing team that serves a store, null = none does any more} */
    public static String mapped(String store, @Nullable String teamId, Instant time) {
        return event(
                "team.mapping.changed",
                time,
                "store/" + store,
                "sourceId",
                store,
                "sourceType",
                "RetailStore",
                "teamId",
                teamId);
    }

    /** {@return a list of three tasks that is started over stores} */
    public static String list(String process, Instant time, String... stores) {
        return event(
                "task.list.started",
                time,
                "process/" + process,
                "processId",
                process,
                "name",
                "Holiday season preparation",
                "targetDate",
                "2026-12-04",
                "storeNumbers",
                List.of(stores),
                "tasks",
                IntStream.range(0, 3)
                        .mapToObj(n -> Map.of("key", "task" + n, "title", "Task " + n))
                        .toList());
    }

    /** {@return a hierarchy with these nodes, each as id, name, id of its parent or empty, number of its store or empty} */
    public static String hierarchy(String name, Instant time, String purpose, List<List<String>> nodes) {
        return event(
                "hierarchy.published",
                time,
                "hierarchy/" + name,
                "name",
                name,
                "purposes",
                List.of(purpose),
                "nodes",
                nodes.stream().map(Events::node).toList());
    }

    private static Map<String, String> node(List<String> node) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("id", node.get(0), "name", node.get(1)));
        if (!node.get(2).isEmpty()) {
            fields.put("parentId", node.get(2));
        }
        if (!node.get(3).isEmpty()) {
            fields.put("storeNumber", node.get(3));
        }
        return fields;
    }

    /** {@return the batch of these lines} */
    public static Batch batch(String... lines) {
        EventParser parser = new EventParser(InstantSource.fixed(Instant.MAX));
        return Batch.of(Stream.of(lines)
                .map(line -> parser.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private static String event(
            String type, Instant time, String subject, String idField, String number, @Nullable Object... data) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>(Map.of(idField, number));
        for (int i = 0; i < data.length; i += 2) {
            payload.put(String.valueOf(data[i]), data[i + 1]);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", type + "-" + subject + "-" + time + "-" + Arrays.hashCode(data));
        event.put("source", "/d365/contoso/usrt");
        event.put("type", "io.tandem.commerce." + type);
        event.put("subject", subject);
        event.put("time", time.toString());
        event.put("data", payload);
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
