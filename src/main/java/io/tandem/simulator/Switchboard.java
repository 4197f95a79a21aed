package io.tandem.simulator;

import java.time.Clock;
import java.time.Instant;

/** What the parts of the delivery share and forget when the simulator ends: switches, the health of endpoints, the log of deliveries. */
final class Switchboard {
    private final World world;
    private final Clock clock;
    private final EndpointHealth health = new EndpointHealth();
    private final NumberedLog<Delivery> log = new NumberedLog<>(Delivery::time);
    private NotificationSwitches switches;

    Switchboard(World world, Clock clock) {
        this.world = world;
        this.clock = clock;
        this.switches = NotificationSwitches.of(world.profile().notifications());
    }

    NotificationSwitches switches() {
        return switches;
    }

    EndpointHealth health() {
        return health;
    }

    NumberedLog<Delivery> log() {
        return log;
    }

    /** The simulated time. */
    Instant now() {
        return world.tenant().notifications().pace().at(clock.instant());
    }

    void turn(NotificationSwitches changed) {
        switches = changed;
        pace();
    }

    /** As at the start of a new simulator. */
    void clear() {
        health.clear();
        log.clear();
        turn(NotificationSwitches.of(world.profile().notifications()));
    }

    /** Makes time pass as fast as the switches say. */
    void pace() {
        Pace pace = world.tenant().notifications().pace();
        if (pace.scale() != switches.timeScale()) {
            world.ledger().commit(new Change.Paced(pace.scaled(switches.timeScale(), clock.instant())));
        }
    }
}
