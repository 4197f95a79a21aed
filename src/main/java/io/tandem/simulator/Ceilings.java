package io.tandem.simulator;

import io.tandem.simulator.Routes.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The ceilings of graph-contract 11.1 and 11.2 for one application in one tenant, as token buckets. */
final class Ceilings {
    private static final double SUSTAINED_SECONDS = 60;

    private final Switches switches;
    private final Random random;
    private final Map<String, Bucket> buckets = new HashMap<>();

    /** So much of one bucket. */
    private record Draw(String key, double capacity, double perSecond, double amount) {}

    Ceilings(Switches switches, Random random) {
        this.switches = switches;
        this.random = random;
    }

    void clear() {
        buckets.clear();
    }

    /** Takes what the call costs, or throws 429 with Retry-After. */
    void pass(Match match, Call call) {
        List<Draw> draws = draws(match, call);
        Instant now = call.now();
        List<Draw> lacking = draws.stream()
                .filter(draw -> !bucket(draw, now).holds(draw.amount(), now))
                .toList();
        if (lacking.isEmpty()) {
            draws.forEach(draw -> bucket(draw, now).take(draw.amount()));
            return;
        }
        double wait = 0;
        for (Draw draw : lacking) {
            wait = Math.max(wait, bucket(draw, now).refuse(draw.amount(), now));
        }
        throw refused(lacking.getFirst().key().startsWith("identity"), wait);
    }

    private List<Draw> draws(Match match, Call call) {
        SimulatorProfile profile = switches.profile();
        String template = match.route().template();
        List<Draw> draws = new ArrayList<>();
        if (template.startsWith("/subscriptions")) {
            if (profile.ceilings()) {
                subscriptions(draws, match.route().method(), template);
            }
            return draws;
        }
        if (!identity(template) && !template.startsWith("/teams")) {
            planner(draws, template, profile.planner().requestsPerSecond());
            return draws;
        }
        CeilingTable.Limit limit = CeilingTable.limit(match.route().method(), template);
        if (limit == null) {
            if (profile.ceilings()) {
                identity(draws, match.route().method(), call);
            }
            return draws;
        }
        String team = call.keys().containsKey("team") ? call.id("team").toLowerCase(Locale.ROOT) : "";
        if (profile.memberCeiling() && CeilingTable.addsMembers(match.route().method(), template)) {
            String name = profile.sharedMemberCeiling() ? "" : template;
            draws.add(new Draw("members " + team + name, 4, 4 / 60.0, 1));
        }
        if (profile.ceilings()) {
            rate(draws, limit.name(), limit.perTenant());
            if (limit.perTeam() > 0) {
                rate(draws, limit.name() + " " + team, limit.perTeam());
            }
        }
        return draws;
    }

    /** Whether the directory answers: neither Teams nor Planner nor a batch, whose items count for themselves. */
    static boolean identity(String template) {
        return !template.startsWith("/teams") && !template.contains("/planner") && !template.equals(Batch.PATH);
    }

    /** Planner publishes no ceiling (graph-contract 11.3), so this one is hidden, and whole when it was changed. */
    private static void planner(List<Draw> draws, String template, double perSecond) {
        if (perSecond > 0 && template.contains("/planner")) {
            draws.add(new Draw("planner " + perSecond, Math.max(1, perSecond), perSecond, 1));
        }
    }

    private void rate(List<Draw> draws, String key, double perSecond) {
        draws.add(new Draw(key, perSecond, perSecond, 1));
        double sustained = perSecond * switches.profile().sustainedShare();
        if (sustained > 0) {
            draws.add(new Draw("sustained " + key, sustained * SUSTAINED_SECONDS, sustained, 1));
        }
    }

    /** Calls in 20 seconds (graph-contract 11.3). */
    private static void subscriptions(List<Draw> draws, String method, String template) {
        if (template.endsWith("/reauthorize")) {
            draws.add(new Draw("subscriptions reauthorize", 1000, 50, 1));
        } else if (!method.equals("GET")) {
            draws.add(new Draw("subscriptions write", 500, 25, 1));
        } else if (template.equals("/subscriptions")) {
            draws.add(new Draw("subscriptions list", 25, 1.25, 1));
        } else {
            draws.add(new Draw("subscriptions get", 500, 25, 1));
        }
    }

    private static void identity(List<Draw> draws, String method, Call call) {
        draws.add(new Draw("identity units", 8000, 800, units(method, call)));
        if (!method.equals("GET")) {
            draws.add(new Draw("identity writes", 3000, 20, 1));
        }
    }

    /** Resource units of an identity call (graph-contract 11.1). */
    static int units(String method, Call call) {
        Map<String, String> query = call.path().query();
        String path = call.path().segments().getFirst().text()
                + (call.path().segments().size() > 1
                        ? "/" + call.path().segments().getLast().text()
                        : "");
        int units = switch (path) {
            case "users" -> method.equals("GET") ? 2 : 1;
            case "groups/members" -> method.equals("GET") ? 3 : 1;
            case "directoryObjects/getByIds" -> 5;
            default -> 1;
        };
        if (query.containsKey("$select")) {
            units -= path.endsWith("getByIds") ? 3 : 1;
        }
        units += query.containsKey("$expand") ? 1 : 0;
        units -= query.getOrDefault("$top", "").matches("1?[0-9]") ? 1 : 0;
        return Math.max(1, units);
    }

    private Bucket bucket(Draw draw, Instant now) {
        return buckets.computeIfAbsent(draw.key(), key -> new Bucket(draw.capacity(), draw.perSecond(), now));
    }

    private GraphError refused(boolean identity, double wait) {
        double withMargin = wait + 0.05;
        String retryAfter = random.nextBoolean()
                ? Long.toString((long) Math.ceil(withMargin))
                : String.format(Locale.ROOT, "%.3f", withMargin);
        Map<String, String> headers = new HashMap<>(Map.of("Retry-After", retryAfter));
        if (identity) {
            headers.put("x-ms-throttle-scope", "Tenant_Application/ReadWrite/" + Simulator.CLIENT_ID);
            headers.put("x-ms-throttle-information", "ResourceUnitLimitExceeded");
        }
        return GraphError.of(429, "TooManyRequests", "Too many requests. Please retry after the given time.")
                .withHeaders(headers);
    }
}
