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
 */
public record Served(
        TeamSource source,
        String name,
        boolean closed,
        @Nullable Mapping mapping,
        @Nullable String teamId) {

    /** {@return the team that it has, else the one that is named for it} */
    Optional<String> team() {
        return Optional.ofNullable(teamId).or(() -> Optional.ofNullable(mapping).map(Mapping::teamId));
    }
}
