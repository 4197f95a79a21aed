package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.model.Refusal;
import io.tandem.teams.Outcome;
import io.tandem.teams.Profile;
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

    private static final String OPERATIONS = "/operations";

    private static final int NO_CONTENT = 204;
    private static final int REDIRECTED = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

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

    /** {@return by what Microsoft can find the call, empty when there was no answer} */
    static String requestId(GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Success success -> success.requestId();
            case GraphAnswer.Rejected rejected -> rejected.requestId();
            case GraphAnswer.Throttled throttled -> throttled.requestId();
            case GraphAnswer.Unavailable unavailable -> "";
        };
    }

    private Outcome success(Step step, GraphAnswer.Success success) {
        JsonNode body = success.body();
        if (success.status() >= REDIRECTED || !isComplete(step, success.status(), body)) {
            return new Outcome.Postponed(now.plus(pause), "no usable answer to: " + step.sentence(), true);
        }
        return switch (step) {
            case Step.FindGroup find -> found(body);
            case Step.FindMappedTeam find -> found(body);
            case Step.FindGone find -> found(body);
            case Step.CreateGroup create ->
                success.status() == NO_CONTENT
                        ? new Outcome.GroupExisted()
                        : new Outcome.GroupCreated(body.path("id").asText());
            case Step.CreateTeam create ->
                success.header("location")
                        .<Outcome>map(Outcome.TeamRequested::new)
                        .orElseGet(Outcome.TeamExisted::new);
            case Step.AwaitTeam await -> operation(step, body);
            case Step.ReadTeam read ->
                new Outcome.TeamRead(
                        body.path("displayName").asText(),
                        visibility(body),
                        body.path("isArchived").asBoolean());
            case Step.ArchiveTeam turn ->
                new Outcome.ArchiveRequested(success.header("location").orElse("/teams/" + turn.teamId()));
            case Step.AwaitArchive await ->
                body.path("status").isTextual() ? operation(step, body) : turned(await, body);
            case Step.RestoreGroup restore -> new Outcome.GroupRestored();
            case Step.FindDeleted find -> new Outcome.DeletedFound();
            case Step.ReadRoster read -> new Outcome.RosterRead(roster(body));
            case Step.RenameTeam rename -> new Outcome.Renamed();
            case Step.MakePrivate change -> new Outcome.MadePrivate();
            case Step.AddMembers add -> new Outcome.MembersAdded(failures(body, true));
            case Step.ChangeRole change -> new Outcome.RoleChanged();
            case Step.RemoveMembers remove -> new Outcome.MembersRemoved(failures(body, false));
        };
    }

    /** Whether the answer holds what it is read for; what is missing must not be taken for "nobody" or "done". */
    private static boolean isComplete(Step step, int status, JsonNode body) {
        boolean hasId = body.path("id").isTextual();
        return switch (step) {
            case Step.FindGroup find -> hasId;
            case Step.FindMappedTeam find -> hasId;
            case Step.FindGone find -> hasId;
            case Step.CreateGroup create -> hasId || status == NO_CONTENT;
            case Step.AwaitTeam await -> hasId || body.path("status").isTextual();
            case Step.ReadTeam read -> body.path("displayName").isTextual();
            case Step.AwaitArchive await -> hasId || body.path("status").isTextual();
            case Step.FindDeleted find -> hasId;
            case Step.ArchiveTeam turn -> true;
            case Step.RestoreGroup restore -> true;
            case Step.ReadRoster read -> body.path("value").isArray();
            case Step.AddMembers add -> body.path("value").isArray() || status == NO_CONTENT;
            case Step.RemoveMembers remove -> body.path("value").isArray() || status == NO_CONTENT;
            case Step.CreateTeam create -> true;
            case Step.RenameTeam rename -> true;
            case Step.MakePrivate change -> true;
            case Step.ChangeRole change -> true;
        };
    }

    /** Statuses are matched, never texts (graph-contract 4.2). */
    private static Outcome rejected(Step step, GraphAnswer.Rejected rejected) {
        return switch (step) {
            case Step.FindGroup find when rejected.status() == 404 -> new Outcome.GroupMissing();
            case Step.FindMappedTeam find when rejected.status() == 404 -> new Outcome.GroupMissing();
            case Step.FindGone find when rejected.status() == 404 -> new Outcome.GroupMissing();
            case Step.CreateGroup create when rejected.status() == 409 -> new Outcome.GroupExisted();
            case Step.CreateTeam create when rejected.status() == 404 -> new Outcome.GroupNotSeen();
            case Step.CreateTeam create when rejected.status() == 409 -> new Outcome.TeamExisted();
            case Step.AwaitTeam await when rejected.status() == 404 -> new Outcome.OperationRunning();
            case Step.ReadTeam read when rejected.status() == 404 -> missing(step, rejected);
            case Step.ArchiveTeam turn when rejected.status() == 404 -> missing(step, rejected);
            case Step.AwaitArchive await
            when rejected.status() == 404 ->
                await.operation().contains(OPERATIONS) ? new Outcome.OperationRunning() : missing(step, rejected);
            case Step.RestoreGroup restore when rejected.status() == 404 -> new Outcome.DeletedMissing();
            case Step.FindDeleted find when rejected.status() == 404 -> new Outcome.DeletedMissing();
            case Step.ReadRoster read when rejected.status() == 404 -> missing(step, rejected);
            case Step.RenameTeam rename when rejected.status() == 404 -> missing(step, rejected);
            case Step.MakePrivate change when rejected.status() == 404 -> missing(step, rejected);
            case Step change
            when change.changesProperty() && rejected.status() == FORBIDDEN ->
                new Outcome.Denied(reason(step.sentence(), rejected)
                        + "; somebody may have archived the team, which is looked at first next time; if not, check the"
                        + " application's permissions");
            case Step.AddMembers add when rejected.status() == 404 -> missing(step, rejected);
            case Step.MakePrivate change
            when !isOfApplication(rejected) ->
                new Outcome.Refused(
                        reason(step.sentence(), rejected)
                                + "; a sensitivity label may decide: change that, or set tandem.teams.visibility=keep",
                        refusal(rejected));
            default -> refused(step.sentence(), rejected);
        };
    }

    /**
     * What a refusal means: one of the call, or of the application itself, which no other call would get past
     * (graph-contract 1.3). A bulk answer names single people whom it refuses by their own codes.
     */
    static Outcome refused(String what, GraphAnswer.Rejected rejected) {
        String reason = reason(what, rejected);
        return isOfApplication(rejected)
                ? new Outcome.Denied(reason + "; check the application's credential and permissions")
                : new Outcome.Refused(reason, refusal(rejected));
    }

    private static boolean isOfApplication(GraphAnswer.Rejected rejected) {
        return rejected.status() == UNAUTHORIZED || rejected.status() == FORBIDDEN;
    }

    private static Refusal refusal(GraphAnswer.Rejected rejected) {
        return new Refusal(rejected.status(), rejected.code(), rejected.requestId());
    }

    private static String reason(String what, GraphAnswer.Rejected rejected) {
        return "Graph refused to " + what + ": " + rejected.status() + " " + rejected.code() + " (request-id "
                + rejected.requestId() + ")";
    }

    private static Outcome missing(Step step, GraphAnswer.Rejected rejected) {
        return new Outcome.TeamMissing("Graph has no team to " + step.sentence() + " (request-id "
                + rejected.requestId() + "); it is looked for");
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
    private static Outcome operation(Step step, JsonNode operation) {
        return switch (operation.path("status").asText("succeeded")) {
            case "succeeded" -> new Outcome.OperationSucceeded();
            case "failed" ->
                new Outcome.OperationFailed("Teams failed while Tandem was to " + step.sentence() + ": "
                        + operation.path("error").path("code").asText("no code"));
            default -> new Outcome.OperationRunning();
        };
    }

    /** The team itself, looked at when nobody knows the operation; null reads as false (graph-contract 4.4). */
    private static Outcome turned(Step.AwaitArchive await, JsonNode team) {
        return team.path("isArchived").asBoolean() == await.archived()
                ? new Outcome.OperationSucceeded()
                : new Outcome.OperationRunning();
    }

    /** Of public, private and hiddenMembership only the first lets everybody in (graph-contract 4.4). */
    private static Profile.Visibility visibility(JsonNode team) {
        return team.path("visibility").asText().equalsIgnoreCase("public")
                ? Profile.Visibility.PUBLIC
                : Profile.Visibility.PRIVATE;
    }

    private static List<Outcome.RosterRead.Member> roster(JsonNode page) {
        return StreamSupport.stream(page.path("value").spliterator(), false)
                .map(member -> new Outcome.RosterRead.Member(
                        member.path("userId").asText().toLowerCase(Locale.ROOT),
                        member.path("id").asText(),
                        role(member)))
                .toList();
    }

    private static TeamRole role(JsonNode member) {
        List<String> roles = StreamSupport.stream(member.path("roles").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (roles.contains("owner")) {
            return TeamRole.OWNER;
        }
        return roles.contains("guest") ? TeamRole.GUEST : TeamRole.MEMBER;
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
