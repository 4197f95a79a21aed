package io.tandem.teams;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was last handed out to be uploaded to Teams.
 *
 * @param hierarchy name of the hierarchy
 * @param at when
 * @param who name of the caller
 * @param lines its nodes
 */
public record HierarchyExport(String hierarchy, Instant at, String who, List<Line> lines) {

    /**
     * A node.
     *
     * @param id its id in Commerce
     * @param name its name in Teams
     * @param parentId id of the node above it, null for the root
     * @param teamId its team, empty when it has none
     */
    public record Line(String id, String name, @Nullable String parentId, String teamId) {}

    /** Copies the lines. */
    public HierarchyExport {
        lines = List.copyOf(lines);
    }
}
