package io.tandem.teams;

import io.tandem.model.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of a step. */
public sealed interface Outcome {

    /** The group exists. */
    record GroupFound(String groupId, String name, boolean hasTeam, Instant createdAt) implements Outcome {}

    /** There is no group of this unique name. */
    record GroupMissing() implements Outcome {}

    /** The group was made now. */
    record GroupCreated(String groupId) implements Outcome {}

    /** The group had been made before; its id is still to be found. */
    record GroupExisted() implements Outcome {}

    /**
     * Teams makes the team.
     *
     * @param operation where to look how far it is, as Graph wrote it
     */
    record TeamRequested(String operation) implements Outcome {}

    /** The group has a team already, or Teams is making one. */
    record TeamExisted() implements Outcome {}

    /** Teams does not see the group yet. */
    record GroupNotSeen() implements Outcome {}

    /**
     * Teams archives the team, or takes it out of the archive.
     *
     * @param operation where to look how far it is; the team itself when Graph named none
     */
    record ArchiveRequested(String operation) implements OfLife {}

    /** The team's own properties. */
    record TeamRead(String name, Profile.Visibility visibility, boolean archived) implements OfLife {}

    /** The group is restored, or was. */
    record GroupRestored() implements OfLife {}

    /** The group is among the deleted ones. */
    record DeletedFound() implements OfLife {}

    /** The group is not among the deleted ones. */
    record DeletedMissing() implements OfLife {}

    /** What becomes of a team that is there, or was. */
    sealed interface OfLife extends Outcome {}

    /** The operation is not over, or not visible yet. */
    record OperationRunning() implements Outcome {}

    /** The operation succeeded. */
    record OperationSucceeded() implements Outcome {}

    /** The operation failed; the team can be asked for again. */
    record OperationFailed(String reason) implements Outcome {}

    /** The roster, as read. */
    record RosterRead(List<Member> members) implements Outcome {
        /** Copies the members. */
        public RosterRead {
            members = List.copyOf(members);
        }

        /** A member as read; the membership id is opaque and not the user id. */
        public record Member(String userId, String membershipId, TeamRole role) {
            /** User ids are compared without regard to case. */
            public Member {
                userId = userId.toLowerCase(Locale.ROOT);
            }
        }
    }

    /** The team has the name. */
    record Renamed() implements Outcome {}

    /** The team is private. */
    record MadePrivate() implements Outcome {}

    /**
     * The people are in, but for some.
     *
     * @param refused code by user id
     */
    record MembersAdded(Map<String, String> refused) implements Outcome {
        /** Copies the codes. */
        public MembersAdded {
            refused = byUser(refused);
        }
    }

    /** The member has the role. */
    record RoleChanged() implements Outcome {}

    /**
     * The people are out, but for some.
     *
     * @param refused code by user id
     */
    record MembersRemoved(Map<String, String> refused) implements Outcome {
        /** Copies the codes. */
        public MembersRemoved {
            refused = byUser(refused);
        }
    }

    /**
     * Graph cannot now, or its answer is not known.
     *
     * @param until when to try again
     * @param reason one sentence
     * @param sent whether a call went out
     */
    record Postponed(Instant until, String reason, boolean sent) implements Outcome {}

    /**
     * Graph will not.
     *
     * @param reason one sentence with status, code and request-id
     * @param refusal the same in parts, null when they are not known
     */
    record Refused(String reason, @Nullable Refusal refusal) implements Outcome {
        /** Only the sentence is known. */
        public Refused(String reason) {
            this(reason, null);
        }
    }

    /**
     * The team that was there is not.
     *
     * @param reason one sentence with the request-id
     */
    record TeamMissing(String reason) implements Outcome {}

    /**
     * Graph lets the application do nothing of the kind, whatever the team.
     *
     * @param reason one sentence with status, code and request-id
     */
    record Denied(String reason) implements Outcome {}

    private static Map<String, String> byUser(Map<String, String> codes) {
        return codes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        code -> code.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, other) -> one));
    }
}
