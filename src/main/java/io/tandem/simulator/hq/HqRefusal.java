package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Stand.Reply;

/** A refusal; thrown wherever it shows, rendered as Finance and Operations does. */
final class HqRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private HqRefusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static HqRefusal of(int status, String message) {
        return new HqRefusal(status, message);
    }

    static HqRefusal badRequest(String message) {
        return of(400, message);
    }

    static HqRefusal notFound(String what) {
        return of(404, what + " does not exist.");
    }

    Reply reply() {
        return reply(status, String.valueOf(getMessage()));
    }

    /** The code is empty and the cause stands inside, as it does there. */
    static Reply reply(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("code", "").put("message", "The request was refused.");
        error.putObject("innererror")
                .put("message", message)
                .put("type", "Microsoft.Dynamics.Platform.Integration.Services.OData.ODataException")
                .put("stacktrace", "");
        return Reply.of(status, body);
    }
}
