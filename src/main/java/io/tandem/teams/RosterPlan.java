package io.tandem.teams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Plans the roster, the name and the visibility of a team that is there. */
final class RosterPlan {
    private final DesiredTeam desired;
    private final KnownTeam known;
    private final SortedMap<String, KnownMember> members;
    private final TeamPolicy policy;
    private final Leave leave;
    private final String teamId;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();

    RosterPlan(DesiredTeam desired, KnownTeam known, TeamPolicy policy, Leave leave, Instant now) {
        this.desired = desired;
        this.known = known;
        this.members = new TreeMap<>(known.members());
        this.policy = policy;
        this.leave = leave;
        this.teamId = known.stage().teamId().orElseThrow();
        this.now = now;
    }

    List<Step> steps(List<Finding> findings) {
        if (isDoubtful()) {
            look();
        } else {
            add();
            users(this::isUnderstated).forEach(user -> change(user, TeamRole.OWNER));
            steps.addAll(Step.RemoveMembers.of(teamId, leavers(TeamRole.MEMBER)));
            dismissOwners(findings);
        }
        if (!desired.name().equals(known.name())) {
            steps.add(new Step.RenameTeam(teamId, desired.name()));
        }
        if (!users(this::isToBeSeen).isEmpty()) {
            look();
        }
        if (known.profile().isPublic() && policy.life().visibility() == Profile.Policy.PRIVATE) {
            steps.add(new Step.MakePrivate(teamId));
        }
        members.forEach((user, member) -> report(user, member, findings));
        return steps;
    }

    /** {@return whom it would put out, empty as long as nobody knows who is there} */
    Optional<Departures.Wish> wish() {
        return isDoubtful()
                ? Optional.empty()
                : Optional.of(new Departures.Wish(
                        desired.source(),
                        known.size(),
                        Plan.departures(steps(new ArrayList<>())),
                        Set.copyOf(users(this::isSuperfluous))));
    }

    /** A refusal that has run out is no reason to act before the roster was read: the person may be in, or gone. */
    private boolean isDoubtful() {
        return known.look().unclear()
                || members.values().stream().anyMatch(member -> member.refusal() != null && !member.isRefusedAt(now));
    }

    private void add() {
        Map<String, TeamRole> missing = new HashMap<>(desired.people());
        missing.keySet()
                .removeAll(
                        users(user -> member(user).isPresent() || member(user).isRefusedAt(now)));
        steps.addAll(Step.AddMembers.of(teamId, missing));
    }

    private boolean isUnderstated(String user) {
        return isIn(user, TeamRole.MEMBER) && desired.isOwner(user);
    }

    private boolean isOverstated(String user) {
        return isIn(user, TeamRole.OWNER) && desired.isMemberOnly(user);
    }

    /** A role can be changed once the membership was seen, for the call needs its id; until then the look comes first. */
    private void change(String user, TeamRole role) {
        String membershipId = member(user).membershipId();
        if (membershipId != null) {
            steps.add(new Step.ChangeRole(teamId, user, membershipId, role));
        }
    }

    private List<String> leavers(TeamRole role) {
        return users(user -> member(user).role() == role && isUnwanted(user) && leave.lets(user));
    }

    /** People whom Tandem may have put in count as in, even if the answer never came. */
    private boolean isUnwanted(String user) {
        return isSuperfluous(user) && !member(user).isRefusedAt(now);
    }

    private boolean isSuperfluous(String user) {
        return (member(user).ours() || policy.strangers() == TeamPolicy.Strangers.REMOVE)
                && !member(user).isGuest()
                && !desired.belongs(user);
    }

    private void dismissOwners(List<Finding> findings) {
        List<String> leaving = new ArrayList<>(leavers(TeamRole.OWNER));
        List<String> demoted = new ArrayList<>(users(this::isOverstated));
        List<String> staying = new ArrayList<>(users(user ->
                isIn(user, TeamRole.OWNER) && !leaving.contains(user) && !demoted.contains(user) && !isUnusable(user)));
        // Owners who are held back do not make up for one who was not asked about because somebody has to stay.
        boolean onlyHeldBack = !leaving.isEmpty() && staying.stream().allMatch(this::isUnwanted);
        if ((staying.isEmpty() || onlyHeldBack) && !ownersAreComing()) {
            keepOne(leaving, demoted, staying, findings);
        }
        if (leaving.isEmpty() && demoted.isEmpty()) {
            return;
        }
        boolean seen = staying.stream().anyMatch(user -> member(user).isSeen());
        if (!seen || !known.look().isFresh(now)) {
            look();
        }
        demoted.forEach(user -> change(user, TeamRole.MEMBER));
        steps.addAll(Step.RemoveMembers.of(teamId, leaving));
    }

    /** An owner who cannot sign in is as good as none. */
    private boolean isUnusable(String user) {
        return desired.tolerated().containsKey(user) && !desired.people().containsKey(user);
    }

    private boolean ownersAreComing() {
        return desired.with(TeamRole.OWNER).stream()
                .anyMatch(owner -> !members.containsKey(owner)
                        || !(member(owner).isRefusedAt(now) || member(owner).isGuest()));
    }

    /** Somebody who still works here is kept rather than somebody who left; nobody goes while no owner is seen. */
    private void keepOne(List<String> leaving, List<String> demoted, List<String> staying, List<Finding> findings) {
        List<List<String>> choices = List.of(demoted, leaving);
        choices.stream()
                .flatMap(List::stream)
                .filter(user -> member(user).isSeen())
                .findFirst()
                .ifPresentOrElse(
                        kept -> {
                            staying.add(kept);
                            choices.forEach(choice -> choice.remove(kept));
                            findings.add(new Finding.LastOwnerStays(kept));
                        },
                        () -> choices.forEach(List::clear));
    }

    /** Written but not read back yet, or put in by hand and wanted since: the look makes such a person ours. */
    private boolean isToBeSeen(String user) {
        return member(user).isUnseen() || (!member(user).ours() && desired.belongs(user));
    }

    private void look() {
        if (steps.stream().noneMatch(Step.ReadRoster.class::isInstance)) {
            steps.add(new Step.ReadRoster(teamId));
        }
    }

    private void report(String user, KnownMember member, List<Finding> findings) {
        boolean inVain = desired.belongs(user) != member.isPresent();
        if (member.refusal() != null && member.isRefusedAt(now) && inVain) {
            findings.add(new Finding.MemberRefused(user, member.refusal().code()));
        } else if (!member.ours()
                && !member.isGuest()
                && !desired.belongs(user)
                && policy.strangers() == TeamPolicy.Strangers.REPORT) {
            findings.add(new Finding.AddedByHand(user));
        }
    }

    private List<String> users(Predicate<String> which) {
        return members.keySet().stream().filter(which).toList();
    }

    private boolean isIn(String user, TeamRole role) {
        return member(user).isPresent() && member(user).role() == role;
    }

    private KnownMember member(String user) {
        return members.getOrDefault(user, KnownMember.stranger(TeamRole.MEMBER));
    }
}
