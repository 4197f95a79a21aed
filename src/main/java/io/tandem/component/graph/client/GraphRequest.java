package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One request to Microsoft Graph.
 *
 * <p>The path is relative to the version root ({@code /teams/{id}}, {@code /groups?$filter=displayName eq 'x'}), names
 * its version ({@code /beta/...}), or is an absolute link that Graph gave. Characters that no URI may hold are encoded;
 * what is encoded already stays as it is. A literal {@code +} or {@code &} in a query value is for the caller to encode.
 *
 * @param operation what to do
 * @param path where
 * @param headers further HTTP headers, for example {@code If-Match}, {@code Prefer}, {@code ConsistencyLevel}
 * @param body the JSON to send; a {@link MissingNode} sends none
 */
public record GraphRequest(GraphOperation operation, String path, Map<String, String> headers, JsonNode body) {

    /** Checks the path and copies the headers. */
    public GraphRequest {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(body, "body");
        if (path.isBlank()) {
            throw new IllegalArgumentException("path: is blank");
        }
        headers = Map.copyOf(headers);
    }

    /** Reads one resource. */
    public static GraphRequest get(String path) {
        return bare(GraphOperation.GET, path);
    }

    /** Reads a collection, all pages of it. */
    public static GraphRequest list(String path) {
        return bare(GraphOperation.LIST, path);
    }

    /** Creates a resource or calls an action. */
    public static GraphRequest post(String path, JsonNode body) {
        return new GraphRequest(GraphOperation.POST, path, Map.of(), body);
    }

    /** Calls an action that takes no body, such as {@code /teams/{id}/unarchive}. */
    public static GraphRequest post(String path) {
        return bare(GraphOperation.POST, path);
    }

    /** Changes a resource. */
    public static GraphRequest patch(String path, JsonNode body) {
        return new GraphRequest(GraphOperation.PATCH, path, Map.of(), body);
    }

    /** Replaces or creates a resource. */
    public static GraphRequest put(String path, JsonNode body) {
        return new GraphRequest(GraphOperation.PUT, path, Map.of(), body);
    }

    /** Removes a resource. */
    public static GraphRequest delete(String path) {
        return bare(GraphOperation.DELETE, path);
    }

    /** Creates or changes the resource under an alternate key, such as {@code /groups(uniqueName='x')}. */
    public static GraphRequest upsert(String path, JsonNode body) {
        return new GraphRequest(GraphOperation.UPSERT, path, Map.of(), body);
    }

    /** Follows the long-running operation at a {@code Location} that Graph gave, taken as it is. */
    public static GraphRequest await(String location) {
        return bare(GraphOperation.AWAIT, location);
    }

    /** Returns this request with one more header; a header of the same name is replaced. */
    public GraphRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new GraphRequest(operation, path, more, body);
    }

    /**
     * Returns this request, a patch, put or delete, on the condition that the resource still has the entity tag. What
     * does not fit is a rejection with status 409 or 412: read again, merge, retry (graph-contract 8.3).
     *
     * @throws IllegalArgumentException when the tag is blank
     */
    public GraphRequest ifMatch(String etag) {
        if (etag.isBlank()) {
            throw new IllegalArgumentException("ifMatch: is blank");
        }
        return withHeader("If-Match", etag);
    }

    /** Returns this request with one more preference ({@code Prefer}); one of the same name is replaced. */
    public GraphRequest prefer(String preference) {
        return withHeader("Prefer", Preferences.joined(header("Prefer"), preference));
    }

    /** Returns this request with the wish to see the resource as it is afterwards, its new entity tag included. */
    public GraphRequest returnRepresentation() {
        return prefer("return=representation");
    }

    private String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
    }

    /** Leaves out the body and the values of the headers: both may hold what no log should. */
    @Override
    public String toString() {
        return "GraphRequest[" + operation + " " + path + ", headers=" + headers.keySet() + "]";
    }

    private static GraphRequest bare(GraphOperation operation, String path) {
        return new GraphRequest(operation, path, Map.of(), MissingNode.getInstance());
    }
}
