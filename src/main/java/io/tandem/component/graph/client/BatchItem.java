package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One request of a batch, ready but for its place in it.
 *
 * @param request what to ask
 * @param version the version of its URL: all of one batch share it
 * @param url path and query below the version root
 * @param bucket what it is throttled with: batching saves round trips, not quota (graph-contract 10)
 */
record BatchItem(GraphRequest request, String version, String url, Bucket bucket) {
    private static final int MOST = 20;

    /** Refuses what takes more than one call. */
    BatchItem {
        if (request.operation() == GraphOperation.LIST || request.operation() == GraphOperation.AWAIT) {
            throw new IllegalArgumentException(
                    "operation: " + request.operation() + " takes more than one call and fits in no batch");
        }
    }

    /** Returns how many of the items, from the first, go in one batch. */
    static int together(List<BatchItem> items) {
        long ofOneVersion = items.stream()
                .limit(MOST)
                .takeWhile(item -> item.version().equals(items.getFirst().version()))
                .count();
        return (int) ofOneVersion;
    }

    /** Writes the item as one of {@code requests}. */
    void write(ObjectNode out, String id) {
        out.put("id", id).put("method", bucket.method()).put("url", url);
        ObjectNode headers = out.putObject("headers");
        request.headers().forEach(headers::put);
        if (request.body().isMissingNode()) {
            return;
        }
        if (request.headers().keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            headers.put("Content-Type", "application/json");
        }
        out.set("body", request.body());
    }
}
