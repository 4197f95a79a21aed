package io.tandem.teams;

import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that people should know about a store. Findings stop nothing but what they are about. */
public sealed interface Finding {

    /** {@return one sentence for the operator; persons by number only} */
    String sentence();

    /** {@return whether a change of which no event of this store tells may end it, in the directory for example} */
    default boolean mayPassByItself() {
        return this instanceof AccountMissing
                || this instanceof AccountDisabled
                || this instanceof NotLicensed
                || this instanceof FallbackOwnerUnusable
                || this instanceof CommunicationsOwnerUnusable
                || this instanceof RestoredUnusable
                || this instanceof Renumbered;
    }

    /** Commerce has people in a store that it never opened. */
    record StoreUnknown() implements Finding {
        @Override
        public String sentence() {
            return "Commerce has not opened this store yet";
        }
    }

    /** The store is another one under a new number. */
    record Renumbered(StoreNumber former) implements Finding {
        @Override
        public String sentence() {
            return "the store has the operating unit or retail channel of store " + former
                    + ", which is open and has a team; a store keeps its number, so go on with " + former
                    + ", or close it in Commerce for this one to get a team of its own";
        }
    }

    /** The store is closed and has no team. */
    record StoreClosed() implements Finding {
        @Override
        public String sentence() {
            return "the store is closed";
        }
    }

    /** The team of a closed store is left as it is for a while. */
    record ToBeArchived(Instant at) implements Finding {
        @Override
        public String sentence() {
            return "the team is archived at " + at + " unless the store opens again";
        }
    }

    /** The team is archived. */
    record TeamArchived() implements Finding {
        @Override
        public String sentence() {
            return "the team is archived";
        }
    }

    /** The team of a closed store is not archived, for so it was decided. */
    record NotArchivedByDecision() implements Finding {
        @Override
        public String sentence() {
            return "the team should be archived and is not because that was rejected or undone";
        }
    }

    /** Nobody who could own the team. */
    record NoManager() implements Finding {
        @Override
        public String sentence() {
            return "no manager with a usable account";
        }
    }

    /** A worker of whom Commerce told no employment. */
    record NotEmployed(PersonnelNumber worker) implements Finding {
        @Override
        public String sentence() {
            return "worker " + worker + " is assigned but has no employment; send worker.hired";
        }
    }

    /** A worker whom Commerce has not linked to Entra. */
    record NotLinked(PersonnelNumber worker) implements Finding {
        @Override
        public String sentence() {
            return "worker " + worker + " is not linked to an Entra account; link it in Commerce HQ";
        }
    }

    /** A worker whose Entra account does not exist. */
    record AccountMissing(PersonnelNumber worker) implements Finding {
        @Override
        public String sentence() {
            return "the Entra account of worker " + worker + " does not exist; correct the link in Commerce HQ";
        }
    }

    /** A worker whose account is disabled. */
    record AccountDisabled(PersonnelNumber worker) implements Finding {
        @Override
        public String sentence() {
            return "the Entra account of worker " + worker + " is disabled; enable it";
        }
    }

    /** A worker whose account may not use Teams. */
    record NotLicensed(PersonnelNumber worker) implements Finding {
        @Override
        public String sentence() {
            return "worker " + worker + " has no Teams licence; assign one";
        }
    }

    /** The configured fallback owner cannot own teams. */
    record FallbackOwnerUnusable() implements Finding {
        @Override
        public String sentence() {
            return "the account in tandem.teams.fallback-owner does not exist, is disabled or has no Teams licence";
        }
    }

    /** Nobody who could own the team of the communications managers. */
    record NoTaskManager() implements Finding {
        @Override
        public String sentence() {
            return "nobody with a usable account holds the role Retail task manager";
        }
    }

    /** Somebody who was to own the team of the communications managers cannot. */
    record CommunicationsOwnerUnusable() implements Finding {
        @Override
        public String sentence() {
            return "an account in tandem.teams.communications-owners does not exist, is disabled or has no Teams licence";
        }
    }

    /** The last owner should go, but stays until somebody else is seen as owner. */
    record LastOwnerStays(String userId) implements Finding {
        @Override
        public String sentence() {
            return "user " + userId + " should no longer own the team but is its last owner";
        }
    }

    /** A group was made, and then nobody wanted its team any more. */
    record GroupWithoutTeam(String groupId) implements Finding {
        @Override
        public String sentence() {
            return "group " + groupId + " was made before its team was called off; delete it if it stays so";
        }
    }

    /** The team was deleted in Teams. */
    record TeamDeleted(String teamId) implements Finding {
        @Override
        public String sentence() {
            return "team " + teamId
                    + " was deleted in Teams; restore it from the deleted groups in Entra, or map another"
                    + " team";
        }
    }

    /** Graph refused this person. */
    record MemberRefused(String userId, String code) implements Finding {
        @Override
        public String sentence() {
            return "Graph refused the change for user " + userId + " (" + code + "); it is tried again later";
        }
    }

    /** Somebody is in the team whom Commerce does not know there. */
    record AddedByHand(String userId) implements Finding {
        @Override
        public String sentence() {
            return "user " + userId + " was added in Teams by hand and is left there";
        }
    }

    /** Somebody who would have been put out stays, for so it was decided. */
    record KeptByDecision(String userId) implements Finding {
        @Override
        public String sentence() {
            return "user " + userId
                    + " should no longer be in the team and stays because the removal was rejected or undone";
        }
    }

    /** Somebody whose removal was undone cannot be put back. */
    record RestoredUnusable(String userId) implements Finding {
        @Override
        public String sentence() {
            return "the removal of user " + userId
                    + " was undone, but the account does not exist, is disabled or has no Teams licence";
        }
    }

    /** Commerce names another existing team than the one that was made. */
    record MappedElsewhere(String teamId) implements Finding {
        @Override
        public String sentence() {
            return "Commerce names team " + teamId + " but there is another one; the mapping is not followed";
        }
    }

    /**
     * Commerce named an existing team, which was taken over, and names it no more.
     *
     * @param teamId that team
     * @param mappedTeam the one that Commerce names now, null = none
     */
    record TeamNamedNoMore(
            TeamSource source, String teamId, @Nullable String mappedTeam) implements Finding {
        @Override
        public String sentence() {
            return "team " + teamId + " was taken over, and Commerce names "
                    + (mappedTeam == null ? "it no more" : "team " + mappedTeam + " by now")
                    + "; nobody is put in and nothing is changed there any more but tasks: name it again, or let it go with"
                    + " './tandem mappings release " + source + "'";
        }
    }

    /** Commerce names a group that has no team. */
    record MappedGroupWithoutTeam(String groupId) implements Finding {
        @Override
        public String sentence() {
            return "group " + groupId
                    + ", which Commerce names as the team, has no team; make one of it in Teams if the"
                    + " store's people may have its mail and files, or correct the mapping";
        }
    }

    /** Commerce names an existing team that is not there. */
    record MappedTeamMissing(String teamId) implements Finding {
        @Override
        public String sentence() {
            return "team " + teamId + ", which Commerce names, was not found; correct the mapping";
        }
    }
}
