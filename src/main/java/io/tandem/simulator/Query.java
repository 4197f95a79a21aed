package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query options of one call on one entity type, checked against the type facts.
 *
 * @param call the call
 * @param type entity type of the items
 * @param defaults properties returned without {@code $select}
 */
record Query(Call call, String type, List<String> defaults) {
    private static final Set<String> KNOWN =
            Set.of("$select", "$filter", "$top", "$skiptoken", "$count", "$expand", "$format");
    private static final int MAX_TOP = 999;

    Query {
        for (String option : call.path().query().keySet()) {
            if (option.startsWith("$") && !KNOWN.contains(option)) {
                throw GraphError.badRequest("The query option '" + option + "' is not supported here.");
            }
        }
    }

    /** Selected or default properties. */
    List<String> selected() {
        return option("$select").map(this::list).orElse(defaults);
    }

    boolean hasSelect() {
        return option("$select").isPresent();
    }

    /** Navigation properties to expand, without nested options. */
    List<String> expanded(Set<String> possible) {
        List<String> names = option("$expand")
                .map(text -> Arrays.stream(text.replaceAll("\\([^)]*\\)", "").split(",", -1))
                        .map(String::strip)
                        .toList())
                .orElse(List.of());
        if (!possible.containsAll(names)) {
            throw GraphError.badRequest("Of '" + String.join(",", names) + "' only " + possible + " can be expanded.");
        }
        return names;
    }

    Optional<Filter> filter() {
        return option("$filter").map(text -> {
            Filter filter = FilterParser.parse(text, this::filterable);
            if (filter.all().anyMatch(Query::advanced) && !eventual()) {
                throw GraphError.of(
                        400,
                        "Request_UnsupportedQuery",
                        "This filter needs the header ConsistencyLevel: eventual and $count=true.");
            }
            return filter;
        });
    }

    /** The chosen properties of a whole resource; what it does not have is null or empty. */
    ObjectNode shape(ObjectNode whole) {
        ObjectNode shaped = Json.object();
        if (whole.has("@odata.type")) {
            shaped.set("@odata.type", whole.get("@odata.type"));
        }
        for (String name : selected()) {
            JsonNode value = whole.get(name);
            if (value != null) {
                shaped.set(name, value);
            } else if (Schema.graph().property(type, name).orElseThrow().collection()) {
                shaped.putArray(name);
            } else {
                shaped.putNull(name);
            }
        }
        return shaped;
    }

    /** One page of a collection that answers {@code @odata.count} only on request. */
    <T> ObjectNode page(Stream<T> items, int pageSize, Function<T, ObjectNode> render) {
        int top = option("$top").map(Query::number).orElse(pageSize);
        if (top < 1 || top > MAX_TOP) {
            throw GraphError.badRequest(
                    "Invalid page size specified: '" + top + "'. Must be between 1 and 999 inclusive.");
        }
        int skip = option("$skiptoken").map(Query::offset).orElse(0);
        List<T> all = items.toList();
        ObjectNode body = Json.object().put("@odata.context", call.context(call.collection()));
        if (counted()) {
            body.put("@odata.count", all.size());
        }
        int end = Math.min(all.size(), skip + top);
        if (end < all.size()) {
            body.put("@odata.nextLink", nextLink(end));
        }
        ArrayNode value = body.putArray("value");
        all.subList(Math.min(skip, end), end).forEach(item -> value.add(render.apply(item)));
        return body;
    }

    private boolean counted() {
        return type.equals("aadUserConversationMember")
                || "true".equals(call.path().query().get("$count"));
    }

    private boolean eventual() {
        return "eventual".equalsIgnoreCase(call.request().header("ConsistencyLevel")) && counted();
    }

    private static boolean advanced(Filter filter) {
        return filter instanceof Filter.Not
                || (filter instanceof Filter.Affix affix && !affix.start())
                || (filter instanceof Filter.Compare compare && compare.op().equals("ne"));
    }

    private List<String> list(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            String known = name.strip();
            if (Schema.graph().property(type, known).isEmpty()) {
                throw unknown(known);
            }
            names.add(known);
        }
        return List.copyOf(names);
    }

    /** The short name of a filter path; a property of a derived type needs its cast, as in Graph. */
    private String filterable(String path) {
        String cast = "microsoft.graph." + type + "/";
        String name = path.startsWith(cast) ? path.substring(cast.length()) : path;
        String declared =
                path.startsWith(cast) || !type.equals("aadUserConversationMember") ? type : "conversationMember";
        if (Schema.graph().property(declared, name).isEmpty()) {
            throw unknown(name);
        }
        return name;
    }

    private GraphError unknown(String name) {
        return GraphError.badRequest(
                "Could not find a property named '" + name + "' on type 'microsoft.graph." + type + "'.");
    }

    private Optional<String> option(String name) {
        return Optional.ofNullable(call.path().query().get(name));
    }

    private String nextLink(int offset) {
        Map<String, String> options = new LinkedHashMap<>(call.path().query());
        String token = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("after:" + offset).getBytes(StandardCharsets.US_ASCII));
        options.put("$skiptoken", token);
        String uri = call.request().uri();
        int mark = uri.indexOf('?');
        return call.request().base() + (mark < 0 ? uri : uri.substring(0, mark)) + "?"
                + options.entrySet().stream()
                        .map(option -> option.getKey() + "="
                                + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                        .collect(Collectors.joining("&"));
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            return number(text.replaceFirst("^after:", ""));
        } catch (IllegalArgumentException e) {
            throw GraphError.badRequest("The skip token is not valid.");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw GraphError.badRequest("'" + text + "' is no valid number.");
        }
    }
}
