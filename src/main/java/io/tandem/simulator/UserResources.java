package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /users} and {@code /directoryObjects/getByIds} (graph-contract 7). */
final class UserResources implements Routes.Resource {
    private static final String DIRECTORY = "Request_BadRequest";
    private static final int PAGE_SIZE = 100;
    private static final int MAX_IDS = 1000;

    private final World world;

    UserResources(World world) {
        this.world = world;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/users", this::list);
        routes.on("POST", "/users", this::create);
        routes.on("GET", "/users/{user}", this::get);
        routes.on("PATCH", "/users/{user}", this::update);
        routes.on("DELETE", "/users/{user}", this::delete);
        routes.on("POST", "/directoryObjects/getByIds", this::getByIds);
    }

    private GraphResponse list(Call call) {
        Query query = call.query("user", Users.DEFAULTS);
        Optional<Filter> filter = query.filter();
        Stream<User> users = filter.map(this::candidates)
                .orElseGet(() -> people().all().stream())
                .filter(user -> filter.isEmpty() || filter.get().test(name -> Users.property(user, name)));
        return GraphResponse.ok(query.page(users, PAGE_SIZE, user -> query.shape(user.resource())));
    }

    /** A filter on an indexed property need not look at sixty thousand people. */
    private Stream<User> candidates(Filter filter) {
        Optional<List<String>> employeeIds = filter.required("employeeId");
        if (employeeIds.isPresent()) {
            return employeeIds.get().stream().distinct().flatMap(people()::byEmployeeId);
        }
        Optional<List<String>> names = filter.required("userPrincipalName").or(() -> filter.required("id"));
        return names.map(keys -> keys.stream().distinct().flatMap(key -> people().find(key).stream()))
                .orElseGet(() -> people().all().stream());
    }

    private GraphResponse get(Call call) {
        Query query = call.query("user", Users.DEFAULTS);
        User user = world.user(call.id("user"));
        return GraphResponse.ok(entity(call, query.shape(user.resource())));
    }

    private GraphResponse create(Call call) {
        ObjectNode body = call.body("user", DIRECTORY, Users.WRITABLE);
        ObjectNode user = Users.complete(people(), body);
        if (people().byId(user.path("id").asText()).isPresent()) {
            throw GraphError.directory(
                            "Another object with the same value for property userPrincipalName already exists.")
                    .withDetail("ObjectConflict", "userPrincipalName");
        }
        world.ledger().commit(new Change.UserPut(user));
        Query query = call.query("user", Users.DEFAULTS);
        return GraphResponse.created(entity(call, query.shape(user)));
    }

    private GraphResponse update(Call call) {
        User user = world.user(call.id("user"));
        ObjectNode body = call.body("user", DIRECTORY, Users.WRITABLE);
        world.ledger().commit(new Change.UserPut(Users.patched(people(), user, body)));
        return GraphResponse.noContent();
    }

    private GraphResponse delete(Call call) {
        world.ledger().commit(new Change.UserGone(world.user(call.id("user")).id()));
        return GraphResponse.noContent();
    }

    private GraphResponse getByIds(Call call) {
        ObjectNode body = call.body("directoryObject.getByIds", DIRECTORY);
        JsonNode ids = body.path("ids");
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            throw GraphError.directory("'ids' must hold between 1 and 1000 ids, not " + ids.size() + ".");
        }
        Query users = call.query("user", Users.DEFAULTS);
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        for (JsonNode id : ids) {
            people().byId(id.asText()).ifPresent(user -> found.put(user.id(), typed(users.shape(user.resource()))));
            if (found.get(id.asText()) == null && !users.hasSelect()) {
                world.tenant()
                        .group(id.asText())
                        .ifPresent(group -> found.put(group.id(), GroupView.directoryObject(group)));
            }
        }
        ObjectNode answer = Json.object().put("@odata.context", call.context("directoryObjects"));
        ArrayNode value = answer.putArray("value");
        found.values().stream().filter(object -> wanted(body, object)).forEach(value::add);
        return GraphResponse.ok(answer);
    }

    private static boolean wanted(ObjectNode body, ObjectNode object) {
        String type = object.path("@odata.type").asText().replace("#microsoft.graph.", "");
        for (JsonNode item : body.path("types")) {
            if (item.asText().equals(type) || item.asText().equals("directoryObject")) {
                return true;
            }
        }
        return body.path("types").isEmpty();
    }

    private static ObjectNode typed(ObjectNode shaped) {
        return Json.object().put("@odata.type", "#microsoft.graph.user").setAll(shaped);
    }

    private static ObjectNode entity(Call call, ObjectNode shaped) {
        return Json.object()
                .put("@odata.context", call.context("users/$entity"))
                .setAll(shaped);
    }

    private People people() {
        return world.tenant().people();
    }
}
