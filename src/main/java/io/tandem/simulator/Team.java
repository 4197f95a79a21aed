package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One team; name, description and visibility are those of its group.
 *
 * @param id team id, equal to the group id
 * @param properties settings, classification, specialization and the like
 * @param createdAt when its creation was asked for
 * @param readyAt until then GET answers 404
 * @param archived the state of archiving from {@code archivedAsOf} on; before, the opposite
 * @param archivedAsOf when the last archive or unarchive takes effect
 */
record Team(
        String id, ObjectNode properties, Instant createdAt, Instant readyAt, boolean archived, Instant archivedAsOf) {

    static Team created(String id, ObjectNode properties, Instant now, Instant readyAt) {
        return new Team(id, properties, now, readyAt, false, now);
    }

    boolean ready(Instant now) {
        return !now.isBefore(readyAt);
    }

    boolean isArchived(Instant now) {
        return archived != now.isBefore(archivedAsOf);
    }

    Team withProperties(ObjectNode changed) {
        return new Team(id, changed, createdAt, readyAt, archived, archivedAsOf);
    }

    Team archived(boolean value, Instant asOf) {
        return new Team(id, properties, createdAt, readyAt, value, asOf);
    }
}
