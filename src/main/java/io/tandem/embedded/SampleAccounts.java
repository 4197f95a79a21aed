package io.tandem.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** The Entra accounts of a cast, as Microsoft Graph shows them. */
final class SampleAccounts {
    private static final String TEAMS_PLAN = "57ff2da0-773e-42df-b2af-ffb7a2317929";
    private static final String MAIL_PLAN = "9aaf7827-d63c-4b61-89c3-182f06f82e5c";

    private final SampleCast cast;

    SampleAccounts(SampleCast cast) {
        this.cast = cast;
    }

    Stream<String> all() {
        return cast.workers().filter(worker -> worker.plot().hasAccount()).map(SampleAccounts::line);
    }

    private static String line(SampleWorker worker) {
        ObjectNode user = SampleEvent.json()
                .put("id", worker.objectId())
                .put("displayName", worker.name())
                .put("userPrincipalName", worker.userPrincipalName())
                .put("mail", worker.userPrincipalName())
                .put("userType", "Member")
                .put("accountEnabled", worker.plot() != SamplePlot.DISABLED)
                .put("employeeId", worker.number());
        user.putArray("assignedPlans")
                .add(plan("exchange", MAIL_PLAN, true))
                .add(plan("TeamspaceAPI", TEAMS_PLAN, worker.plot() != SamplePlot.UNLICENSED));
        return user.toString();
    }

    private static ObjectNode plan(String service, String id, boolean enabled) {
        return SampleEvent.json()
                .put("assignedDateTime", "2024-03-01T08:00:00Z")
                .put("capabilityStatus", enabled ? "Enabled" : "Deleted")
                .put("service", service)
                .put("servicePlanId", id);
    }
}
