package io.tandem.console;

import io.tandem.teams.Brake;
import io.tandem.teams.TeamPolicy;
import java.util.ArrayList;
import java.util.List;

/** Settings that are allowed and seldom meant. */
public record SettingCheck(Chosen chosen) implements Check {
    /** So many people or teams at once are an accident in any retailer. */
    private static final int MANY = 1000;

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
        brake(found, chosen.brake());
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

    private static void brake(List<Diagnosis> found, Brake brake) {
        add(
                found,
                brake.ofTeam() >= 1 && brake.ofAll() >= 1,
                Diagnosis.warns(
                        "brake-off",
                        "the brake never holds a removal back: both of its shares are 100 %",
                        "lower tandem.teams.brake.percent-of-team and percent-of-all; 20 and 5 are the defaults"));
        add(
                found,
                brake.people() > MANY,
                Diagnosis.warns(
                        "brake-people",
                        "the brake lets %,d people go before it looks at any share".formatted(brake.people()),
                        "lower tandem.teams.brake.people; 5 is the default, more than %,d are never meant"
                                .formatted(MANY)));
        add(
                found,
                brake.archives() > MANY,
                Diagnosis.warns(
                        "brake-archives",
                        "the brake lets %,d teams be archived at once".formatted(brake.archives()),
                        "lower tandem.teams.brake.archives; 2 is the default, more than %,d are never meant"
                                .formatted(MANY)));
        add(
                found,
                brake.wave().isZero() || brake.wave().compareTo(brake.settle()) < 0,
                Diagnosis.warns(
                        "brake-wave",
                        "the brake counts no wave: one is over before the removals that belong to it have settled",
                        "make tandem.teams.brake.wave longer than tandem.teams.brake.settle; 10m and 2s are the"
                                + " defaults"));
    }

    private static void add(List<Diagnosis> found, boolean so, Diagnosis diagnosis) {
        if (so) {
            found.add(diagnosis);
        }
    }
}
