package io.tandem.simulator;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;

/** Puts the parts of change notifications together. */
final class Notifications {
    private static final long TICK_MS = 20;

    private final Switchboard board;
    private final ValidationTokens tokens;
    private final Dispatcher dispatcher;
    private final SubscriptionResources subscriptions;

    private Notifications(Switchboard board, ValidationTokens tokens, Dispatcher dispatcher, SubscriptionResources s) {
        this.board = board;
        this.tokens = tokens;
        this.dispatcher = dispatcher;
        this.subscriptions = s;
    }

    /** Starts to watch the ledger and to deliver. */
    static Notifications start(Vertx vertx, Clock clock, World world, SigningKey first) {
        Switchboard board = new Switchboard(world, clock);
        ValidationTokens tokens = new ValidationTokens(world, clock, first);
        Courier courier = new Courier(vertx);
        Dispatcher dispatcher = new Dispatcher(world, board, courier, tokens);
        world.ledger().watch(new Outbox(world, clock, board));
        board.pace();
        vertx.setPeriodic(TICK_MS, timer -> dispatcher.tick());
        return new Notifications(
                board, tokens, dispatcher, new SubscriptionResources(world, new Handshake(courier, board, world)));
    }

    Routes.Resource subscriptions() {
        return subscriptions;
    }

    Discovery discovery() {
        return new Discovery(tokens);
    }

    void addTo(Router router) {
        new NotificationAdmin(board, tokens).addTo(router);
    }

    /** After the state was forgotten. */
    void clear() {
        dispatcher.clear();
        board.clear();
    }
}
