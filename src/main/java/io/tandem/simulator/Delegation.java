package io.tandem.simulator;

import io.tandem.simulator.Change.Relation;
import io.tandem.simulator.Routes.Match;

/**
 * What a signed-in person may do outside Planner, where the plan decides: read the directory and the teams whose member it is, and write the
 * teams and groups that it owns.
 *
 * @param world the state
 */
record Delegation(World world) {

    /** 403 when the call is one of a person who may not do this. */
    void check(Match match, Call call) {
        String person = call.person();
        String template = match.route().template();
        if (person == null || template.contains("/planner") || template.equals(Batch.PATH)) {
            return;
        }
        boolean reads = call.request().method().equals("GET");
        boolean allowed = reads
                ? !call.keys().containsKey("team") || belongs(call, Relation.MEMBERS, "team", person)
                : belongs(call, Relation.OWNERS, "team", person) || belongs(call, Relation.OWNERS, "group", person);
        if (!allowed) {
            throw GraphError.of(
                    403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }
    }

    private boolean belongs(Call call, Relation relation, String key, String person) {
        return call.keys().containsKey(key)
                && world.tenant()
                        .linked(world.group(call.key(key)).id(), relation)
                        .contains(person);
    }
}
