package io.tandem.teams;

import io.tandem.teams.TeamNews.Action;
import io.tandem.teams.TeamNews.Deviated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody did in Teams to a team itself, as a look at it tells.
 *
 * @param before what was known of it
 */
record Deviation(DesiredTeam desired, TeamPolicy.Life life, KnownTeam before, Instant now) {

    List<TeamNews> news(Outcome outcome, KnownTeam after) {
        return switch (outcome) {
            case Outcome.TeamRead read -> changed(read);
            case Outcome.GroupMissing missing
            when before.stage() instanceof Stage.Gone(String id, Instant at, int vain, String sought) ->
                vain == 0 && after.stage() instanceof Stage.Gone
                        ? List.of(deviated(id, TeamNews.Deviation.DELETED, onDeletion()))
                        : List.of();
            default -> List.of();
        };
    }

    /** A name that Tandem gave is missed, and no other, and so it is with privacy; an archived team refuses both. */
    private List<TeamNews> changed(Outcome.TeamRead read) {
        String id = before.stage().teamId().orElseThrow();
        boolean wasArchived = before.stage() instanceof Stage.Archived;
        List<TeamNews> news = new ArrayList<>();
        if (desired.name().equals(before.name()) && !desired.name().equals(read.name())) {
            news.add(deviated(id, TeamNews.Deviation.RENAMED, onChange()));
        }
        boolean missed = life.visibility() == Profile.Policy.PRIVATE
                && before.profile().visibility() == Profile.Visibility.PRIVATE;
        if (missed && read.visibility() == Profile.Visibility.PUBLIC) {
            news.add(deviated(id, TeamNews.Deviation.MADE_PUBLIC, onChange()));
        }
        if (wasArchived != read.archived() && wasArchived == desired.isToBeArchived(now)) {
            TeamNews.Deviation deviation =
                    read.archived() ? TeamNews.Deviation.ARCHIVED : TeamNews.Deviation.UNARCHIVED;
            news.add(deviated(id, deviation, Action.PUT_BACK));
        }
        return news;
    }

    private Deviated deviated(String id, TeamNews.Deviation deviation, Action action) {
        return new Deviated(desired.source(), id, deviation, action);
    }

    private Action onChange() {
        return desired.isToBeArchived(now) ? Action.REPORTED : Action.PUT_BACK;
    }

    private Action onDeletion() {
        return switch (life.deleted()) {
            case REPORT -> Action.REPORTED;
            case RESTORE -> before.isNamedNoMore(desired.mappedTeam()) ? Action.REPORTED : Action.PUT_BACK;
            case REMAKE -> desired.makeable() && !before.adopted() ? Action.REMADE : Action.REPORTED;
        };
    }
}
