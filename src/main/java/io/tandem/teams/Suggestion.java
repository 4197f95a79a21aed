package io.tandem.teams;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A team that may serve somebody.
 *
 * @param team the team, null when none looks like it
 * @param confidence in percent
 * @param reason why it may be the right one, or which others may be
 */
record Suggestion(Served served, @Nullable ExistingTeam team, int confidence, String reason) {

    MappingFile.Row row() {
        return new MappingFile.Row(
                served.source(),
                served.source().value(),
                team == null ? "" : team.id(),
                List.of(String.valueOf(confidence), served.name(), team == null ? "" : team.name(), reason));
    }
}
