package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.teams.Outcome;
import io.tandem.teams.Step;
import io.tandem.teams.TeamRole;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Reads what an answer of Microsoft Graph means for a step (graph-contract 3 to 5).
 *
 * @param pause how long to wait when Graph is in trouble and does not say how long
 * @param now when the answer came
 */
record TeamAnswers(Duration pause, Instant now) {
    /** Codes with which a bulk add names a person who is surely not in; any other may mean "is in already". */
    private static final Set<String> NOT_ADDED = Set.of("notfound", "forbidden", "resourcenotfound", "accessdenied");

    private static final int UNAUTHORIZED = 401;

    /** The directory's code for an application that lacks a permission. */
    private static final String NOT_PERMITTED = "Authorization_RequestDenied";

    Outcome outcome(Step step, GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Success success -> success(step, success);
            case GraphAnswer.Rejected rejected -> rejected(step, rejected);
            case GraphAnswer.Throttled throttled ->
                new Outcome.Postponed(
                        now.plus(throttled.retryAfter()), "Graph throttles: " + step.sentence(), throttled.sent());
            case GraphAnswer.Unavailable unavailable ->
                new Outcome.Postponed(
                        now.plus(Objects.requireNonNullElse(unavailable.retryAfter(), pause)),
                        "no clear answer to: " + step.sentence() + " (" + unavailable.reason() + ")",
                        unavailable.mayHaveExecuted());
        };
    }

    private static Outcome success(Step step, GraphAnswer.Success success) {
        JsonNode body = success.body();
        return switch (step) {
            case Step.FindGroup find -> found(body);
            case Step.FindMappedTeam find -> found(body);
            case Step.CreateGroup create ->
                success.status() == 204
                        ? new Outcome.GroupExisted()
                        : new Outcome.GroupCreated(body.path("id").asText());
            case Step.CreateTeam create ->
                success.header("location")
                        .<Outcome>map(Outcome.TeamRequested::new)
                        .orElseGet(Outcome.TeamExisted::new);
            case Step.AwaitTeam await -> operation(body);
            case Step.ReadRoster read -> new Outcome.RosterRead(roster(body));
            case Step.RenameTeam rename -> new Outcome.Renamed();
            case Step.AddMembers add -> new Outcome.MembersAdded(failures(body, true));
            case Step.ChangeRole change -> new Outcome.RoleChanged();
            case Step.RemoveMembers remove -> new Outcome.MembersRemoved(failures(body, false));
        };
    }

    /** Statuses are matched, never texts (graph-contract 4.2). */
    private static Outcome rejected(Step step, GraphAnswer.Rejected rejected) {
        return switch (step) {
            case Step.FindGroup find when rejected.status() == 404 -> new Outcome.GroupMissing();
            case Step.FindMappedTeam find when rejected.status() == 404 -> new Outcome.GroupMissing();
            case Step.CreateGroup create when rejected.status() == 409 -> new Outcome.GroupExisted();
            case Step.CreateTeam create when rejected.status() == 404 -> new Outcome.GroupNotSeen();
            case Step.CreateTeam create when rejected.status() == 409 -> new Outcome.TeamExisted();
            case Step.AwaitTeam await when rejected.status() == 404 -> new Outcome.OperationRunning();
            default -> refused(step.sentence(), rejected);
        };
    }

    /**
     * What a refusal means: one of the call, or of the application itself, which no other call would get past
     * (graph-contract 1.3).
     */
    static Outcome refused(String what, GraphAnswer.Rejected rejected) {
        String reason = "Graph refused to " + what + ": " + rejected.status() + " " + rejected.code() + " (request-id "
                + rejected.requestId() + ")";
        boolean everybody = rejected.status() == UNAUTHORIZED || rejected.code().equals(NOT_PERMITTED);
        return everybody
                ? new Outcome.Denied(reason + "; check the application's credential and permissions")
                : new Outcome.Refused(reason);
    }

    private static Outcome found(JsonNode group) {
        boolean hasTeam = StreamSupport.stream(
                        group.path("resourceProvisioningOptions").spliterator(), false)
                .anyMatch(option -> "Team".equals(option.asText()));
        String created = group.path("createdDateTime").asText("");
        return new Outcome.GroupFound(
                group.path("id").asText(),
                group.path("displayName").asText(),
                hasTeam,
                created.isEmpty() ? Instant.EPOCH : Instant.parse(created));
    }

    /** The status of an operation; a team that answers itself has none, and is there. */
    private static Outcome operation(JsonNode operation) {
        return switch (operation.path("status").asText("succeeded")) {
            case "succeeded" -> new Outcome.OperationSucceeded();
            case "failed" ->
                new Outcome.OperationFailed("Teams failed to make the team: "
                        + operation.path("error").path("code").asText("no code"));
            default -> new Outcome.OperationRunning();
        };
    }

    private static List<Outcome.RosterRead.Member> roster(JsonNode page) {
        return StreamSupport.stream(page.path("value").spliterator(), false)
                .map(member -> new Outcome.RosterRead.Member(
                        member.path("userId").asText().toLowerCase(Locale.ROOT),
                        member.path("id").asText(),
                        isOwner(member) ? TeamRole.OWNER : TeamRole.MEMBER))
                .toList();
    }

    private static boolean isOwner(JsonNode member) {
        return StreamSupport.stream(member.path("roles").spliterator(), false)
                .anyMatch(role -> "owner".equals(role.asText()));
    }

    private static Map<String, String> failures(JsonNode results, boolean adding) {
        Map<String, String> failures = new HashMap<>();
        results.path("value").forEach(result -> {
            String code = result.path("error").path("code").asText("");
            boolean known = NOT_ADDED.contains(code.toLowerCase(Locale.ROOT));
            boolean gone = "notfound".equalsIgnoreCase(code);
            if (result.path("error").isObject() && (adding ? known : !gone)) {
                failures.put(result.path("userId").asText().toLowerCase(Locale.ROOT), code);
            }
        });
        return failures;
    }
}
