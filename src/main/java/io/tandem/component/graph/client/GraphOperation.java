package io.tandem.component.graph.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a request does with the resource at its path. */
public enum GraphOperation {
    /** Reads one resource or one page: {@code GET}. */
    GET("GET"),
    /** Reads a collection with all its pages: {@code GET}, then every {@code @odata.nextLink}. */
    LIST("GET"),
    /** Creates a resource or calls an action: {@code POST}. */
    POST("POST"),
    /** Changes a resource: {@code PATCH}. */
    PATCH("PATCH"),
    /** Replaces or creates a resource: {@code PUT}. */
    PUT("PUT"),
    /** Removes a resource: {@code DELETE}. */
    DELETE("DELETE"),
    /** Creates or changes a resource under its alternate key: {@code PATCH} with {@code Prefer: create-if-missing}. */
    UPSERT("PATCH"),
    /** Follows a long-running operation to its end: {@code GET} again and again. */
    AWAIT("GET");

    private final String method;

    GraphOperation(String method) {
        this.method = method;
    }

    /** Returns the HTTP method on the wire. */
    public String method() {
        return method;
    }

    /**
     * Returns the operation of that name, in any case.
     *
     * @throws IllegalArgumentException when there is none; the message lists the names
     */
    public static GraphOperation named(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: '" + name + "' is none of " + names()));
    }

    private static String names() {
        return Arrays.stream(values())
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
