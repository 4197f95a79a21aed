package io.tandem.teams;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An existing team that serves a store or the communications managers (commerce-contract 3.5).
 *
 * @param source whom it serves
 * @param sourceId how Commerce names the source: the number of a store; of communications any text
 * @param teamId object id of the team, a GUID in lower case
 */
public record Mapping(TeamSource source, String sourceId, String teamId) {
    /** Type of a store in files and events. */
    static final String STORE = "RetailStore";
    /** Type of the communications managers in files and events. */
    static final String COMMUNICATION = "Communication";

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** @throws IllegalArgumentException when the id of the team is none, or the source has no name */
    public Mapping {
        if (!isGuid(teamId) || sourceId.isBlank()) {
            throw new IllegalArgumentException("mapping of '" + sourceId + "' to '" + teamId + "' names no team");
        }
        teamId = teamId.toLowerCase(Locale.ROOT);
    }

    /** {@return the mapping of a store} */
    public static Mapping of(StoreNumber store, String teamId) {
        return new Mapping(store, store.value(), teamId);
    }

    static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }

    /** {@return its type in files and events} */
    public String sourceType() {
        return type(source);
    }

    static String type(TeamSource source) {
        return switch (source) {
            case StoreNumber store -> STORE;
            case Communications communications -> COMMUNICATION;
        };
    }
}
