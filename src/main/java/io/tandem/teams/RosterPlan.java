package io.tandem.teams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.stream.Stream;

/** Plans the name and the roster of a team that is there. */
final class RosterPlan {
    private final DesiredTeam desired;
    private final KnownTeam known;
    private final String teamId;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();

    RosterPlan(DesiredTeam desired, KnownTeam known, String teamId, Instant now) {
        this.desired = desired;
        this.known = known;
        this.teamId = teamId;
        this.now = now;
    }

    List<Step> steps(List<Finding> findings) {
        if (known.look().unclear()) {
            look();
        } else {
            add();
            promote();
            remove(leavers(TeamRole.MEMBER));
            dismissOwners(findings);
            people(findings);
        }
        if (!desired.name().equals(known.name())) {
            steps.add(new Step.RenameTeam(teamId, desired.name()));
        }
        if (known.members().values().stream().anyMatch(KnownMember::isUnseen)) {
            look();
        }
        return steps;
    }

    private void add() {
        List<Entry<String, TeamRole>> missing = desired.people().entrySet().stream()
                .filter(person -> !isIn(person.getKey()) && !isRefused(person.getKey()))
                .sorted(Entry.<String, TeamRole>comparingByValue().thenComparing(Entry.comparingByKey()))
                .toList();
        for (int from = 0; from < missing.size(); from += Step.AddMembers.MOST) {
            Map<String, TeamRole> people = new LinkedHashMap<>();
            missing.subList(from, Math.min(missing.size(), from + Step.AddMembers.MOST))
                    .forEach(person -> people.put(person.getKey(), person.getValue()));
            steps.add(new Step.AddMembers(teamId, people));
        }
    }

    private void promote() {
        present(TeamRole.MEMBER)
                .filter(person -> desired.isOwner(person.getKey()))
                .forEach(person -> change(person, TeamRole.OWNER));
    }

    /** A role can be changed only once the membership was seen, for the call needs its id. */
    private void change(Entry<String, KnownMember> person, TeamRole role) {
        String membershipId = person.getValue().membershipId();
        if (membershipId == null) {
            look();
        } else {
            steps.add(new Step.ChangeRole(teamId, person.getKey(), membershipId, role));
        }
    }

    private List<String> leavers(TeamRole role) {
        return known.members().entrySet().stream()
                .filter(person -> person.getValue().role() == role)
                .filter(person -> isLeaving(person.getKey(), person.getValue()))
                .map(Entry::getKey)
                .sorted()
                .toList();
    }

    /** People whom Tandem may have put in count as in, even if the answer never came. */
    private boolean isLeaving(String user, KnownMember member) {
        return member.ours()
                && !desired.people().containsKey(user)
                && !desired.tolerated().contains(user)
                && !member.isRefusedAt(now);
    }

    private void remove(List<String> users) {
        for (int from = 0; from < users.size(); from += Step.RemoveMembers.MOST) {
            List<String> some = users.subList(from, Math.min(users.size(), from + Step.RemoveMembers.MOST));
            steps.add(new Step.RemoveMembers(teamId, some));
        }
    }

    private void dismissOwners(List<Finding> findings) {
        List<String> leaving = new ArrayList<>(leavers(TeamRole.OWNER));
        List<Entry<String, KnownMember>> demoted = new ArrayList<>(present(TeamRole.OWNER)
                .filter(person -> desired.people().get(person.getKey()) == TeamRole.MEMBER)
                .toList());
        if (leaving.isEmpty() && demoted.isEmpty()) {
            return;
        }
        List<Entry<String, KnownMember>> staying = new ArrayList<>(present(TeamRole.OWNER)
                .filter(person -> !leaving.contains(person.getKey()) && !demoted.contains(person))
                .toList());
        if (staying.isEmpty() && !ownersAreComing()) {
            Entry<String, KnownMember> kept = keepOne(leaving, demoted);
            staying.add(kept);
            findings.add(new Finding.LastOwnerStays(kept.getKey()));
        }
        if (!leaving.isEmpty() || !demoted.isEmpty()) {
            boolean seen = staying.stream().anyMatch(person -> person.getValue().seenAt() != null);
            if (!seen || !known.look().isFresh(now)) {
                look();
            }
            demoted.forEach(person -> change(person, TeamRole.MEMBER));
            remove(leaving);
        }
    }

    private boolean ownersAreComing() {
        return desired.with(TeamRole.OWNER).stream().anyMatch(owner -> !isRefused(owner));
    }

    /** Somebody who still works here is kept rather than somebody who left. */
    private Entry<String, KnownMember> keepOne(List<String> leaving, List<Entry<String, KnownMember>> demoted) {
        if (!demoted.isEmpty()) {
            return demoted.removeFirst();
        }
        String user = leaving.removeFirst();
        return Map.entry(user, Objects.requireNonNull(known.members().get(user)));
    }

    private void look() {
        if (steps.stream().noneMatch(Step.ReadRoster.class::isInstance)) {
            steps.add(new Step.ReadRoster(teamId));
        }
    }

    private void people(List<Finding> findings) {
        known.members().entrySet().stream().sorted(Entry.comparingByKey()).forEach(person -> {
            KnownMember member = person.getValue();
            if (member.refusal() != null && isRefused(person.getKey())) {
                findings.add(new Finding.MemberRefused(
                        person.getKey(), member.refusal().code()));
            } else if (!member.ours()) {
                findings.add(new Finding.AddedByHand(person.getKey()));
            }
        });
    }

    private Stream<Entry<String, KnownMember>> present(TeamRole role) {
        return known.members().entrySet().stream()
                .filter(person ->
                        person.getValue().isPresent() && person.getValue().role() == role)
                .sorted(Comparator.comparing(Entry::getKey));
    }

    private boolean isIn(String user) {
        KnownMember member = known.members().get(user);
        return member != null && member.isPresent();
    }

    private boolean isRefused(String user) {
        KnownMember member = known.members().get(user);
        return member != null && member.isRefusedAt(now);
    }
}
