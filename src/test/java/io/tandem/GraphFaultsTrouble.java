package io.tandem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What goes wrong with a call. */
enum GraphFaultsTrouble {
    /** Graph does it, and its answer never comes. */
    EXECUTED_THEN_TIMED_OUT(1, "executeThenTimeout", 0, 0),
    /** Graph wants no such call for a second. */
    THROTTLED(1, "error", 429, 1),
    THROTTLED_THRICE(3, "error", 429, 0.25),
    UNAVAILABLE(1, "error", 503, 0),
    UNAVAILABLE_THRICE(3, "error", 503, 0),
    /** The connection breaks before Graph does anything. */
    DROPPED(1, "drop", 0, 0);

    private final int times;
    private final String kind;
    private final int status;
    private final double retryAfter;

    GraphFaultsTrouble(int times, String kind, int status, double retryAfter) {
        this.times = times;
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** {@return whether Graph answers with an error} */
    boolean isError() {
        return status > 0;
    }

    /** {@return how many calls it hits at least} */
    int times() {
        return times;
    }

    /** {@return seconds in which Graph wants no such call} */
    double retryAfter() {
        return retryAfter;
    }

    /** {@return the simulator's words for it, without the calls it hits} */
    ObjectNode fault() {
        ObjectNode fault = JsonNodeFactory.instance.objectNode().put("kind", kind);
        if (status > 0) {
            fault.put("status", status);
        }
        if (retryAfter > 0) {
            fault.put("retryAfter", retryAfter);
        }
        return fault;
    }
}
