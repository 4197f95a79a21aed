package io.tandem.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Whether anything is written to Microsoft Graph: {@code GET /api/enabled}, and {@code POST /api/enabled} with {@code
 * {"enabled": false, "reason": "..."}}.
 *
 * @param answer answers with a body
 */
record EnabledApi(Enabling enabling, BiConsumer<RoutingContext, Object> answer) {
    void addTo(Router router) {
        router.get("/api/enabled")
                .blockingHandler(
                        context -> answer.accept(context, enabling.state().told(Mask.of(Caller.of(context)))), false);
        router.post("/api/enabled").blockingHandler(Requests.operated(this::turn), false);
    }

    private void turn(RoutingContext context) {
        JsonNode body = Requests.body(context, Set.of("enabled", "reason"));
        JsonNode wanted = body.path("enabled");
        String reason = body.path("reason").asText("");
        if (!wanted.isBoolean()) {
            throw new IllegalArgumentException("send \"enabled\": true or false");
        }
        if (reason.length() > HoldApi.LONGEST_REASON) {
            throw new IllegalArgumentException("reason is longer than " + HoldApi.LONGEST_REASON + " characters");
        }
        if (wanted.asBoolean() && !enabling.configured()) {
            new Problem(
                            409,
                            "Conflict",
                            "tandem.enabled=false in the configuration; set it to true and start Tandem again")
                    .answer(context);
        } else {
            answer.accept(context, enabling.turn(wanted.asBoolean(), Caller.of(context), reason));
        }
    }
}
