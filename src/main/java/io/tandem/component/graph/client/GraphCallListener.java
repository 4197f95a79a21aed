package io.tandem.component.graph.client;

import java.time.Duration;

/** Is told of every call, so that an application can count and hold back. Must return quickly and must not throw. */
@FunctionalInterface
public interface GraphCallListener {

    /** Takes no note of anything. */
    GraphCallListener NONE = call -> {};

    /** Takes note of a call that has ended. Pages, polls and calls kept back come one by one. */
    void called(Call call);

    /**
     * Is asked before each call but GET, on the thread that makes it. A call that may not be made is unavailable and was
     * surely not sent.
     *
     * @param path as in {@link Call}
     */
    default boolean mayChange(String method, String path) {
        return true;
    }

    /**
     * A call that has ended.
     *
     * @param method the HTTP method
     * @param path the path without version and query, ids replaced: {@code /teams/{id}/members/add}
     * @param status the HTTP status; 0 when there was none
     * @param duration from asking for a token to the last byte
     * @param requestId Graph's, else the {@code client-request-id} sent; empty for a call kept back
     * @param answer what came of it
     */
    record Call(String method, String path, int status, Duration duration, String requestId, GraphAnswer answer) {}
}
