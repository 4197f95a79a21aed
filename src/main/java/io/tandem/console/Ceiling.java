package io.tandem.console;

import io.tandem.console.Budgets.Share;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A ceiling of Microsoft Graph for one application in one tenant, and what of it was used in the last minute (graph-contract 11).
 * What all of its paths used is added up.
 *
 * @param name for people
 * @param used calls in the last minute
 * @param allowed calls a minute that are kept to for long: 83 % of what Microsoft names, and of Planner what it seems to stand
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

    /** Microsoft names no limit of Planner: each instance finds out by itself what it stands. */
    private static final Limit PLANNER =
            new Limit("Planner", List.of("[A-Z]+ /planner/.*", "[A-Z]+ /groups/[^/]+/planner/.*"), 0);

    private static final List<String> ORDER =
            Stream.concat(LIMITS.stream(), Stream.of(PLANNER)).map(Limit::name).toList();

    /**
     * {@return what an instance uses of all ceilings}
     *
     * @param calls of the last minute, by {@code METHOD /path}
     * @param plannerRate calls a second that Planner seems to stand
     */
    static List<Share> shares(Map<String, Double> calls, double plannerRate) {
        return Stream.concat(
                        LIMITS.stream()
                                .map(limit -> new Share(
                                        limit.name(), used(limit, calls), limit.perSecond() * SUSTAINED, false)),
                        Stream.of(new Share(PLANNER.name(), used(PLANNER, calls), plannerRate * 60, true)))
                .toList();
    }

    private static double used(Limit limit, Map<String, Double> calls) {
        return calls.entrySet().stream()
                .filter(call -> limit.counts(call.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** {@return the ceilings of which something is known, in the order of the page} */
    static List<Ceiling> of(List<Share> shares) {
        return shares.stream()
                .filter(share -> share.allowed() > 0 && ORDER.contains(share.name()))
                .sorted(Comparator.comparing(share -> ORDER.indexOf(share.name())))
                .map(share -> new Ceiling(share.name(), share.used(), share.allowed()))
                .toList();
    }

    long percent() {
        return Math.round(100 * used / allowed);
    }

    String kind() {
        return percent() >= 100 ? "failed" : percent() >= 80 ? "waiting" : "working";
    }
}
