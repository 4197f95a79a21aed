package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import io.tandem.simulator.ODataPath.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /groups} by id and by {@code uniqueName}, with upsert (graph-contract 3). */
final class GroupResources implements Routes.Resource {
    private static final String DIRECTORY = "Request_BadRequest";
    private static final int PAGE_SIZE = 100;

    private final World world;
    private final GroupView view;
    private final GroupRules rules;

    GroupResources(World world) {
        this.world = world;
        this.view = new GroupView(world);
        this.rules = new GroupRules(world);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/groups", this::list);
        routes.on("POST", "/groups", this::post);
        routes.on("GET", "/groups/{group}", this::get);
        routes.on("PATCH", "/groups/{group}", this::patch);
        routes.on("DELETE", "/groups/{group}", this::delete);
    }

    private GraphResponse list(Call call) {
        Query query = call.query("group", GroupView.DEFAULTS);
        Optional<Filter> filter = query.filter();
        Stream<Group> groups = world.tenant().groups().stream()
                .filter(Group::live)
                .filter(group -> !call.now().isBefore(group.listedAt()))
                .filter(group -> filter.isEmpty() || passes(filter.get(), group, call.now()));
        return GraphResponse.ok(query.page(groups, PAGE_SIZE, group -> view.shaped(query, group)));
    }

    private boolean passes(Filter filter, Group group, Instant now) {
        return filter.test(name -> switch (name) {
            case "displayName", "mailNickname", "uniqueName", "description", "visibility" ->
                group.properties().get(name);
            default -> view.whole(group, now).get(name);
        });
    }

    private GraphResponse get(Call call) {
        Query query = call.query("group", GroupView.DEFAULTS);
        return GraphResponse.ok(entity(call, query, world.group(call.key("group"))));
    }

    private GraphResponse post(Call call) {
        return create(call, call.body("group", DIRECTORY), null);
    }

    private GraphResponse patch(Call call) {
        Segment key = call.key("group");
        boolean byName = "uniqueName".equals(key.keyName());
        boolean create = byName && call.request().prefers("create-if-missing");
        if (create) {
            Optional<Group> holder = world.tenant()
                    .byUniqueName(key.text())
                    .filter(group -> group.live() || world.profile().uniqueNameReserved());
            if (holder.isEmpty()) {
                return create(call, call.body("group", DIRECTORY), key.text());
            }
            if (!holder.get().live()) {
                throw GraphError.directory("Another object with the same value for property uniqueName already exists.")
                        .withDetail("PropertyConflict", "uniqueName");
            }
        }
        return update(world.group(key), call.body("group", DIRECTORY), create);
    }

    private GraphResponse create(Call call, ObjectNode body, @Nullable String uniqueName) {
        ObjectNode properties = rules.created(body);
        if (uniqueName != null) {
            properties.put("uniqueName", uniqueName);
        }
        Map<Relation, List<String>> bound = rules.bound(body);
        Instant now = call.now();
        boolean lags = world.draw(world.profile().replicationRate());
        Group group = new Group(
                World.newId(),
                properties,
                now,
                lags ? world.within(now, world.profile().maxReplication()) : now,
                world.within(now, world.profile().maxListDelay()),
                null);
        List<Change> changes = new ArrayList<>(List.of(new Change.GroupPut(group)));
        changes.addAll(links(group.id(), bound));
        world.ledger().commit(changes);
        Query query = call.query("group", GroupView.DEFAULTS);
        return GraphResponse.created(entity(call, query, group));
    }

    private GraphResponse update(Group group, ObjectNode body, boolean upsert) {
        ObjectNode properties = rules.updated(group, body, upsert);
        Map<Relation, List<String>> bound = rules.bound(body);
        bound.forEach((relation, users) -> {
            boolean known = users.removeAll(world.tenant().linked(group.id(), relation));
            if (known && world.profile().existingBindStatus() == 400) {
                throw GraphError.directory(
                        "One or more added object references already exist for the following modified"
                                + " properties: '" + relation.navigation() + "'.");
            }
        });
        List<Change> changes = new ArrayList<>();
        if (!properties.equals(group.properties())) {
            changes.add(new Change.GroupPut(group.withProperties(properties)));
        }
        changes.addAll(links(group.id(), bound));
        world.ledger().commit(changes);
        return GraphResponse.noContent();
    }

    private static List<Change> links(String group, Map<Relation, List<String>> bound) {
        List<Change> changes = new ArrayList<>();
        bound.forEach((relation, users) -> {
            if (!users.isEmpty()) {
                changes.add(new Change.Linked(group, relation, users));
            }
        });
        return changes;
    }

    private GraphResponse delete(Call call) {
        Group group = world.group(call.key("group"));
        world.ledger().commit(new Change.GroupPut(group.deleted(call.now())));
        return GraphResponse.noContent();
    }

    private ObjectNode entity(Call call, Query query, Group group) {
        return Json.object()
                .put("@odata.context", call.context("groups/$entity"))
                .setAll(view.shaped(query, group));
    }
}
