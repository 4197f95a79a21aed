package io.tandem.cli;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Path and query of the REST API, with everything escaped that needs it and without parameters that are not there. */
final class ApiPath {
    private final String path;
    private final StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");

    private ApiPath(String path) {
        this.path = path;
    }

    static ApiPath of(String path) {
        return new ApiPath(path);
    }

    ApiPath with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            query.add(name + "=" + OpsClient.encoded(value.toString()));
        }
        return this;
    }

    @Override
    public String toString() {
        return path + query;
    }
}
