package io.tandem;

import io.tandem.teams.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every kind of call that Tandem makes to Graph. */
enum GraphFaultsCall {
    TOKEN(null, "POST", "/oauth2/v2.0/token$"),
    PEOPLE_BY_ID(null, "GET", "^/v1.0/users[?].*filter=id"),
    PEOPLE_BY_NAME(null, "GET", "^/v1.0/users[?].*filter=userPrincipalName"),
    FIND_GROUP(Step.FindGroup.class, "GET", "^/v1.0/groups[(]uniqueName="),
    FIND_MAPPED_TEAM(Step.FindMappedTeam.class, "GET", "^/v1.0/groups/"),
    CREATE_GROUP(Step.CreateGroup.class, "PATCH", "^/v1.0/groups[(]uniqueName="),
    CREATE_TEAM(Step.CreateTeam.class, "POST", "^/v1.0/teams$"),
    AWAIT_TEAM(Step.AwaitTeam.class, "GET", "^/v1.0/teams[(/][^/]+(/operations.*)?$"),
    READ_ROSTER(Step.ReadRoster.class, "GET", "^/v1.0/teams/{team}/members"),
    ADD_MEMBERS(Step.AddMembers.class, "POST", "^/v1.0/teams/{team}/members/add$"),
    CHANGE_ROLE(Step.ChangeRole.class, "PATCH", "^/v1.0/teams/{team}/members/"),
    REMOVE_MEMBERS(Step.RemoveMembers.class, "POST", "^/v1.0/teams/{team}/members/remove$"),
    RENAME_TEAM(Step.RenameTeam.class, "PATCH", "^/v1.0/teams/{team}$");

    private final @Nullable Class<? extends Step> step;
    private final String method;
    private final String path;

    GraphFaultsCall(@Nullable Class<? extends Step> step, String method, String path) {
        this.step = step;
        this.method = method;
        this.path = path;
    }

    /** {@return the kind of step that makes this call, empty when none does} */
    Optional<Class<?>> step() {
        return Optional.ofNullable(step);
    }

    String method() {
        return method;
    }

    /** {@return a regular expression for the path, which passes over the calls about one team} */
    String pathButFor(String team) {
        return path.replace("{team}", "(?!" + team + ")[^/]+");
    }

    boolean is(LandscapeGraph.Call call) {
        return call.matches(method, pathButFor("no team"));
    }
}
