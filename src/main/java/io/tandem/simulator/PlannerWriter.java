package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who writes, and when.
 *
 * @param app application id
 * @param person user id of a signed-in person, or null when the application acts for itself
 * @param group the group whose plan is written
 * @param now when
 */
record PlannerWriter(String app, @Nullable String person, String group, Instant now) {

    static PlannerWriter of(Call call, String group) {
        return new PlannerWriter(call.caller(), call.person(), group, call.now());
    }

    /** The id that tells one writer from another. */
    String id() {
        return person == null ? app : person;
    }

    /** When, with at most seven digits after the second (graph-contract 8.1). */
    String time() {
        return now.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** As {@code createdBy} and {@code completedBy} show it: without a user when the application acts for itself (graph-contract 15, row 12). */
    ObjectNode identity() {
        ObjectNode identity = Json.object();
        if (person != null) {
            identity.putObject("user").putNull("displayName").put("id", person);
        }
        identity.putObject("application").putNull("displayName").put("id", app);
        return identity;
    }
}
