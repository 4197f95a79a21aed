package io.tandem.teams;

import io.tandem.model.TeamSource;

/** What is new of a team, each thing once: people are shown it, and Commerce is told what is about a store (DESIGN 8, {@code commerce.updates}). */
public sealed interface TeamNews {

    /** {@return whose team it is about} */
    TeamSource source();

    /** {@return object id of the team} */
    String teamId();

    /** The team is there, made or adopted. */
    record Provisioned(TeamSource source, String teamId) implements TeamNews {}

    /** Somebody changed the roster in Teams. */
    record Drifted(TeamSource source, String teamId, String userId, Change change, Action action) implements TeamNews {}

    /** Somebody changed the team itself in Teams. */
    record Deviated(TeamSource source, String teamId, Deviation deviation, Action action) implements TeamNews {}

    /** What somebody did to a team. */
    enum Deviation {
        /** Gave it another name. */
        RENAMED,
        /** Made it public. */
        MADE_PUBLIC,
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
