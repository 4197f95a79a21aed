package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/**
 * The switches of the simulator: what Microsoft's documentation leaves open (graph-contract 15) and how slow the stand-in is.
 * Durations named {@code max...} are upper bounds of a random draw, zero switches the effect off.
 *
 * @param operationHidden GET of a new operation answers 404 for so long (graph-contract 15 row 1)
 * @param operationQueued it then stays {@code notStarted} for so long
 * @param operationRuns it then stays {@code inProgress} for so long; the team exists afterwards
 * @param replicationRate share of new groups that Teams does not see at once (row 2), 0 to 1
 * @param maxReplication how long such a group stays invisible to Teams at most (row 2)
 * @param ghostTeamRate share of those 404 answers that did create the team (row 2), 0 to 1
 * @param maxMemberDelay how long an added member stays invisible to GET at most (row 8)
 * @param maxListDelay how long a new group stays invisible to {@code $filter} at most
 * @param maxLatency delay added to each answer at most
 * @param existingMemberStatus status when one existing member is added alone, 409 or 400 (row 5)
 * @param existingBindStatus status when an update binds a user who is already there, 400 or 204 (row 21)
 * @param lastOwnerStatus status when the last owner would go (row 7)
 * @param uniqueNameReserved a soft-deleted group keeps its uniqueName (row 22)
 * @param licenceRequired adding a user without a Teams licence answers 404 instead of adding
 * @param memberPageSize page size of the members of a team
 * @param memberCeiling four adds a minute and team are enforced (graph-contract 11.2)
 * @param sharedMemberCeiling single and bulk add share that ceiling (row 23)
 * @param ceilings all other ceilings of graph-contract 11.1 and 11.2 are enforced
 * @param sustainedShare share of a rate that may be used over a minute, 0 for no such check (graph-contract 11.2)
 * @param planner the switches of Planner
 * @param notifications the switches of change notifications, each named like those here
 */
public record SimulatorProfile(
        Duration operationHidden,
        Duration operationQueued,
        Duration operationRuns,
        double replicationRate,
        Duration maxReplication,
        double ghostTeamRate,
        Duration maxMemberDelay,
        Duration maxListDelay,
        Duration maxLatency,
        int existingMemberStatus,
        int existingBindStatus,
        int lastOwnerStatus,
        boolean uniqueNameReserved,
        boolean licenceRequired,
        int memberPageSize,
        boolean memberCeiling,
        boolean sharedMemberCeiling,
        boolean ceilings,
        double sustainedShare,
        PlannerProfile planner,
        NotificationProfile notifications) {

    private static final SimulatorProfile FAST = new SimulatorProfile(
            Duration.ZERO,
            Duration.ofMillis(50),
            Duration.ofMillis(150),
            0,
            Duration.ZERO,
            0,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            409,
            400,
            400,
            true,
            false,
            100,
            false,
            true,
            false,
            0.83,
            PlannerProfile.standard(),
            NotificationProfile.fast());

    /** No ceilings and no lag except short operations: for tests and demonstrations. */
    public static SimulatorProfile fast() {
        return FAST;
    }

    /** Ceilings on, and the lags of the real service scaled down to what a person can wait for. */
    public static SimulatorProfile realistic() {
        return FAST.with("operationHidden", "PT1S")
                .with("operationQueued", "PT4S")
                .with("operationRuns", "PT10S")
                .with("replicationRate", "0.3")
                .with("maxReplication", "PT90S")
                .with("ghostTeamRate", "0.02")
                .with("maxMemberDelay", "PT10S")
                .with("maxListDelay", "PT10S")
                .with("maxLatency", "PT0.08S")
                .with("memberCeiling", "true")
                .with("ceilings", "true")
                .with("maxNotificationDelay", "PT10S");
    }

    /**
     * Reads {@code fast} or {@code realistic}, with switches after commas: {@code fast,memberCeiling=true,maxLatency=PT0.2S}.
     *
     * @throws IllegalArgumentException one sentence that names the word that is not understood
     */
    public static SimulatorProfile parse(String words) {
        String[] parts = words.split(",", -1);
        SimulatorProfile profile = named(parts[0].strip());
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("the switch '" + parts[i] + "' must have the form name=value");
            }
            profile = profile.with(pair[0].strip(), pair[1].strip());
        }
        return profile;
    }

    /**
     * This profile with one switch changed.
     *
     * @param name a component of this record, of {@link NotificationProfile}, or {@code planner.} and a component of
     *     {@link PlannerProfile}
     * @param value durations in ISO form ({@code PT5S}), numbers and booleans as text
     * @throws IllegalArgumentException one sentence when the switch is unknown or the value does not fit
     */
    public SimulatorProfile with(String name, String value) {
        ObjectNode switches = Json.MAPPER.valueToTree(this);
        String own = name.substring(name.indexOf('.') + 1);
        JsonNode part = own.equals(name) ? switches : switches.path(name.substring(0, name.indexOf('.')));
        if (!(part.findParent(own) instanceof ObjectNode holder)
                || !holder.path(own).isValueNode()) {
            throw new IllegalArgumentException("there is no switch '" + name + "' in a simulator profile");
        }
        holder.put(own, value);
        try {
            return Json.MAPPER.treeToValue(switches, SimulatorProfile.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + value + "' is no value for the switch '" + name + "'", e);
        }
    }

    private static SimulatorProfile named(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "fast" -> fast();
            case "realistic" -> realistic();
            default ->
                throw new IllegalArgumentException(
                        "the simulator profile must be fast or realistic, not '" + word + "'");
        };
    }
}
