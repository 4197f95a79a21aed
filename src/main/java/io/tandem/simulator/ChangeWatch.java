package io.tandem.simulator;

import io.tandem.simulator.Change.Relation;
import io.tandem.simulator.Happening.Thing;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what changes of the state mean to subscribers, each thing once. In the directory creation and soft deletion are updates
 * (graph-contract 9.1); whatever touches a group's people touches the group.
 */
final class ChangeWatch {
    private final Tenant before;
    private final Instant now;
    private final Set<Happening> seen = new LinkedHashSet<>();
    private final Map<String, Instant> ready = new HashMap<>();

    private ChangeWatch(Tenant before, Instant now) {
        this.before = before;
        this.now = now;
    }

    static Set<Happening> happenings(Tenant before, List<Change> changes, Instant now) {
        ChangeWatch watch = new ChangeWatch(before, now);
        changes.forEach(watch::look);
        return watch.seen;
    }

    private void look(Change change) {
        switch (change) {
            case Change.TeamPut put -> team(put.team());
            case Change.MemberPut put -> member(put.member());
            case Change.MemberGone gone -> memberGone(gone.team(), gone.user());
            case Change.ChannelPut put -> channel(put.channel());
            case Change.GroupPut put -> group(put.group());
            case Change.GroupPurged purged -> add(Thing.GROUP, ChangeType.DELETED, purged.id(), null, now);
            case Change.Linked linked -> linked(linked.group(), linked.relation());
            case Change.Unlinked unlinked -> linked(unlinked.group(), unlinked.relation());
            case Change.UserPut put -> user(new User(0, put.user()));
            case Change.UserGone gone -> userGone(gone.id());
            default -> {
                // Nobody can subscribe to operations or to Planner, and notifications themselves are no news.
            }
        }
    }

    private void add(Thing thing, ChangeType type, String id, @Nullable String part, Instant from) {
        seen.add(new Happening(thing, type, id, part, from.isAfter(now) ? from : now));
    }

    private void team(Team team) {
        Optional<Team> known = before.team(team.id());
        ready.put(team.id(), team.readyAt());
        if (known.isEmpty()) {
            add(Thing.TEAM, ChangeType.CREATED, team.id(), null, team.readyAt());
        } else if (!known.get().equals(team)) {
            add(Thing.TEAM, ChangeType.UPDATED, team.id(), null, team.archivedAsOf());
        }
    }

    private void member(Member member) {
        Member known = before.roster(member.team()).get(member.user());
        if (known == null) {
            add(Thing.MEMBER, ChangeType.CREATED, member.team(), member.user(), member.visibleAt());
        } else if (known.owner() != member.owner()) {
            add(Thing.MEMBER, ChangeType.UPDATED, member.team(), member.user(), now);
        }
    }

    private void memberGone(String team, String user) {
        if (before.roster(team).containsKey(user)) {
            add(Thing.MEMBER, ChangeType.DELETED, team, user, now);
        }
    }

    /** The first channels come with the team. */
    private void channel(Channel channel) {
        Instant from = ready.getOrDefault(channel.team(), now);
        add(Thing.CHANNEL, ChangeType.CREATED, channel.team(), channel.id(), from);
    }

    private void group(Group group) {
        Optional<Group> known = before.group(group.id());
        if (known.isPresent() && known.get().equals(group)) {
            return;
        }
        add(Thing.GROUP, ChangeType.UPDATED, group.id(), null, now);
        if (before.team(group.id()).isPresent()) {
            add(Thing.TEAM, group.live() ? ChangeType.UPDATED : ChangeType.DELETED, group.id(), null, now);
        }
    }

    private void linked(String group, Relation relation) {
        add(Thing.GROUP, ChangeType.UPDATED, group, null, now);
        add(
                relation == Relation.OWNERS ? Thing.GROUP_OWNERS : Thing.GROUP_MEMBERS,
                ChangeType.UPDATED,
                group,
                null,
                now);
    }

    private void user(User user) {
        Optional<User> known = before.people().byId(user.id());
        if (known.isEmpty() || !known.get().resource().equals(user.resource())) {
            add(Thing.USER, ChangeType.UPDATED, user.id(), null, now);
        }
    }

    private void userGone(String id) {
        add(Thing.USER, ChangeType.UPDATED, id, null, now);
        before.teams().forEach(team -> memberGone(team.id(), id));
        for (Relation relation : Relation.values()) {
            before.groups().stream()
                    .filter(Group::live)
                    .filter(group -> before.linked(group.id(), relation).contains(id))
                    .forEach(group -> linked(group.id(), relation));
        }
    }
}
