package io.tandem.teams;

import io.tandem.teams.KnownMember.Refusal;
import io.tandem.teams.Outcome.RosterRead.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How what is known of the people in a team changes with a call. */
record RosterTransition(DesiredTeam desired, TeamPolicy.Pace pace, Instant now, KnownTeam known) {

    KnownTeam intended(Map<String, TeamRole> people) {
        Map<String, KnownMember> members = members();
        people.forEach((user, role) -> members.putIfAbsent(user, KnownMember.intended(role)));
        return known.with(members, known.look().doubted());
    }

    KnownTeam written(Map<String, TeamRole> people) {
        Map<String, KnownMember> members = members();
        people.forEach((user, role) -> members.compute(
                user, (id, old) -> (old == null ? KnownMember.intended(role) : old).written(role, now)));
        return known.with(members, known.look().settled());
    }

    KnownTeam changed(Step.ChangeRole step) {
        return written(Map.of(step.userId(), step.role()));
    }

    KnownTeam added(Step.AddMembers step, Outcome.MembersAdded added) {
        Map<String, KnownMember> members = new HashMap<>(written(step.people()).members());
        added.refused().forEach((user, code) -> members.computeIfPresent(user, (id, old) -> old.absent(refusal(code))));
        return known.with(members, lookAfter(added.refused()));
    }

    KnownTeam removed(Step.RemoveMembers step, Outcome.MembersRemoved removed) {
        Map<String, KnownMember> members = members();
        step.userIds()
                .forEach(user -> members.computeIfPresent(user, (id, old) -> {
                    String code = removed.refused().get(user);
                    return code == null ? null : old.refused(refusal(code));
                }));
        return known.with(members, lookAfter(removed.refused()));
    }

    /** Who was refused may be in already, or out already: the roster tells. */
    private Look lookAfter(Map<String, String> refused) {
        return refused.isEmpty() ? known.look().settled() : known.look().doubted();
    }

    KnownTeam read(Outcome.RosterRead read) {
        Map<String, KnownMember> members = new HashMap<>();
        known.members().forEach((user, before) -> {
            KnownMember left = missed(before);
            if (left != null) {
                members.put(user, left);
            }
        });
        read.members().forEach(member -> members.put(member.userId(), seen(member)));
        boolean missed = members.values().stream().anyMatch(KnownMember::isUnseen);
        return known.with(members, known.look().read(missed, pace.look(), now));
    }

    /** An old picture does not undo a change of role that was written, unless it stays for long. */
    private KnownMember seen(Member read) {
        KnownMember before = known.members().getOrDefault(read.userId(), KnownMember.stranger(read.role()));
        return before.isAheadOf(read) && known.look().isPatient()
                ? before
                : before.seen(read, desired.belongs(read.userId()), now);
    }

    /**
     * What remains of a person who is not in the roster that was read: one who was written may appear later, one who was
     * refused is not tried again before time, and one whose answer is lost may be in all the same.
     */
    private @Nullable KnownMember missed(KnownMember before) {
        if (before.isStillComing()) {
            return known.look().isPatient() ? before : before.absent(refusal("NotVisible"));
        }
        boolean open = before.isRefusedAt(now) || before.mayYetAppear();
        return open && !before.isPresent() ? before : null;
    }

    private Refusal refusal(String code) {
        return new Refusal(code, now.plus(pace.recheck()));
    }

    private Map<String, KnownMember> members() {
        return new HashMap<>(known.members());
    }
}
