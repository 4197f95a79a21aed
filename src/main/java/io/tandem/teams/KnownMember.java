package io.tandem.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

    static KnownMember stranger(TeamRole role) {
        return new KnownMember(role, false, null, null, null, null);
    }

    boolean isPresent() {
        return writtenAt != null || seenAt != null;
    }

    /** Nobody can make a guest anything else, and nobody puts one out. */
    boolean isGuest() {
        return role == TeamRole.GUEST;
    }

    boolean isSeen() {
        return seenAt != null;
    }

    boolean isUnseen() {
        return writtenAt != null && seenAt == null;
    }

    /** Added, and never seen since: somebody whose membership was seen once does not hide any more. */
    boolean isStillComing() {
        return isUnseen() && membershipId == null;
    }

    /** How long it took from the write until this picture of the same person. */
    Optional<Duration> visibleAfter(KnownMember later) {
        return writtenAt == null || later.seenAt() == null
                ? Optional.empty()
                : Optional.of(Duration.between(writtenAt, later.seenAt()));
    }

    boolean isRefusedAt(Instant now) {
        return refusal != null && now.isBefore(refusal.until());
    }

    /** Meant to be put in once, and no refusal told that it came to nothing. */
    boolean mayYetAppear() {
        return ours && refusal == null;
    }

    KnownMember written(TeamRole newRole, Instant now) {
        return new KnownMember(newRole, true, membershipId, now, null, null);
    }

    /** The same person, read back; who is wanted is ours from now on, and no longer refused. */
    KnownMember seen(Outcome.RosterRead.Member read, boolean wanted, Instant now) {
        Refusal standing = !wanted && isRefusedAt(now) ? refusal : null;
        return new KnownMember(read.role(), ours || wanted, read.membershipId(), writtenAt, now, standing);
    }

    /** Whether a change of role was written that this read does not show yet. */
    boolean isAheadOf(Outcome.RosterRead.Member read) {
        return isUnseen() && membershipId != null && role != read.role();
    }

    KnownMember refused(Refusal why) {
        return new KnownMember(role, ours, membershipId, writtenAt, seenAt, why);
    }

    KnownMember absent(@Nullable Refusal why) {
        return new KnownMember(role, ours, null, null, null, why);
    }
}
