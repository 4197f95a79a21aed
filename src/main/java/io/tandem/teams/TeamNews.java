package io.tandem.teams;

import io.tandem.model.StoreNumber;

/** What Commerce is told of a team, each thing once (DESIGN 8, {@code commerce.updates}). */
public sealed interface TeamNews {

    /** {@return the store it is about} */
    StoreNumber store();

    /** {@return object id of the team} */
    String teamId();

    /** The store has its team, made or adopted. */
    record Provisioned(StoreNumber store, String teamId) implements TeamNews {}

    /** Somebody changed the roster in Teams. */
    record Drifted(StoreNumber store, String teamId, String userId, Change change, Action action) implements TeamNews {}

    /** Somebody changed the team itself in Teams. */
    record Deviated(StoreNumber store, String teamId, Deviation deviation, Action action) implements TeamNews {}

    /** What somebody did to a team. */
    enum Deviation {
        /** Gave it another name. */
        RENAMED,
        /** Archived the team of a store that is open. */
        ARCHIVED,
        /** Took the team of a closed store out of the archive. */
        UNARCHIVED,
        /** Deleted it. */
        DELETED
    }

    /** What somebody did in Teams. */
    enum Change {
        /** Put a person in whom Commerce does not know there. */
        ADDED,
        /** Put a person out whom Commerce wants there. */
        REMOVED,
        /** Made a member an owner. */
        PROMOTED,
        /** Made an owner a member. */
        DEMOTED
    }

    /** What Tandem does about it. */
    enum Action {
        /** Nothing but to tell. */
        REPORTED,
        /** Makes it as Commerce wants it. */
        PUT_BACK,
        /** Makes another team. */
        REMADE
    }
}
