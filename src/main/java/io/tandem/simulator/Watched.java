package io.tandem.simulator;

import io.tandem.simulator.Happening.Thing;
import io.tandem.simulator.ODataPath.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A resource that can be subscribed to (graph-contract 9.2).
 *
 * @param kind which of them
 * @param id the team, group or user, or null for all
 */
record Watched(Kind kind, @Nullable String id) {
    private static final Duration TEAMS_LIFETIME = Duration.ofMinutes(4_320);
    private static final Duration DIRECTORY_LIFETIME = Duration.ofMinutes(41_760);

    /** The rows of the table, with the path that stands for them. */
    enum Kind {
        TEAMS("teams", Thing.TEAM),
        TEAM("teams/{id}", Thing.TEAM),
        ALL_CHANNELS("teams/getallchannels", Thing.CHANNEL),
        ALL_MEMBERS("teams/getallmembers", Thing.MEMBER),
        CHANNELS("teams/{id}/channels", Thing.CHANNEL),
        MEMBERS("teams/{id}/members", Thing.MEMBER),
        CHANNEL_MEMBERS("teams/{id}/channels/getallmembers", Thing.CHANNEL_MEMBER),
        GROUPS("groups", Thing.GROUP),
        GROUP("groups/{id}", Thing.GROUP),
        GROUP_MEMBERS("groups/{id}/members", Thing.GROUP_MEMBERS),
        GROUP_OWNERS("groups/{id}/owners", Thing.GROUP_OWNERS),
        USERS("users", Thing.USER),
        USER("users/{id}", Thing.USER);

        private final List<String> words;
        private final Thing thing;

        Kind(String path, Thing thing) {
            this.words = List.of(path.split("/"));
            this.thing = thing;
        }

        private boolean matches(List<String> path) {
            if (path.size() != words.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!words.get(i).equals("{id}") && !words.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return path.size() == 1
                    || !words.get(1).equals("{id}")
                    || !path.get(1).startsWith("getall");
        }
    }

    /** Reads a path without base URL; 400 with the reason when nobody is told about such a resource. */
    static Watched parse(String resource) {
        List<String> path = ODataPath.parse("/v1.0/" + resource).segments().stream()
                .map(Segment::text)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
        if (path.contains("planner")) {
            throw GraphError.badRequest("Resource '" + resource
                    + "' cannot be subscribed to: Planner sends no change notifications, its plans must be read.");
        }
        if (resource.contains("?")) {
            throw GraphError.badRequest("Query options are not supported for the resource '" + resource + "'.");
        }
        for (Kind kind : Kind.values()) {
            if (kind.matches(path)) {
                return new Watched(kind, kind.words.contains("{id}") ? path.get(1) : null);
            }
        }
        throw GraphError.badRequest("Resource '" + resource + "' cannot be subscribed to.");
    }

    /** The one spelling of all that mean the same. */
    String path() {
        return String.join("/", kind.words).replace("{id}", id == null ? "" : id);
    }

    /** Whether the limits of Teams hold, else those of the directory. */
    boolean ofTeams() {
        return kind.words.getFirst().equals("teams");
    }

    /** Whether it is one team or a part of one. */
    boolean ofOneTeam() {
        return ofTeams() && id != null;
    }

    Duration maxLifetime() {
        return ofTeams() ? TEAMS_LIFETIME : DIRECTORY_LIFETIME;
    }

    boolean sees(Happening happening) {
        return kind.thing == happening.thing() && (id == null || id.equals(happening.id()));
    }
}
