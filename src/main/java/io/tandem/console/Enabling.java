package io.tandem.console;

import io.tandem.model.MasterSwitch;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether anything is written to Microsoft Graph.
 *
 * @param configured whether {@code tandem.enabled} lets it
 * @param master whether somebody has put it off or on
 * @param wake is run when it is put on
 */
public record Enabling(boolean configured, MasterSwitch master, Runnable wake) {

    /**
     * How it stands.
     *
     * @param enabled whether anything is written
     * @param since when it was last switched
     * @param by who did, empty = nobody
     */
    record State(boolean enabled, boolean configured, boolean switchedOn, Instant since, String by, String reason) {
        /** {@return the same, with its sentences and names put differently} */
        State told(UnaryOperator<String> sentence) {
            return new State(enabled, configured, switchedOn, since, sentence.apply(by), sentence.apply(reason));
        }
    }

    State state() {
        return of(master.state());
    }

    State turn(boolean on, Caller caller, String reason) {
        State state = of(master.turn(on, caller.name(), reason));
        if (on) {
            wake.run();
        }
        return state;
    }

    /** {@return why nothing is written, empty when something is} */
    Optional<String> sentence() {
        State now = state();
        if (now.enabled()) {
            return Optional.empty();
        }
        return Optional.of(
                now.switchedOn()
                        ? "Tandem is disabled by its configuration (tandem.enabled=false): nothing is written to Microsoft Graph."
                        : "Tandem was disabled by " + now.by() + " on " + Wording.time(now.since())
                                + ": nothing is written to Microsoft Graph until somebody enables it.");
    }

    private State of(MasterSwitch.State now) {
        return new State(configured && now.on(), configured, now.on(), now.since(), now.who(), now.reason());
    }
}
