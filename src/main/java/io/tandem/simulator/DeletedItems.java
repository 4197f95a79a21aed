package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /directory/deletedItems}: groups that were deleted, for 30 days, after which they are gone for good (graph-contract
 * 3.3; the paths are those of Microsoft's reference of directory objects).
 */
final class DeletedItems implements Routes.Resource {
    private final World world;
    private final GroupView view;

    DeletedItems(World world) {
        this.world = world;
        this.view = new GroupView(world);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/directory/deletedItems/{item}", this::get);
        routes.on("POST", "/directory/deletedItems/{item}/restore", this::restore);
    }

    private GraphResponse get(Call call) {
        return GraphResponse.ok(entity(call, deleted(call)));
    }

    /** All comes back as it was: the team, its people, its channels and its plans. */
    private GraphResponse restore(Call call) {
        Group deleted = deleted(call);
        Group group = deleted.deleted(null);
        List<Change> changes = new ArrayList<>(List.of(new Change.GroupPut(group)));
        changes.addAll(world.tenant().bin().of(group.id()));
        world.ledger().commit(changes);
        return GraphResponse.ok(entity(call, group));
    }

    private Group deleted(Call call) {
        String id = call.id("item");
        return world.tenant().deleted(id).orElseThrow(() -> GraphError.noResource(id));
    }

    private ObjectNode entity(Call call, Group group) {
        Query query = call.query("group", GroupView.DEFAULTS);
        return Json.object()
                .put("@odata.context", call.context("directoryObjects/$entity"))
                .put("@odata.type", "#microsoft.graph.group")
                .setAll(view.shaped(query, group));
    }
}
