package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is kept.
 *
 * @param set name of its set
 * @param key its key as one text
 * @param version of the row, rises with every change
 * @param values its properties, null when the row is gone
 */
record HqRow(String set, String key, long version, @Nullable ObjectNode values) {

    /** {@return the weak etag, which tells nothing but whether the row changed} */
    String etag() {
        String inside = key + "," + version;
        return "W/\"" + Base64.getEncoder().encodeToString(inside.getBytes(StandardCharsets.UTF_8)) + "\"";
    }
}
