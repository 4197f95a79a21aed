package io.tandem.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tiny Microsoft Graph: groups by unique name, teams, members that show late, errors per person. It counts its calls
 * and remembers what must never be asked of it.
 */
final class FakeGraph {
    /** How slow and how strict this Graph is. */
    record Manners(
            Random random, boolean addingTwiceIsAnError, Duration lag, Duration youngGroup, int operationsThatFail) {
        static Manners prompt() {
            return new Manners(new Random(1), true, Duration.ZERO, Duration.ZERO, 0);
        }

        Duration someLag() {
            return lag.isZero() ? lag : Duration.ofMillis(random.nextLong(lag.toMillis()));
        }
    }

    static final class Group {
        final String id;
        final Instant createdAt;
        final Instant teamsSeesItAt;
        final Instant findableAt;
        final Map<String, Membership> members = new TreeMap<>();
        String name;
        Profile.Visibility visibility = Profile.Visibility.PRIVATE;

        @Nullable
        Instant teamReadyAt;

        Group(String id, String name, Instant createdAt, Instant teamsSeesItAt, Instant findableAt) {
            this.id = id;
            this.name = name;
            this.createdAt = createdAt;
            this.teamsSeesItAt = teamsSeesItAt;
            this.findableAt = findableAt;
        }

        boolean archived;
        Instant turnedAt = Instant.EPOCH;

        /** Until a turn takes effect the team is what it was. */
        boolean isArchived(Instant now) {
            return archived != now.isBefore(turnedAt);
        }

        boolean hasTeam(Instant now) {
            return teamReadyAt != null && !now.isBefore(teamReadyAt);
        }

        Set<String> with(TeamRole role) {
            return members.entrySet().stream()
                    .filter(member -> member.getValue().role == role)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        Map<String, TeamRole> roles() {
            Map<String, TeamRole> roles = new TreeMap<>();
            members.forEach((user, member) -> roles.put(user, member.role));
            return roles;
        }
    }

    static final class Membership {
        final String id;
        final Instant visibleAt;
        TeamRole role;
        TeamRole shownRole;
        Instant roleVisibleAt;

        Membership(String id, TeamRole role, Instant visibleAt) {
            this.id = id;
            this.role = role;
            this.shownRole = role;
            this.visibleAt = visibleAt;
            this.roleVisibleAt = visibleAt;
        }

        TeamRole shown(Instant now) {
            return now.isBefore(roleVisibleAt) ? shownRole : role;
        }
    }

    final Map<String, Group> byUniqueName = new HashMap<>();
    final Map<String, Group> byId = new LinkedHashMap<>();
    final Set<String> blocked = new HashSet<>();
    final Set<String> neverShown = new HashSet<>();
    final List<Step> calls = new ArrayList<>();
    final List<String> sins = new ArrayList<>();
    boolean refusesNames;
    private final Manners manners;
    private int ids;
    private int failures;

    FakeGraph(Manners manners) {
        this.manners = manners;
    }

    Group existingTeam(String id, String name, Instant createdAt, Map<String, TeamRole> people) {
        Group group = new Group(id, name, createdAt, createdAt, createdAt);
        group.teamReadyAt = createdAt;
        people.forEach((user, role) -> put(group, user, role, createdAt));
        byId.put(id, group);
        return group;
    }

    void put(Group group, String user, TeamRole role, Instant visibleAt) {
        group.members.put(user, new Membership("membership-" + ids++, role, visibleAt));
    }

    Outcome call(Step step, Instant now) {
        calls.add(step);
        Outcome outcome = switch (step) {
            case Step.FindGroup find -> find(byUniqueName.get(find.uniqueName()), now);
            case Step.FindMappedTeam find -> find(byId.get(find.teamId()), now);
            case Step.FindGone find -> find(byId.get(find.teamId()), now);
            case Step.CreateGroup create -> create(create, now);
            case Step.CreateTeam create -> createTeam(create, now);
            case Step.AwaitTeam await -> awaitTeam(await, now);
            case Step.ReadRoster read -> read(team(read.teamId()), now);
            case Step.ReadTeam read ->
                new Outcome.TeamRead(
                        team(read.teamId()).name,
                        team(read.teamId()).visibility,
                        team(read.teamId()).isArchived(now));
            case Step.ArchiveTeam turn -> archive(turn, now);
            case Step.AwaitArchive await -> awaitArchive(await, now);
            case Step.RestoreGroup restore -> throw new AssertionError("nothing is ever deleted here: " + restore);
            case Step.FindDeleted find -> throw new AssertionError("nothing is ever deleted here: " + find);
            case Step.RenameTeam rename -> rename(rename);
            case Step.MakePrivate change -> hide(change);
            case Step.AddMembers add -> add(add, now);
            case Step.ChangeRole change -> change(change, now);
            case Step.RemoveMembers remove -> remove(remove);
        };
        byId.values().stream()
                .filter(group -> group.with(TeamRole.OWNER).isEmpty())
                .forEach(group -> sins.add("no owner after " + step));
        return outcome;
    }

    private static Outcome find(@Nullable Group group, Instant now) {
        return group == null || now.isBefore(group.findableAt)
                ? new Outcome.GroupMissing()
                : new Outcome.GroupFound(group.id, group.name, group.hasTeam(now), group.createdAt);
    }

    private Outcome create(Step.CreateGroup create, Instant now) {
        int relationships = create.people().values().stream()
                .mapToInt(role -> role == TeamRole.OWNER ? 2 : 1)
                .sum();
        if (relationships > 20) {
            sins.add("more than 20 relationships: " + relationships);
        }
        if (byUniqueName.containsKey(create.uniqueName())) {
            return new Outcome.GroupExisted();
        }
        if (create.people().keySet().stream().anyMatch(blocked::contains)) {
            return new Outcome.Refused("400 a person does not exist");
        }
        Instant teamsSeesIt = manners.youngGroup().isZero()
                ? now
                : now.plusMillis(manners.random().nextLong(manners.youngGroup().toMillis()));
        Group group = new Group("group-" + ids++, create.name(), now, teamsSeesIt, now.plus(manners.someLag()));
        create.people().forEach((user, role) -> put(group, user, role, now.plus(manners.someLag())));
        byUniqueName.put(create.uniqueName(), group);
        byId.put(group.id, group);
        return new Outcome.GroupCreated(group.id);
    }

    private Outcome createTeam(Step.CreateTeam create, Instant now) {
        Group group = byId.get(create.groupId());
        if (group == null) {
            return new Outcome.GroupNotSeen();
        }
        if (group.teamReadyAt != null) {
            return new Outcome.TeamExisted();
        }
        if (now.isBefore(group.teamsSeesItAt)) {
            if (manners.random().nextInt(8) == 0) {
                group.teamReadyAt = now;
            }
            return new Outcome.GroupNotSeen();
        }
        if (failures++ < manners.operationsThatFail()) {
            return new Outcome.TeamRequested("fails/" + group.id);
        }
        group.teamReadyAt = now.plus(manners.someLag());
        return new Outcome.TeamRequested("makes/" + group.id);
    }

    private Outcome archive(Step.ArchiveTeam turn, Instant now) {
        Group team = team(turn.teamId());
        if (team.archived == turn.archived() && !now.isBefore(team.turnedAt)) {
            sins.add("turned for nothing " + turn);
        }
        team.archived = turn.archived();
        team.turnedAt = now.plus(manners.someLag());
        return new Outcome.ArchiveRequested("turns/" + team.id);
    }

    private Outcome awaitArchive(Step.AwaitArchive await, Instant now) {
        Group team = team(await.operation().replaceFirst("^(turns/|/teams/)", ""));
        return team.isArchived(now) == await.archived()
                ? new Outcome.OperationSucceeded()
                : new Outcome.OperationRunning();
    }

    private Outcome awaitTeam(Step.AwaitTeam await, Instant now) {
        if (await.operation().startsWith("fails/")) {
            return new Outcome.OperationFailed("the backend was busy");
        }
        boolean ready =
                team(await.operation().replaceFirst("^(makes|/teams)/", "")).hasTeam(now);
        return ready ? new Outcome.OperationSucceeded() : new Outcome.OperationRunning();
    }

    private Outcome read(Group group, Instant now) {
        return new Outcome.RosterRead(group.members.entrySet().stream()
                .filter(member -> !now.isBefore(member.getValue().visibleAt) && !neverShown.contains(member.getKey()))
                .map(member -> new Outcome.RosterRead.Member(
                        member.getKey().toUpperCase(java.util.Locale.ROOT),
                        member.getValue().id,
                        member.getValue().shown(now)))
                .toList());
    }

    private Outcome rename(Step.RenameTeam rename) {
        if (refusesNames) {
            return new Outcome.Refused("400 this name is not allowed");
        }
        if (team(rename.teamId()).archived) {
            sins.add("renamed an archived team");
            return new Outcome.Refused("403 the team is archived");
        }
        team(rename.teamId()).name = rename.name();
        return new Outcome.Renamed();
    }

    private Outcome hide(Step.MakePrivate change) {
        if (team(change.teamId()).archived) {
            sins.add("changed an archived team");
            return new Outcome.Refused("403 the team is archived");
        }
        team(change.teamId()).visibility = Profile.Visibility.PRIVATE;
        return new Outcome.MadePrivate();
    }

    private Outcome add(Step.AddMembers add, Instant now) {
        if (add.people().size() > 200 || add.people().isEmpty()) {
            sins.add("added " + add.people().size());
        }
        Group group = team(add.teamId());
        Map<String, String> refused = new HashMap<>();
        add.people().forEach((user, role) -> {
            if (blocked.contains(user)) {
                refused.put(user, "NotFound");
            } else if (!group.members.containsKey(user)) {
                put(group, user, role, now.plus(manners.someLag()));
            } else if (manners.addingTwiceIsAnError()) {
                refused.put(user, "Conflict");
            }
        });
        return new Outcome.MembersAdded(refused);
    }

    private Outcome change(Step.ChangeRole change, Instant now) {
        Group group = team(change.teamId());
        Membership member = group.members.get(change.userId());
        if (member == null || !member.id.equals(change.membershipId())) {
            return new Outcome.Refused("404 no such membership");
        }
        if (change.role() == TeamRole.MEMBER && group.with(TeamRole.OWNER).equals(Set.of(change.userId()))) {
            sins.add("would demote the last owner " + change);
            return new Outcome.Refused("400 last owner");
        }
        member.shownRole = member.shown(now);
        member.role = change.role();
        member.roleVisibleAt = now.plus(manners.someLag());
        return new Outcome.RoleChanged();
    }

    private Outcome remove(Step.RemoveMembers remove) {
        if (remove.userIds().size() > 20 || remove.userIds().isEmpty()) {
            sins.add("removed " + remove.userIds().size());
        }
        Group group = team(remove.teamId());
        if (new HashSet<>(remove.userIds()).containsAll(group.with(TeamRole.OWNER))) {
            sins.add("would remove the last owner " + remove);
            return new Outcome.Refused("400 last owner");
        }
        Map<String, String> refused = new HashMap<>();
        remove.userIds().stream()
                .filter(user -> group.members.remove(user) == null)
                .forEach(user -> refused.put(user, "NotFound"));
        return new Outcome.MembersRemoved(refused);
    }

    private Group team(String id) {
        Group group = byId.get(id);
        if (group == null) {
            throw new AssertionError("no group " + id);
        }
        return group;
    }
}
