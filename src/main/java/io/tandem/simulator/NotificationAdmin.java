package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;

/** The admin API of notifications: what is asked of them, their keys, and what was delivered. */
final class NotificationAdmin {
    private static final String SWITCHES = "/simulator/notifications";

    private final Switchboard board;
    private final ValidationTokens tokens;

    NotificationAdmin(Switchboard board, ValidationTokens tokens) {
        this.board = board;
        this.tokens = tokens;
    }

    void addTo(Router router) {
        Admin.on(router, HttpMethod.GET, SWITCHES, 200, context -> json());
        Admin.on(router, HttpMethod.POST, SWITCHES, 200, context -> {
            board.turn(board.switches().with(Admin.body(context)));
            return json();
        });
        Admin.on(
                router,
                HttpMethod.POST,
                SWITCHES + "/keys",
                201,
                context -> Json.object().put("kid", tokens.rotate()));
        Admin.on(
                router,
                HttpMethod.GET,
                "/simulator/deliveries",
                200,
                context -> board.log().since(context.request().getParam("since")));
    }

    private ObjectNode json() {
        ObjectNode json = Json.MAPPER.valueToTree(board.switches());
        json.put("time", board.now().toString());
        json.set("endpoints", board.health().json(board.now()));
        return json;
    }
}
