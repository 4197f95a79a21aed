package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Operations and channels of a team (graph-contract 4.3, 6.1). */
final class TeamParts implements Routes.Resource {
    private static final Set<String> EVOLVED = Set.of("teamifyGroup", "createChannel", "archiveChannel");
    private static final int PAGE_SIZE = 100;

    private final World world;
    private final TeamView view;

    TeamParts(World world) {
        this.world = world;
        this.view = new TeamView(world);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/teams/{team}/operations/{operation}", this::operation);
        routes.on("GET", "/teams/{team}/channels", this::channels);
        routes.on("GET", "/teams/{team}/channels/{channel}", this::channel);
        routes.on("GET", "/teams/{team}/primaryChannel", this::primaryChannel);
    }

    private GraphResponse operation(Call call) {
        String id = call.id("operation");
        Operation operation = world.tenant()
                .operation(id)
                .filter(found -> found.team().equals(call.id("team")) && found.visible(call.now()))
                .orElseThrow(() -> GraphError.notFound("No operation found with id " + id));
        boolean shown = !EVOLVED.contains(operation.type()) || call.request().prefers("include-unknown-enum-members");
        String team = call.id("team");
        ObjectNode body = Json.object()
                .put("@odata.context", call.context("teams('" + team + "')/operations/$entity"))
                .put("id", id)
                .put("operationType", shown ? operation.type() : "unknownFutureValue")
                .put("createdDateTime", operation.createdAt().toString())
                .put("status", operation.status(call.now()))
                .put("lastActionDateTime", operation.lastAction(call.now()).toString())
                .put("attemptsCount", 1)
                .put("targetResourceId", team)
                .put("targetResourceLocation", "/teams('" + team + "')")
                .putNull("error");
        return new GraphResponse(200, Map.of(), body);
    }

    private GraphResponse channels(Call call) {
        Query query = call.query("channel", TeamView.CHANNEL);
        Optional<Filter> filter = query.filter();
        Stream<ObjectNode> channels = world.tenant().channels(world.team(call).id()).stream()
                .map(view::whole)
                .filter(channel -> filter.isEmpty() || filter.get().test(channel::get));
        return GraphResponse.ok(query.page(channels, PAGE_SIZE, query::shape));
    }

    private GraphResponse channel(Call call) {
        return world.tenant().channels(world.team(call).id()).stream()
                .filter(channel -> channel.id().equals(call.id("channel")))
                .findFirst()
                .map(channel -> entity(call, channel))
                .orElseThrow(() -> GraphError.notFound("No channel found with id " + call.id("channel")));
    }

    private GraphResponse primaryChannel(Call call) {
        return entity(call, world.tenant().channels(world.team(call).id()).getFirst());
    }

    private GraphResponse entity(Call call, Channel channel) {
        ObjectNode shaped = call.query("channel", TeamView.CHANNEL).shape(view.whole(channel));
        return GraphResponse.ok(Json.object()
                .put("@odata.context", call.context("teams('" + channel.team() + "')/channels/$entity"))
                .setAll(shaped));
    }
}
