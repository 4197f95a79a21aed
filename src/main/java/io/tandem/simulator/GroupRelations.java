package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Owners and members of a group. What is written here does not reach the team (graph-contract 5 and trap 18). */
final class GroupRelations implements Routes.Resource {
    private static final int PAGE_SIZE = 100;

    private final World world;
    private final GroupRules rules;

    GroupRelations(World world) {
        this.world = world;
        this.rules = new GroupRules(world);
    }

    @Override
    public void addTo(Routes routes) {
        for (Relation relation : Relation.values()) {
            String path = "/groups/{group}/" + relation.navigation();
            routes.on("GET", path, call -> list(call, relation));
            routes.on("POST", path + "/$ref", call -> add(call, relation));
            routes.on("DELETE", path + "/{user}/$ref", call -> remove(call, relation));
        }
    }

    private GraphResponse list(Call call, Relation relation) {
        Query query = call.query("user", Users.DEFAULTS);
        Optional<Filter> filter = query.filter();
        Stream<User> users = world
                .tenant()
                .linked(world.group(call.key("group")).id(), relation)
                .stream()
                .flatMap(id -> world.tenant().people().byId(id).stream())
                .filter(user -> filter.isEmpty() || filter.get().test(name -> Users.property(user, name)));
        return GraphResponse.ok(query.page(users, PAGE_SIZE, user -> typed(query.shape(user.resource()))));
    }

    private GraphResponse add(Call call, Relation relation) {
        Group group = world.group(call.key("group"));
        JsonNode url = reference(call);
        User user = rules.userOf(url.asText());
        if (world.tenant().linked(group.id(), relation).contains(user.id())) {
            throw GraphError.directory("One or more added object references already exist for the following modified"
                    + " properties: '" + relation.navigation() + "'.");
        }
        world.ledger().commit(new Change.Linked(group.id(), relation, List.of(user.id())));
        return GraphResponse.noContent();
    }

    private static JsonNode reference(Call call) {
        ObjectNode body = call.body("directoryObject", "Request_BadRequest");
        JsonNode url = body.path("@odata.id");
        if (!url.isTextual()) {
            throw GraphError.directory(
                    "The body must be {\"@odata.id\": \"https://graph.microsoft.com/v1.0/users/{id}\"}.");
        }
        return url;
    }

    private GraphResponse remove(Call call, Relation relation) {
        Group group = world.group(call.key("group"));
        Set<String> linked = world.tenant().linked(group.id(), relation);
        User user = world.user(call.id("user"));
        if (!linked.contains(user.id())) {
            throw GraphError.noResource(user.id());
        }
        if (relation == Relation.OWNERS && linked.size() == 1) {
            throw GraphError.directory("The group must have at least one owner, hence this owner cannot be removed.");
        }
        world.ledger().commit(new Change.Unlinked(group.id(), relation, List.of(user.id())));
        return GraphResponse.noContent();
    }

    private static ObjectNode typed(ObjectNode shaped) {
        return Json.object().put("@odata.type", "#microsoft.graph.user").setAll(shaped);
    }
}
