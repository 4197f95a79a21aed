package io.tandem.simulator;

import io.tandem.simulator.Change.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The state of the simulated tenant except people; it moves by {@link #apply} alone. Used by one thread at a time. */
final class Tenant {
    private final People people = new People();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, String> uniqueNames = new LinkedHashMap<>();
    private final Map<Relation, Map<String, Set<String>>> relations = new EnumMap<>(Relation.class);
    private final Map<String, Team> teams = new LinkedHashMap<>();
    private final Map<String, Map<String, Member>> rosters = new LinkedHashMap<>();
    private final Map<String, List<Channel>> channels = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final PlannerState planner = new PlannerState();
    private final Audit audit = new Audit();
    private final RecycleBin bin = new RecycleBin();
    private final NotificationState notifications = new NotificationState();

    Tenant() {
        for (Relation relation : Relation.values()) {
            relations.put(relation, new LinkedHashMap<>());
        }
    }

    People people() {
        return people;
    }

    PlannerState planner() {
        return planner;
    }

    Audit audit() {
        return audit;
    }

    NotificationState notifications() {
        return notifications;
    }

    /** Live and soft-deleted groups in the order of creation. */
    Collection<Group> groups() {
        return groups.values();
    }

    Optional<Group> group(String id) {
        return Optional.ofNullable(groups.get(id)).filter(Group::live);
    }

    /** The live or soft-deleted group with this alternate key. */
    Optional<Group> byUniqueName(String uniqueName) {
        return Optional.ofNullable(uniqueNames.get(uniqueName)).map(groups::get);
    }

    /** The soft-deleted group of this id. */
    Optional<Group> deleted(String id) {
        return Optional.ofNullable(groups.get(id)).filter(group -> !group.live());
    }

    RecycleBin bin() {
        return bin;
    }

    /** User ids in the order in which they were linked. */
    Set<String> linked(String group, Relation relation) {
        return Collections.unmodifiableSet(related(relation).getOrDefault(group, Set.of()));
    }

    Collection<Team> teams() {
        return teams.values();
    }

    /** The team whether it is ready or not. */
    Optional<Team> team(String id) {
        return Optional.ofNullable(teams.get(id));
    }

    /** Members by user id, also those not visible yet. */
    Map<String, Member> roster(String team) {
        return Collections.unmodifiableMap(rosters.getOrDefault(team, Map.of()));
    }

    int owners(String team) {
        return (int) roster(team).values().stream().filter(Member::owner).count();
    }

    /** Channels with the primary one first. */
    List<Channel> channels(String team) {
        return Collections.unmodifiableList(channels.getOrDefault(team, List.of()));
    }

    Optional<Operation> operation(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    Collection<Operation> operations() {
        return operations.values();
    }

    /** Applies the changes of one request; the audit looks at what they add up to. */
    void apply(List<Change> changes) {
        changes.forEach(this::apply);
        touched.forEach(team -> audit.counted(team, owners(team)));
        touched.clear();
    }

    private void apply(Change change) {
        switch (change) {
            case Change.UserPut put -> people.put(put.user());
            case Change.UserGone gone -> removeUser(gone.id());
            case Change.GroupPut put -> putGroup(put.group());
            case Change.GroupPurged purged -> purge(purged.id());
            case Change.Linked linked ->
                related(linked.relation())
                        .computeIfAbsent(linked.group(), key -> new LinkedHashSet<>())
                        .addAll(linked.users());
            case Change.Unlinked unlinked ->
                related(unlinked.relation())
                        .getOrDefault(unlinked.group(), new LinkedHashSet<>())
                        .removeAll(unlinked.users());
            case Change.TeamPut put -> teams.put(put.team().id(), put.team());
            case Change.MemberPut put -> putMember(put.member());
            case Change.MemberGone gone -> removeMember(gone.team(), gone.user());
            case Change.ChannelPut put ->
                channels.computeIfAbsent(put.channel().team(), key -> new ArrayList<>())
                        .add(put.channel());
            case Change.OperationPut put -> operations.put(put.operation().id(), put.operation());
            case Change.PlannerPut put -> planner.put(put.object());
            case Change.PlannerGone gone -> planner.remove(gone.kind(), gone.id());
            case Change.PlannerHappened happened -> planner.happened(happened.event());
            case Change.PlannerCounted counted -> planner.counted(counted.lastSeq());
            case Change.Audited known -> audit.restore(known);
            case Change.Notification notification -> notifications.apply(notification);
        }
    }

    /** The whole state as the fewest changes; operations that ended before the given time are left out. */
    List<Change> snapshot(Instant keepOperationsAfter) {
        List<Change> all = new ArrayList<>();
        people.all().forEach(user -> all.add(new Change.UserPut(user.resource())));
        groups.values().forEach(group -> all.add(new Change.GroupPut(group)));
        relations.forEach((relation, byGroup) -> byGroup.forEach((group, users) -> {
            if (!users.isEmpty()) {
                all.add(new Change.Linked(group, relation, List.copyOf(users)));
            }
        }));
        teams.values().forEach(team -> all.add(new Change.TeamPut(team)));
        rosters.values()
                .forEach(roster -> ownersFirst(roster).forEach(member -> all.add(new Change.MemberPut(member))));
        channels.values().forEach(list -> list.forEach(channel -> all.add(new Change.ChannelPut(channel))));
        operations.values().stream()
                .filter(operation -> operation.endsAt().isAfter(keepOperationsAfter))
                .forEach(operation -> all.add(new Change.OperationPut(operation)));
        all.addAll(planner.snapshot());
        all.addAll(bin.snapshot(this));
        all.add(audit.snapshot());
        all.addAll(notifications.snapshot());
        return all;
    }

    /** Owners first, so that replaying a roster never passes through a team without an owner. */
    private static List<Member> ownersFirst(Map<String, Member> roster) {
        List<Member> members = new ArrayList<>(roster.values());
        members.sort((a, b) -> Boolean.compare(b.owner(), a.owner()));
        return members;
    }

    private Map<String, Set<String>> related(Relation relation) {
        return relations.getOrDefault(relation, Map.of());
    }

    private void putGroup(Group group) {
        Group before = groups.put(group.id(), group);
        audit.named(before, group);
        String uniqueName = group.uniqueName();
        if (uniqueName != null) {
            uniqueNames.put(uniqueName, group.id());
        }
        if (group.live()) {
            bin.forget(group.id());
        } else {
            removeTeam(group.id());
        }
    }

    private void purge(String id) {
        bin.forget(id);
        Group group = groups.remove(id);
        if (group != null && group.uniqueName() != null) {
            uniqueNames.remove(group.uniqueName(), id);
        }
        relations.values().forEach(byGroup -> byGroup.remove(id));
    }

    private void removeTeam(String id) {
        Team team = teams.get(id);
        if (team != null) {
            bin.put(id, contents(team));
        }
        teams.remove(id);
        rosters.remove(id);
        channels.remove(id);
        planner.removeGroup(id);
    }

    private List<Change> contents(Team team) {
        List<Change> all = new ArrayList<>(List.of(new Change.TeamPut(team)));
        ownersFirst(roster(team.id())).forEach(member -> all.add(new Change.MemberPut(member)));
        channels(team.id()).forEach(channel -> all.add(new Change.ChannelPut(channel)));
        all.addAll(planner.ofGroup(team.id()));
        return all;
    }

    private void putMember(Member member) {
        rosters.computeIfAbsent(member.team(), key -> new LinkedHashMap<>()).put(member.user(), member);
        touched.add(member.team());
    }

    private void removeMember(String team, String user) {
        Map<String, Member> roster = rosters.get(team);
        if (roster != null && roster.remove(user) != null) {
            touched.add(team);
        }
    }

    private void removeUser(String id) {
        people.remove(id);
        relations.values().forEach(byGroup -> byGroup.values().forEach(users -> users.remove(id)));
        for (String team : List.copyOf(rosters.keySet())) {
            removeMember(team, id);
        }
    }
}
