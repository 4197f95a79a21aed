package io.tandem.jdbc;

import io.tandem.commerce.CommerceUpdate;
import io.tandem.commerce.CommerceUpdate.MembershipChange;
import io.tandem.commerce.CommerceUpdate.Response;
import io.tandem.teams.TeamNews;
import java.util.stream.Stream;

/** Says the news of a team in the words of Commerce. */
final class TeamUpdates {
    private TeamUpdates() {}

    static Stream<CommerceUpdate> of(TeamNews news) {
        return switch (news) {
            case TeamNews.Provisioned made ->
                Stream.of(new CommerceUpdate.TeamProvisioned(made.store(), made.teamId(), null));
            case TeamNews.Deviated deviated -> Stream.of();
            case TeamNews.Drifted drifted ->
                Stream.of(new CommerceUpdate.MembershipDrifted(
                        drifted.store(),
                        drifted.teamId(),
                        drifted.userId(),
                        change(drifted.change()),
                        drifted.action() == TeamNews.Action.REPORTED ? Response.REPORTED : Response.REVERTED));
        };
    }

    private static MembershipChange change(TeamNews.Change change) {
        return switch (change) {
            case ADDED -> MembershipChange.ADDED;
            case REMOVED -> MembershipChange.REMOVED;
            case PROMOTED, DEMOTED -> MembershipChange.ROLE_CHANGED;
        };
    }
}
