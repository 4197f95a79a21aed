package io.tandem.route;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call of HQ's OData, below {@code /data} (commerce-contract 3). Reads and writes span all companies, so that they do not depend on
 * the one company to which the calling application happens to belong.
 *
 * @param method HTTP method
 * @param path set, or set and key, with everything escaped that needs it
 * @param query escaped
 * @param etag the row must still be in this state, null = whatever its state
 * @param values properties to write, empty = no body
 */
record HqRequest(
        String method, String path, String query, @Nullable String etag, Map<String, String> values) {
    private static final String ALL_COMPANIES = "cross-company=true";

    HqRequest {
        values = Map.copyOf(values);
    }

    static HqRequest get(String path) {
        return new HqRequest("GET", path, ALL_COMPANIES, null, Map.of());
    }

    /** Reads some properties of the rows that pass a filter. */
    static HqRequest find(String set, String filter, String select) {
        return new HqRequest(
                "GET", set, "$filter=" + escaped(filter) + "&$select=" + select + "&" + ALL_COMPANIES, null, Map.of());
    }

    static HqRequest post(String set, Map<String, String> values) {
        return new HqRequest("POST", set, ALL_COMPANIES, null, values);
    }

    static HqRequest patch(String path, String etag, Map<String, String> values) {
        return new HqRequest("PATCH", path, ALL_COMPANIES, etag, values);
    }

    /** {@return the entity set that it is about} */
    String set() {
        int key = path.indexOf('(');
        return key < 0 ? path : path.substring(0, key);
    }

    /** {@return the address of a row by its key; literals as OData writes them} */
    static String row(String set, Map<String, String> key) {
        return set
                + key.entrySet().stream()
                        .map(part -> part.getKey() + "=" + escaped(part.getValue()))
                        .collect(Collectors.joining(",", "(", ")"));
    }

    /** {@return a text as a literal} */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
