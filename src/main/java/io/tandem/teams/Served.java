package io.tandem.teams;

import io.tandem.model.TeamSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that Commerce opened, or the communications managers, and the team that serves it.
 *
 * @param name its name, empty while unknown
 * @param closed whether it is closed, or will be
 * @param mapping the existing team that Commerce or a file names for it, null when none
 * @param teamId object id of the team that it has, null when none
 * @param adopted whether that team was taken over: another one may be named, and is followed once this one is let go of
 */
public record Served(
        TeamSource source,
        String name,
        boolean closed,
        @Nullable Mapping mapping,
        @Nullable String teamId,
        boolean adopted) {
    /** What Tandem made itself, if it has a team. */
    public Served(TeamSource source, String name, boolean closed, @Nullable Mapping mapping, @Nullable String teamId) {
        this(source, name, closed, mapping, teamId, false);
    }

    /** {@return the team that it has, else the one that is named for it} */
    Optional<String> team() {
        return Optional.ofNullable(teamId).or(() -> Optional.ofNullable(mapping).map(Mapping::teamId));
    }
}
