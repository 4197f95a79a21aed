package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.teams.ExistingTeam;
import io.tandem.teams.ExistingTeams;
import io.tandem.teams.TeamsUnreadableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks Microsoft Graph which teams there are (graph-contract 3): groups with a team, 999 a page.
 *
 * @param graph makes one call
 */
public record TeamSearch(Function<GraphRequest, GraphAnswer> graph) implements ExistingTeams {
    private static final String ALL = "/groups?$filter=resourceProvisioningOptions/Any(x:x eq 'Team')"
            + "&$select=id,displayName,mailNickname&$top=999";
    private static final String ONE = "?$select=id,resourceProvisioningOptions";
    private static final int MISSING = 404;

    @Override
    public List<ExistingTeam> all() {
        GraphAnswer answer = graph.apply(GraphRequest.list(ALL));
        if (answer instanceof GraphAnswer.Success success
                && success.body().path("value").isArray()) {
            List<ExistingTeam> teams = new ArrayList<>();
            success.body().path("value").forEach(group -> teams.add(team(group)));
            return List.copyOf(teams);
        }
        throw unreadable("list teams", answer);
    }

    private static ExistingTeam team(JsonNode group) {
        return new ExistingTeam(
                group.path("id").asText(),
                group.path("displayName").asText(""),
                group.path("mailNickname").asText(""));
    }

    /** A list of the directory can miss what is young, so that each team that is not in it is asked for by itself. */
    @Override
    public Set<String> among(Collection<String> ids) {
        Set<String> there = all().stream()
                .map(team -> team.id().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> wanted = new TreeSet<>(ids);
        wanted.stream()
                .filter(id -> !there.contains(id))
                .filter(this::isTeam)
                .toList()
                .forEach(there::add);
        wanted.retainAll(there);
        return wanted;
    }

    private boolean isTeam(String id) {
        GraphAnswer answer = graph.apply(GraphRequest.get("/groups/" + id + ONE));
        return switch (answer) {
            case GraphAnswer.Success success -> hasTeam(success.body());
            case GraphAnswer.Rejected rejected when rejected.status() == MISSING -> false;
            default -> throw unreadable("look for team " + id, answer);
        };
    }

    private static boolean hasTeam(JsonNode group) {
        for (JsonNode option : group.path("resourceProvisioningOptions")) {
            if (option.asText().equalsIgnoreCase("Team")) {
                return true;
            }
        }
        return false;
    }

    private static TeamsUnreadableException unreadable(String what, GraphAnswer answer) {
        return new TeamsUnreadableException(
                switch (answer) {
                    case GraphAnswer.Success success -> "Microsoft Graph gave no usable answer when asked to " + what;
                    case GraphAnswer.Throttled throttled ->
                        "Microsoft Graph throttles; ask again in "
                                + throttled.retryAfter().toSeconds() + " seconds";
                    case GraphAnswer.Rejected rejected ->
                        "Microsoft Graph refused to " + what + ": " + rejected.status() + " " + rejected.code()
                                + " (request-id " + rejected.requestId() + ")";
                    case GraphAnswer.Unavailable unavailable ->
                        "Microsoft Graph does not answer (" + unavailable.reason() + ")";
                });
    }
}
