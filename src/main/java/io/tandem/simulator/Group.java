package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One group.
 *
 * @param id group id, also the id of its team
 * @param properties what callers wrote, plus {@code uniqueName} when made by upsert
 * @param createdAt when it was made
 * @param reachesTeamsAt until then Teams does not know it (graph-contract 4.1)
 * @param listedAt until then filters do not find it (graph-contract 3.3)
 * @param deletedAt when it was soft-deleted, or null
 */
record Group(
        String id,
        ObjectNode properties,
        Instant createdAt,
        Instant reachesTeamsAt,
        Instant listedAt,
        @Nullable Instant deletedAt) {

    @Nullable
    String uniqueName() {
        return Json.text(properties, "uniqueName");
    }

    String displayName() {
        return properties.path("displayName").asText();
    }

    String mailNickname() {
        return properties.path("mailNickname").asText();
    }

    boolean live() {
        return deletedAt == null;
    }

    /** A Microsoft 365 group, the only kind that can carry a team. */
    boolean unified() {
        for (JsonNode type : properties.path("groupTypes")) {
            if ("Unified".equals(type.asText())) {
                return true;
            }
        }
        return false;
    }

    Group withProperties(ObjectNode changed) {
        return new Group(id, changed, createdAt, reachesTeamsAt, listedAt, deletedAt);
    }

    /** The group as it is once it was deleted, or restored when there is no such time. */
    Group deleted(@Nullable Instant at) {
        return new Group(id, properties, createdAt, reachesTeamsAt, listedAt, at);
    }
}
