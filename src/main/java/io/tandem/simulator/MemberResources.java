package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /teams/{id}/members}, one member at a time (graph-contract 5). */
final class MemberResources implements Routes.Resource {
    private static final String TYPE = "aadUserConversationMember";
    private static final String TEAMS = "BadRequest";

    private final World world;
    private final TeamView view;
    private final Roster roster;

    MemberResources(World world, Roster roster) {
        this.world = world;
        this.view = new TeamView(world);
        this.roster = roster;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/teams/{team}/members", this::list);
        routes.on("POST", "/teams/{team}/members", this::add);
        routes.on("GET", "/teams/{team}/members/{member}", this::get);
        routes.on("PATCH", "/teams/{team}/members/{member}", this::update);
        routes.on("DELETE", "/teams/{team}/members/{member}", this::remove);
    }

    private GraphResponse list(Call call) {
        Team team = world.team(call);
        Query query = call.query(TYPE, TeamView.MEMBER);
        Optional<Filter> filter = query.filter();
        Stream<ObjectNode> members = world.tenant().roster(team.id()).values().stream()
                .filter(member -> member.visible(call.now()))
                .map(view::whole)
                .filter(member -> filter.isEmpty() || filter.get().test(member::get));
        return GraphResponse.ok(query.page(members, world.profile().memberPageSize(), query::shape));
    }

    private GraphResponse get(Call call) {
        Member member = member(call);
        if (!member.visible(call.now())) {
            throw absent(call);
        }
        return GraphResponse.ok(entity(call, member));
    }

    private GraphResponse add(Call call) {
        Team team = world.team(call);
        Roster.Wish wish = roster.wish(call.body("conversationMember", TEAMS));
        return GraphResponse.created(entity(call, roster.add(team, wish, call.now())));
    }

    private GraphResponse update(Call call) {
        Member member = member(call);
        ObjectNode body = call.body("conversationMember", TEAMS);
        if (!body.has("roles")) {
            throw GraphError.badRequest("Property 'roles' is required.");
        }
        return GraphResponse.ok(entity(call, roster.change(member, Roster.wantsOwner(body))));
    }

    private GraphResponse remove(Call call) {
        roster.remove(member(call));
        return GraphResponse.noContent();
    }

    private Member member(Call call) {
        return world.tenant().roster(world.team(call).id()).values().stream()
                .filter(member -> TeamView.membershipId(member).equals(call.id("member")))
                .findFirst()
                .orElseThrow(() -> absent(call));
    }

    private static GraphError absent(Call call) {
        return GraphError.notFound("No member found with id " + call.id("member"));
    }

    private ObjectNode entity(Call call, Member member) {
        Query query = call.query(TYPE, TeamView.MEMBER);
        return Json.object()
                .put("@odata.context", call.context("teams('" + member.team() + "')/members/$entity"))
                .setAll(query.shape(view.whole(member)));
    }
}
