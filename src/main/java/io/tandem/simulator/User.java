package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One person of the directory; the whole resource is kept as bytes, because there may be sixty thousand of them. */
final class User {
    private final long ordinal;
    private final String id;
    private final String userPrincipalName;
    private final @Nullable String employeeId;
    private final boolean enabled;
    private final boolean usesTeams;
    private final byte[] json;

    User(long ordinal, ObjectNode resource) {
        this.ordinal = ordinal;
        this.id = resource.path("id").asText();
        this.userPrincipalName = resource.path("userPrincipalName").asText();
        this.employeeId = Json.text(resource, "employeeId");
        this.enabled = resource.path("accountEnabled").asBoolean(true);
        this.usesTeams = hasTeamsPlan(resource.path("assignedPlans"));
        this.json = Json.bytes(resource);
    }

    /** Position in the order of creation, for paging. */
    long ordinal() {
        return ordinal;
    }

    String id() {
        return id;
    }

    String userPrincipalName() {
        return userPrincipalName;
    }

    @Nullable
    String employeeId() {
        return employeeId;
    }

    boolean enabled() {
        return enabled;
    }

    /** Whether a plan of the service {@code TeamspaceAPI} is enabled. */
    boolean usesTeams() {
        return usesTeams;
    }

    /** A fresh copy of the whole resource. */
    ObjectNode resource() {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean guest() {
        return "guest".equals(resource().path("userType").asText().toLowerCase(Locale.ROOT));
    }

    private static boolean hasTeamsPlan(JsonNode plans) {
        for (JsonNode plan : plans) {
            if ("TeamspaceAPI".equals(Json.text(plan, "service"))
                    && "Enabled".equals(Json.text(plan, "capabilityStatus"))) {
                return true;
            }
        }
        return false;
    }
}
