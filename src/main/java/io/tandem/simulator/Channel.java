package io.tandem.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One standard channel; the first of a team is its primary channel.
 *
 * @param id {@code 19:…@thread.tacv2}
 * @param team team id
 * @param displayName name
 * @param description description or null
 * @param createdAt when it was made
 */
record Channel(
        String id,
        String team,
        String displayName,
        @Nullable String description,
        Instant createdAt) {}
