package io.tandem.console;

import io.tandem.teams.Brake;
import io.tandem.teams.TeamPolicy;
import java.util.ArrayList;
import java.util.List;

/** Settings that are allowed and seldom meant. */
public record SettingCheck(Chosen chosen) implements Check {

    /**
     * What was chosen.
     *
     * @param openToNetwork whether the ops side listens beyond this machine
     * @param behindProxy whether a proxy with TLS stands before it
     * @param canBeAsked whether anybody has a token that is kept in the configuration, or an issuer
     */
    public record Chosen(
            TeamPolicy policy, Brake brake, boolean openToNetwork, boolean behindProxy, boolean canBeAsked) {}

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public List<Diagnosis> look() {
        List<Diagnosis> found = new ArrayList<>();
        add(
                found,
                chosen.brake().ofTeam() >= 1 && chosen.brake().ofAll() >= 1,
                Diagnosis.warns(
                        "brake-off",
                        "the brake never holds a removal back: both of its shares are 100 %",
                        "lower tandem.teams.brake.percent-of-team and percent-of-all; 20 and 5 are the defaults"));
        add(
                found,
                chosen.policy().strangers() == TeamPolicy.Strangers.REMOVE,
                Diagnosis.notes(
                        "strangers-removed",
                        "people whom somebody adds in Teams by hand are put out again",
                        "set tandem.teams.strangers to report if that is not meant"));
        add(
                found,
                !chosen.policy().nameTemplate().contains("{name}")
                        && !chosen.policy().nameTemplate().contains("{number}"),
                Diagnosis.warns(
                        "names-alike",
                        "all teams have the same name, for tandem.teams.name-template has neither {name} nor {number}",
                        "put {name} into it"));
        add(
                found,
                chosen.openToNetwork() && !chosen.behindProxy(),
                Diagnosis.warns(
                        "ops-open",
                        "the ops side listens beyond this machine and speaks HTTP, so tokens can be read on the way",
                        "put a proxy with TLS before it and set tandem.ops.behind-proxy, or listen on loopback"));
        add(
                found,
                !chosen.canBeAsked(),
                Diagnosis.notes(
                        "token-made-up",
                        "no token is configured, so that a new one is made at each start",
                        "make one with './tandem token', and put its entry into tandem.ops.tokens"));
        return found;
    }

    private static void add(List<Diagnosis> found, boolean so, Diagnosis diagnosis) {
        if (so) {
            found.add(diagnosis);
        }
    }
}
