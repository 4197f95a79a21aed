package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import io.tandem.simulator.PlannerObject.Kind;
import io.tandem.simulator.PlannerObject.Stamp;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every call of Planner needs: finding objects, who may see them, preconditions, answers.
 *
 * @param world the state
 * @param view how objects are shown
 */
record PlannerDesk(World world, PlannerView view) {
    private static final String WHOLE = "return=representation";

    static PlannerDesk of(World world) {
        return new PlannerDesk(world, new PlannerView(world));
    }

    PlannerState state() {
        return world.tenant().planner();
    }

    /** The object that a key of the path names; 400 for a malformed id, 404, or 403 to a person outside the group. */
    PlannerObject find(Call call, Kind kind, String key) {
        PlannerObject object = find(kind, call.id(key));
        admit(call, group(object));
        return object;
    }

    /** As {@link #find(Call, Kind, String)}, whoever asks. */
    PlannerObject find(Kind kind, String id) {
        if (!PlannerId.wellFormed(id)) {
            throw PlannerError.bad("'" + id + "' is not a valid id of Planner.");
        }
        return state().find(kind, id).orElseThrow(PlannerError::notFound);
    }

    String group(PlannerObject object) {
        return object.kind() == Kind.PLAN
                ? object.parent()
                : state().find(Kind.PLAN, object.parent()).orElseThrow().parent();
    }

    /** A person acts in the plans of groups whose member it is (graph-contract 8.2), an application everywhere. */
    void admit(Call call, String group) {
        String person = call.person();
        if (person != null && !world.tenant().linked(group, Relation.MEMBERS).contains(person)) {
            throw PlannerError.forbidden();
        }
    }

    PlannerWriter writer(Call call, PlannerObject object) {
        return PlannerWriter.of(call, group(object));
    }

    /** The checked body, which may only have these properties. */
    ObjectNode body(Call call, Kind kind, Set<String> writable) {
        ObjectNode body = call.body(kind.type(), "");
        for (String name : new TreeSet<>(PlannerMerge.paths(body))) {
            if (!writable.contains(name.replaceFirst("/.*", ""))) {
                throw PlannerError.bad("Property '" + name + "' cannot be set here.");
            }
        }
        return body;
    }

    /** The version that If-Match names (graph-contract 8.3); 412 without one, or when it is none that is still known. */
    int presented(Call call, PlannerObject object) {
        String etag = call.request().header("If-Match");
        if (etag == null) {
            throw PlannerError.precondition("The If-Match header must be specified.");
        }
        if (etag.equals("*") && world.profile().planner().ifMatchStar()) {
            return object.version();
        }
        OptionalInt version = PlannerEtag.version(etag, object);
        int forgotten = object.version() - world.profile().planner().knownVersions();
        if (version.isEmpty() || version.getAsInt() <= forgotten) {
            throw PlannerError.precondition("The If-Match header names no known version of the item.");
        }
        return version.getAsInt();
    }

    /** 409 when one of the paths, or anything at all for no paths, changed after the presented version (graph-contract 8.3). */
    void unchanged(PlannerObject object, int presented, @Nullable Set<String> paths, PlannerWriter writer) {
        boolean own = world.profile().planner().ownChangesConflict();
        for (Map.Entry<String, Stamp> entry : object.touched().entrySet()) {
            Stamp stamp = entry.getValue();
            boolean wanted = paths == null || paths.contains(entry.getKey());
            if (wanted && stamp.version() > presented && (own || !stamp.by().equals(writer.id()))) {
                throw PlannerError.conflict(entry.getKey());
            }
        }
    }

    /** The next version, or the same object when nothing is different. */
    PlannerObject next(PlannerObject object, ObjectNode properties, Set<String> paths, PlannerWriter writer) {
        if (properties.equals(object.properties())) {
            return object;
        }
        Set<String> different = new TreeSet<>(paths);
        different.removeIf(
                path -> PlannerMerge.at(object.properties(), path).equals(PlannerMerge.at(properties, path)));
        return object.changed(
                properties, different, writer.id(), world.profile().planner().knownVersions());
    }

    GraphResponse one(Call call, PlannerObject object) {
        return GraphResponse.ok(entity(call, object));
    }

    GraphResponse created(Call call, PlannerObject object) {
        return GraphResponse.created(entity(call, object));
    }

    /** 204, or 200 with the object when the caller prefers that (graph-contract 8.2). */
    GraphResponse changed(Call call, PlannerObject object) {
        return call.request().prefers(WHOLE)
                ? one(call, object).withHeaders(Map.of("Preference-Applied", WHOLE))
                : GraphResponse.noContent();
    }

    GraphResponse list(Call call, Kind kind, Stream<PlannerObject> objects) {
        Query query = view.query(call, kind);
        return GraphResponse.ok(
                query.page(objects, world.profile().planner().pageSize(), object -> view.shaped(query, object)));
    }

    static void onlyBeta(Call call) {
        if (!call.path().version().equals("beta")) {
            throw GraphError.of(405, "Request_BadRequest", "This operation exists in beta only.");
        }
    }

    /** Adds an operation whose every answer carries Planner's own headers (graph-contract 1.3). */
    static void on(Routes routes, String operation, Routes.Handler handler) {
        List<String> words = List.of(operation.split(" ", 2));
        routes.on(words.getFirst(), words.getLast(), call -> {
            Map<String, String> headers = Map.of(
                    "X-ProxyCluster", "simulator",
                    "X-OfficeCluster", "simulator",
                    "X-Tasks-CorrelationId", UUID.randomUUID().toString());
            try {
                return handler.handle(call).withHeaders(headers);
            } catch (GraphError e) {
                throw e.withHeaders(headers);
            }
        });
    }

    private ObjectNode entity(Call call, PlannerObject object) {
        Query query = view.query(call, object.kind());
        return Json.object()
                .put("@odata.context", call.context(context(object.kind())))
                .setAll(view.shaped(query, object));
    }

    private static String context(Kind kind) {
        return switch (kind) {
            case PLAN -> "planner/plans/$entity";
            case PLAN_DETAILS -> "planner/plans/details/$entity";
            case BUCKET -> "planner/buckets/$entity";
            case TASK -> "planner/tasks/$entity";
            case TASK_DETAILS -> "planner/tasks/details/$entity";
        };
    }
}
