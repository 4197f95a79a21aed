package io.tandem.console;

import java.util.List;
import java.util.Map;

/**
 * A ceiling of Microsoft Graph for one application in one tenant, and what of it was used in the last minute (graph-contract 11).
 * What all of its paths used is added up.
 *
 * @param name for people
 * @param used calls in the last minute
 * @param allowed calls a minute that are kept to for long: 83 % of what Microsoft names
 */
record Ceiling(String name, double used, double allowed) {
    private static final double SUSTAINED = 0.83 * 60;

    /**
     * A limit of the contract.
     *
     * @param calls beginnings of {@code METHOD path} that it counts
     * @param perSecond calls a second
     */
    private record Limit(String name, List<String> calls, double perSecond) {
        boolean counts(String call) {
            return calls.stream().anyMatch(call::matches);
        }
    }

    private static final List<Limit> LIMITS = List.of(
            new Limit("Make a team", List.of("POST /teams"), 10),
            new Limit("Add members in bulk", List.of("POST /teams/[^/]+/members/add"), 10),
            new Limit("Read members", List.of("GET /teams/[^/]+/members"), 60),
            new Limit("Other reads of teams", List.of("GET /teams(/[^/]+(/(?!members).*)?)?"), 30),
            new Limit(
                    "Other writes to teams",
                    List.of("(PATCH|PUT) /teams.*", "POST /teams/[^/]+/(?!members/add).*"),
                    30),
            new Limit(
                    "Writes to the directory",
                    List.of("(POST|PATCH|PUT|DELETE) /(groups|users|directoryObjects).*"),
                    20),
            new Limit("Subscriptions", List.of("[A-Z]+ /subscriptions.*"), 25));

    /** {@return all ceilings, by calls of the last minute as {@code METHOD /path}} */
    static List<Ceiling> of(Map<String, Double> calls) {
        return LIMITS.stream()
                .map(limit -> new Ceiling(
                        limit.name(),
                        calls.entrySet().stream()
                                .filter(call -> limit.counts(call.getKey()))
                                .mapToDouble(Map.Entry::getValue)
                                .sum(),
                        limit.perSecond() * SUSTAINED))
                .toList();
    }

    long percent() {
        return Math.round(100 * used / allowed);
    }

    String kind() {
        return percent() >= 100 ? "failed" : percent() >= 80 ? "waiting" : "working";
    }
}
