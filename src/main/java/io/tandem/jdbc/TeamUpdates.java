package io.tandem.jdbc;

import io.tandem.commerce.CommerceUpdate;
import io.tandem.commerce.CommerceUpdate.MembershipChange;
import io.tandem.commerce.CommerceUpdate.Response;
import io.tandem.model.StoreNumber;
import io.tandem.teams.TeamNews;
import java.util.stream.Stream;

/** Says the news of a store's team in the words of Commerce, which has none for other teams. */
final class TeamUpdates {
    private TeamUpdates() {}

    static Stream<CommerceUpdate> of(TeamNews news) {
        return news.source() instanceof StoreNumber store ? of(store, news) : Stream.of();
    }

    private static Stream<CommerceUpdate> of(StoreNumber store, TeamNews news) {
        return switch (news) {
            case TeamNews.Provisioned made -> Stream.of(new CommerceUpdate.TeamProvisioned(store, made.teamId(), null));
            case TeamNews.Deviated deviated -> Stream.of();
            case TeamNews.Drifted drifted ->
                Stream.of(new CommerceUpdate.MembershipDrifted(
                        store,
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
