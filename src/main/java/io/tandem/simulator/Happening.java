package io.tandem.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change that somebody may have subscribed to.
 *
 * @param thing what changed
 * @param type how
 * @param id id of the team, group or user
 * @param part user id of the member or id of the channel, else null
 * @param from when callers of Graph can see it
 */
record Happening(
        Thing thing, ChangeType type, String id, @Nullable String part, Instant from) {

    /** The kinds of things that change. */
    enum Thing {
        TEAM,
        MEMBER,
        CHANNEL,
        CHANNEL_MEMBER,
        GROUP,
        GROUP_MEMBERS,
        GROUP_OWNERS,
        USER
    }
}
