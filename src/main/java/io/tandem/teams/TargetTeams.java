package io.tandem.teams;

import io.tandem.model.OrgNode;
import io.tandem.model.StoreNumber;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The teams that a targeting hierarchy points at.
 *
 * @param communications id of the communications team, null while it is not there
 * @param stores the stores that Commerce spoke of
 */
public record TargetTeams(@Nullable String communications, Map<StoreNumber, StoreTeam> stores) {
    /** Copies the stores. */
    public TargetTeams {
        stores = Map.copyOf(stores);
    }

    /** {@return the store that a node stands for, empty when for none or for one that Commerce never spoke of} */
    public Optional<StoreTeam> store(OrgNode node) {
        return Optional.ofNullable(node.store()).map(stores::get);
    }
}
