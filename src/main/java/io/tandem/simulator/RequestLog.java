package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Every call that was executed or refused, the last of them. */
final class RequestLog {
    private final NumberedLog<Call> calls = new NumberedLog<>(Call::time);

    /**
     * One call.
     *
     * @param time arrival
     * @param method HTTP method
     * @param path path and query
     * @param status status answered, or that would have been answered; null when the connection was dropped unexecuted
     * @param durationMs from arrival to the end of execution, with injected latency
     * @param caller application id, or user id of a signed-in person, or null without a good token
     * @param group id or alternate key of the group or team in the path, or null
     * @param requestId request id of the answer
     * @param fault word of the fault that acted, or null
     */
    record Call(
            Instant time,
            String method,
            String path,
            @Nullable Integer status,
            double durationMs,
            @Nullable String caller,
            @Nullable String group,
            String requestId,
            @Nullable String fault) {}

    void add(Call call) {
        calls.add(call);
    }

    void clear() {
        calls.clear();
    }

    /** The calls after a point, see {@link NumberedLog#since}. */
    ArrayNode since(@Nullable String since) {
        return calls.since(since);
    }
}
