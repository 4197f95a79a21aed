package io.tandem.simulator;

/**
 * How many subscriptions there may be (graph-contract 9.2, 9.3).
 *
 * @param world the state
 */
record SubscriptionQuota(World world) {

    /** Refuses one too many: 409 for the same again, 403 with the limit that is reached. */
    void admit(Subscription wanted) {
        NotificationState state = world.tenant().notifications();
        for (Subscription known : state.subscriptions()) {
            if (known.application().equals(wanted.application())
                    && known.resource().equals(wanted.resource())) {
                refuseSecond(known, wanted);
            }
        }
        NotificationProfile profile = world.profile().notifications();
        boolean teams = wanted.resource().ofTeams();
        int limit = teams ? profile.teamsQuota() : profile.directoryQuota();
        long count = state.subscriptions().stream()
                .filter(known -> known.resource().ofTeams() == teams)
                .count();
        if (count >= limit) {
            throw GraphError.of(
                    403,
                    "Forbidden",
                    teams
                            ? "The limit of " + limit + " Teams subscriptions for the organization is exceeded."
                            : "The limit of " + limit
                                    + " group and user subscriptions for an application in a tenant is exceeded.");
        }
    }

    private static void refuseSecond(Subscription known, Subscription wanted) {
        if (known.changes().equals(wanted.changes())) {
            throw GraphError.of(
                    409,
                    "Conflict",
                    "A subscription with the same changeType and resource exists already. Id: " + known.id());
        }
        if (wanted.resource().ofOneTeam()) {
            throw GraphError.of(
                    403, "Forbidden", "The limit of 1 subscription for an application and a team is exceeded.");
        }
    }
}
