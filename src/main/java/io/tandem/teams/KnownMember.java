package io.tandem.teams;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one person in a team.
 *
 * @param role role last written or seen
 * @param ours whether Tandem put the person in, or meant to, or found a person there whom Commerce wants
 * @param membershipId Graph's id of the membership, null until seen
 * @param writtenAt when Graph accepted it, null = not known
 * @param seenAt when it was read back in this role, null = not yet
 * @param refusal why Graph refused the person, null = it did not
 */
public record KnownMember(
        TeamRole role,
        boolean ours,
        @Nullable String membershipId,
        @Nullable Instant writtenAt,
        @Nullable Instant seenAt,
        @Nullable Refusal refusal) {

    /**
     * Graph's refusal of a person.
     *
     * @param code Graph's error code
     * @param until when to try again
     */
    public record Refusal(String code, Instant until) {}

    static KnownMember intended(TeamRole role) {
        return new KnownMember(role, true, null, null, null, null);
    }

    boolean isPresent() {
        return writtenAt != null || seenAt != null;
    }

    boolean isUnseen() {
        return writtenAt != null && seenAt == null;
    }

    boolean isOwner() {
        return isPresent() && role == TeamRole.OWNER;
    }

    boolean isRefusedAt(Instant now) {
        return refusal != null && now.isBefore(refusal.until());
    }

    KnownMember written(TeamRole newRole, Instant now) {
        return new KnownMember(newRole, true, membershipId, now, null, null);
    }

    KnownMember seen(TeamRole seenRole, String id, boolean wanted, Instant now) {
        return new KnownMember(seenRole, ours || wanted, id, writtenAt, now, null);
    }

    KnownMember refused(Refusal why) {
        return new KnownMember(role, ours, membershipId, writtenAt, seenAt, why);
    }

    KnownMember absent(@Nullable Refusal why) {
        return new KnownMember(role, ours, null, null, null, why);
    }
}
