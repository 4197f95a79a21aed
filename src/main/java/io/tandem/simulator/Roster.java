package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.simulator.Change.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of team membership, one person at a time (graph-contract 5). What happens in the team is mirrored in its group at once; the
 * other direction takes a day in real life and does not happen here.
 *
 * @param world the state
 */
record Roster(World world) {
    private static final int MAX_MEMBERS = 25_000;
    private static final int MAX_OWNERS = 100;

    /** Who is wanted in which role. */
    record Wish(User user, boolean owner) {}

    /** Reads one member body; 400 when it is not usable, 404 when there is no such usable user. */
    Wish wish(JsonNode body) {
        boolean owner = wantsOwner(body);
        User user = bound(body);
        if (user.guest()) {
            throw GraphError.badRequest("Guests cannot be added with application permissions.");
        }
        if (!user.enabled()) {
            throw GraphError.notFound("The user '" + user.id() + "' is blocked or disabled.");
        }
        if (world.profile().licenceRequired() && !user.usesTeams()) {
            throw GraphError.notFound("The user '" + user.id() + "' has no licence for Teams.");
        }
        return new Wish(user, owner);
    }

    /** The user a member body binds. */
    User bound(JsonNode body) {
        String bind = Json.text(body, "user@odata.bind");
        String id = bind == null ? null : ODataPath.boundId(bind, "users");
        if (id == null) {
            throw GraphError.badRequest("Invalid bind property name or value: user@odata.bind '" + bind + "'.");
        }
        return world.tenant()
                .people()
                .find(id)
                .orElseThrow(() -> GraphError.notFound("Failed to find the user '" + id + "' in the tenant."));
    }

    /** Whether the roles say owner; a plain member has none at all. */
    static boolean wantsOwner(JsonNode body) {
        boolean owner = false;
        for (JsonNode role : body.path("roles")) {
            if (!role.asText().equals("owner")) {
                throw GraphError.badRequest(
                        "Invalid role '" + role.asText() + "' specified for member: roles must be [] or [\"owner\"].");
            }
            owner = true;
        }
        return owner;
    }

    Member add(Team team, Wish wish, Instant now) {
        if (world.tenant().roster(team.id()).containsKey(wish.user().id())) {
            throw GraphError.of(
                    world.profile().existingMemberStatus(),
                    world.profile().existingMemberStatus() == 409 ? "Conflict" : "BadRequest",
                    "The user is already a member of the team.");
        }
        if (world.tenant().roster(team.id()).size() >= MAX_MEMBERS
                || (wish.owner() && world.tenant().owners(team.id()) >= MAX_OWNERS)) {
            throw GraphError.badRequest("The team has reached its limit of 25000 members or 100 owners.");
        }
        Member member = new Member(
                team.id(),
                wish.user().id(),
                wish.owner(),
                world.within(now, world.profile().maxMemberDelay()));
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.MemberPut(member));
        changes.add(new Change.Linked(team.id(), Relation.MEMBERS, List.of(member.user())));
        if (member.owner()) {
            changes.add(new Change.Linked(team.id(), Relation.OWNERS, List.of(member.user())));
        }
        world.ledger().commit(changes);
        return member;
    }

    void remove(Member member) {
        if (member.owner()) {
            keepOwner(member);
        }
        world.ledger()
                .commit(
                        new Change.MemberGone(member.team(), member.user()),
                        new Change.Unlinked(member.team(), Relation.MEMBERS, List.of(member.user())),
                        new Change.Unlinked(member.team(), Relation.OWNERS, List.of(member.user())));
    }

    Member change(Member member, boolean owner) {
        if (member.owner() && !owner) {
            keepOwner(member);
        }
        Member changed = member.withOwner(owner);
        List<String> user = List.of(member.user());
        world.ledger()
                .commit(
                        new Change.MemberPut(changed),
                        owner
                                ? new Change.Linked(member.team(), Relation.OWNERS, user)
                                : new Change.Unlinked(member.team(), Relation.OWNERS, user));
        return changed;
    }

    private void keepOwner(Member member) {
        if (world.tenant().owners(member.team()) == 1) {
            throw GraphError.of(
                    world.profile().lastOwnerStatus(),
                    world.profile().lastOwnerStatus() == 403 ? "Forbidden" : "BadRequest",
                    "The last owner of a team cannot be removed or demoted.");
        }
    }
}
