package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many tasks each person or application made, and how many are assigned to each person. */
final class PlannerTally {
    private final Map<String, Integer> created = new HashMap<>();
    private final Map<String, Integer> assigned = new HashMap<>();

    int created(String by) {
        return created.getOrDefault(by, 0);
    }

    int assigned(String user) {
        return assigned.getOrDefault(user, 0);
    }

    void count(@Nullable PlannerObject object, int step) {
        if (object == null || object.kind() != PlannerObject.Kind.TASK) {
            return;
        }
        JsonNode creator = object.properties().path("createdBy");
        String by = creator.at("/user/id").asText(creator.at("/application/id").asText());
        created.merge(by, step, Integer::sum);
        object.properties()
                .path("assignments")
                .fieldNames()
                .forEachRemaining(user -> assigned.merge(user, step, Integer::sum));
    }
}
