package io.tandem.teams;

import io.tandem.model.Store;
import org.jspecify.annotations.Nullable;

/**
 * The team of a store, as a targeting hierarchy needs it.
 *
 * @param teamId id of the team, null while it is not there
 * @param state where the store stands, by the words of {@code GET /api/status}
 * @param reason why it stands there, empty when there is nothing to say
 * @param place where the store is and to whom it belongs
 */
public record StoreTeam(@Nullable String teamId, String state, String reason, Store.Place place) {}
