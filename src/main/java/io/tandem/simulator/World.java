package io.tandem.simulator;

import io.tandem.simulator.ODataPath.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * What every resource works with.
 *
 * @param ledger the state
 * @param switches the switches in force
 * @param random the seeded source of every draw
 */
record World(Ledger ledger, Switches switches, Random random) {

    Tenant tenant() {
        return ledger.tenant();
    }

    SimulatorProfile profile() {
        return switches.profile();
    }

    /** Ids do not come from the seed: a restarted simulator would make the same ones again. */
    static String newId() {
        return UUID.randomUUID().toString();
    }

    /** A moment between now and now plus the bound. */
    Instant within(Instant now, Duration bound) {
        return bound.isZero() ? now : now.plusMillis(random.nextLong(bound.toMillis() + 1));
    }

    boolean draw(double rate) {
        return random.nextDouble() < rate;
    }

    /** A live group by id or by {@code uniqueName}; 404 otherwise. */
    Group group(Segment key) {
        if (key.keyName() == null) {
            return tenant().group(key.text()).orElseThrow(() -> GraphError.noResource(key.text()));
        }
        if (!key.keyName().equals("uniqueName")) {
            throw GraphError.directory("'" + key.keyName() + "' is no alternate key of group.");
        }
        return tenant().byUniqueName(key.text())
                .filter(Group::live)
                .orElseThrow(() -> GraphError.noResource(key.text()));
    }

    /** A user by id or user principal name; the directory's 404 otherwise. */
    User user(String key) {
        return tenant().people().find(key).orElseThrow(() -> GraphError.noResource(key));
    }

    /** A team that exists by now; 404 otherwise. */
    Team team(Call call) {
        Segment key = call.key("team");
        String id = key.keyName() == null ? key.text() : group(key).id();
        return tenant().team(id)
                .filter(team -> team.ready(call.now()))
                .orElseThrow(() -> GraphError.notFound("No team found with Group Id " + id));
    }
}
