package io.tandem.simulator.hq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Stand;
import io.tandem.simulator.Stand.Reply;
import io.tandem.simulator.Stand.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** OData version 4 under {@code /data}, and an admin side that asks for no token. */
final class HqApi implements Stand.Service {
    private static final int PAGE = 10_000;

    private final HqTables tables;
    private final TaskReport report;

    HqApi(HqTables tables) {
        this.tables = tables;
        this.report = new TaskReport(tables);
    }

    @Override
    public Reply answer(Request request) {
        try {
            ODataAddress address = ODataAddress.parse(request.uri());
            return address.key() == null ? onSet(request, address) : onRow(request, address, address.key());
        } catch (HqRefusal refusal) {
            return refusal.reply();
        }
    }

    @Override
    public Reply refusal(int status, String message) {
        return HqRefusal.reply(status, message);
    }

    @Override
    public Optional<Reply> admin(Request request) {
        return Optional.ofNullable(
                switch (request.method() + " " + request.path()) {
                    case "GET /simulator/state" -> Reply.of(200, state());
                    case "POST /simulator/reset" -> {
                        tables.clear();
                        yield Reply.of(204, null);
                    }
                    case "POST /hq/seed" -> seeded(request.text());
                    default -> null;
                });
    }

    /** Takes rows, one JSON a line: {@code {"set": "ProcessTasks", "row": {…}}}; all of them or none. */
    void seed(List<String> lines, boolean overwrite) {
        List<Seed> seeds = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                seeds.add(seed(lines.get(i), i + 1));
            }
        }
        seeds.stream()
                .filter(seed -> overwrite
                        || tables.find(seed.set(), seed.set().key(seed.row())).isEmpty())
                .forEach(seed -> tables.put(seed.set(), seed.row()));
    }

    /** {@return the rows of a set as they are read now} */
    Stream<ObjectNode> rows(EntitySet set) {
        return tables.all(set).map(report::read).map(row -> object(row.values()));
    }

    private record Seed(EntitySet set, ObjectNode row) {}

    private Seed seed(String line, int number) {
        try {
            JsonNode json = json(line);
            String name = json.path("set").asText();
            EntitySet set =
                    EntitySet.named(name).orElseThrow(() -> HqRefusal.badRequest("There is no set '" + name + "'."));
            return new Seed(set, merged(set, set.blank(object(json.path("row"))), json.path("row")));
        } catch (HqRefusal refusal) {
            throw HqRefusal.badRequest("Line " + number + ": " + refusal.getMessage());
        }
    }

    private Reply seeded(String text) {
        try {
            seed(text.lines().toList(), true);
            return Reply.of(204, null);
        } catch (HqRefusal refusal) {
            return refusal.reply();
        }
    }

    private ObjectNode state() {
        ObjectNode state = HqTables.MAPPER.createObjectNode();
        for (String name : EntitySet.names()) {
            ArrayNode rows = state.putArray(name);
            EntitySet.named(name).stream().flatMap(this::rows).forEach(rows::add);
        }
        return state;
    }

    private Reply onSet(Request request, ODataAddress address) {
        return switch (request.method()) {
            case "GET" -> Reply.of(200, list(request, address));
            case "POST" -> created(request, address.set());
            default -> throw HqRefusal.of(405, "A set takes GET and POST.");
        };
    }

    private Reply onRow(Request request, ODataAddress address, ObjectNode key) {
        EntitySet set = address.set();
        HqRow row = tables.find(set, set.key(key))
                .orElseThrow(() -> HqRefusal.notFound("The " + set.entity() + " " + set.key(key)));
        if (request.method().equals("GET")) {
            return Reply.of(200, shaped(address, report.read(row)));
        }
        String etag = request.headers().get("if-match");
        if (etag != null && !etag.equals("*") && !etag.equals(row.etag())) {
            throw HqRefusal.of(412, "The " + set.entity() + " was changed meanwhile.");
        }
        switch (request.method()) {
            case "PATCH" -> change(writable(set), row, object(json(request.text())));
            case "DELETE" -> tables.remove(row);
            default -> throw HqRefusal.of(405, "A row takes GET, PATCH and DELETE.");
        }
        return Reply.of(204, null);
    }

    private Reply created(Request request, EntitySet set) {
        ObjectNode given = object(json(request.text()));
        if (!given.properties().stream().map(Map.Entry::getKey).toList().containsAll(set.keys())) {
            throw HqRefusal.badRequest("A " + set.entity() + " needs " + set.keys() + ".");
        }
        ObjectNode values = merged(writable(set), set.blank(given), given);
        if (tables.find(set, set.key(values)).isPresent()) {
            throw HqRefusal.badRequest("Cannot create a record: the " + set.entity() + " already exists.");
        }
        return Reply.of(201, shaped(ODataAddress.parse("/data/" + set.name()), tables.put(set, values)));
    }

    private void change(EntitySet set, HqRow row, ObjectNode changes) {
        ObjectNode values = merged(set, object(row.values()).deepCopy(), changes);
        if (!set.key(values).equals(row.key())) {
            throw HqRefusal.badRequest("The key of a " + set.entity() + " cannot be changed.");
        }
        tables.put(set, values);
    }

    private static EntitySet writable(EntitySet set) {
        if (!set.writable()) {
            throw HqRefusal.of(405, set.name() + " can only be read.");
        }
        return set;
    }

    private static ObjectNode merged(EntitySet set, ObjectNode values, JsonNode changes) {
        changes.properties().forEach(change -> {
            PropertyType type = set.type(change.getKey());
            if (!type.accepts(change.getValue())) {
                throw HqRefusal.badRequest("'" + change.getKey() + "' cannot be " + change.getValue() + ".");
            }
            values.set(change.getKey(), type.kept(change.getValue()));
        });
        return values;
    }

    private ObjectNode list(Request request, ODataAddress address) {
        String filter = address.options().get("$filter");
        Predicate<ObjectNode> wanted = filter == null ? row -> true : new RowFilter(address.set(), filter).predicate();
        List<HqRow> found = tables.all(address.set())
                .map(report::read)
                .filter(row -> wanted.test(object(row.values())))
                .toList();
        ObjectNode answer = HqTables.MAPPER.createObjectNode();
        answer.put(
                "@odata.context",
                request.base() + "/data/$metadata#" + address.set().name());
        if ("true".equals(address.options().get("$count"))) {
            answer.put("@odata.count", found.size());
        }
        ArrayNode value = answer.putArray("value");
        found.stream().limit(top(address)).forEach(row -> value.add(shaped(address, row)));
        return answer;
    }

    private static int top(ODataAddress address) {
        String top = address.options().getOrDefault("$top", "" + PAGE);
        if (!top.matches("\\d{1,5}")) {
            throw HqRefusal.badRequest("$top must be a number, not '" + top + "'.");
        }
        return Math.min(PAGE, Integer.parseInt(top));
    }

    private static ObjectNode shaped(ODataAddress address, HqRow row) {
        ObjectNode shaped = HqTables.MAPPER.createObjectNode().put("@odata.etag", row.etag());
        String select = address.options().get("$select");
        ObjectNode values = object(row.values());
        if (select == null) {
            return shaped.setAll(values);
        }
        Arrays.stream(select.split(",", -1)).map(String::strip).forEach(name -> {
            address.set().type(name);
            shaped.set(name, values.get(name));
        });
        return shaped;
    }

    private static JsonNode json(String text) {
        try {
            return HqTables.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw HqRefusal.badRequest("The body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static ObjectNode object(@Nullable JsonNode json) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw HqRefusal.badRequest("The body must be a JSON object.");
    }
}
