package io.tandem.teams;

import io.tandem.teams.TeamNews.Action;
import io.tandem.teams.TeamNews.Change;
import io.tandem.teams.TeamNews.Drifted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What changed in Teams between two pictures of a roster that Tandem did not change itself. Only what was seen before can
 * be missed: somebody who was written and never seen is late, not put out.
 */
record Drift(DesiredTeam desired, TeamPolicy.Strangers strangers, KnownTeam before, KnownTeam after) {

    /** {@return the news, ordered by user; none of a team that was never read before} */
    List<TeamNews> news() {
        Optional<String> team = after.stage().teamId();
        if (team.isEmpty() || before.look().readAt() == null) {
            return List.of();
        }
        Map<String, KnownMember> all = new TreeMap<>(before.members());
        all.putAll(after.members());
        return all.keySet().stream()
                .flatMap(
                        user -> change(user)
                                .map(change -> new Drifted(desired.source(), team.get(), user, change, action(change)))
                                .stream())
                .<TeamNews>map(drifted -> drifted)
                .toList();
    }

    private Optional<Change> change(String user) {
        Optional<KnownMember> was = seen(before, user);
        Optional<KnownMember> is = seen(after, user);
        if (was.isEmpty()) {
            return is.filter(member -> isStranger(user, member)).map(member -> Change.ADDED);
        }
        if (is.isEmpty()) {
            return Optional.of(Change.REMOVED)
                    .filter(removed -> isWantedAs(user, was.get().role()));
        }
        boolean same = was.get().role() == is.get().role()
                || !isWantedAs(user, was.get().role());
        return same
                ? Optional.empty()
                : Optional.of(is.get().role() == TeamRole.OWNER ? Change.PROMOTED : Change.DEMOTED);
    }

    private boolean isStranger(String user, KnownMember member) {
        return !member.ours() && !member.isGuest() && !desired.belongs(user) && strangers != TeamPolicy.Strangers.KEEP;
    }

    private boolean isWantedAs(String user, TeamRole role) {
        return desired.people().get(user) == role;
    }

    private Action action(Change change) {
        return change == Change.ADDED && strangers == TeamPolicy.Strangers.REPORT ? Action.REPORTED : Action.PUT_BACK;
    }

    private static Optional<KnownMember> seen(KnownTeam team, String user) {
        return Optional.ofNullable(team.members().get(user)).filter(KnownMember::isSeen);
    }
}
