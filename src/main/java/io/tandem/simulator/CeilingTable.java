package io.tandem.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rates of graph-contract 11.2, calls a second. */
final class CeilingTable {
    private static final List<Limit> LISTED = List.of(
            new Limit("GET /teams/{team}", 30, 4),
            new Limit("POST /teams", 10, 0),
            new Limit("PUT /groups/{group}/team", 6, 0),
            new Limit("PATCH /teams/{team}", 30, 4),
            new Limit("GET /teams/{team}/channels", 60, 4),
            new Limit("GET /teams/{team}/channels/{channel}", 30, 0),
            new Limit("POST /teams/{team}/channels", 10, 4),
            new Limit("GET /teams/{team}/members", 60, 4),
            new Limit("POST /teams/{team}/members", 30, 0),
            new Limit("POST /teams/{team}/members/add", 10, 0));

    /**
     * One row.
     *
     * @param name method and route, or the name of a default
     * @param perTenant calls a second of the application in the tenant
     * @param perTeam calls a second on one team, 0 for none
     */
    record Limit(String name, double perTenant, double perTeam) {}

    private CeilingTable() {}

    /** The row for a Teams operation, its default when it is not listed, null when it is no Teams operation. */
    static @Nullable Limit limit(String method, String template) {
        String name = method + " " + template;
        for (Limit limit : LISTED) {
            if (limit.name().equals(name)) {
                return limit;
            }
        }
        if (!template.startsWith("/teams")) {
            return null;
        }
        return switch (method) {
            case "GET" -> new Limit("other GET", 30, 0);
            case "DELETE" -> new Limit("other DELETE", 15, 0);
            default -> new Limit("other write", 30, 0);
        };
    }

    static boolean addsMembers(String method, String template) {
        return method.equals("POST")
                && (template.equals("/teams/{team}/members") || template.equals("/teams/{team}/members/add"));
    }
}
