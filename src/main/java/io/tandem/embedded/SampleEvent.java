package io.tandem.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Something that Commerce tells (DESIGN 8).
 *
 * @param type type without prefix, {@code worker.hired}
 * @param subject key of what it is about, {@code worker/000205}
 * @param entity legal entity that tells it, {@code USRT}
 * @param data its payload
 */
record SampleEvent(String type, String subject, String entity, ObjectNode data) {

    static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return the beginning of a payload about a worker} */
    static ObjectNode about(SampleWorker worker) {
        return json().put("personnelNumber", worker.number());
    }

    /** {@return an event that a worker's own company tells} */
    static SampleEvent event(String type, SampleWorker worker, ObjectNode data) {
        return new SampleEvent(type, worker.key(), worker.entity(), data);
    }

    /** {@return the event as structured CloudEvent, one line; the same event at the same time has the same id} */
    String line(Instant time) {
        ObjectNode event = json().put("specversion", "1.0")
                .put("id", id(time))
                .put("source", "/d365/contoso-prod/" + entity.toLowerCase(Locale.ROOT))
                .put("type", "io.tandem.commerce." + type)
                .put("subject", subject)
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        return event.set("data", data).toString();
    }

    private String id(Instant time) {
        String name = String.join("\n", entity, type, subject, time.toString());
        return guid(name);
    }

    /** {@return a GUID that is the same for the same name, whatever day and machine} */
    static String guid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
