package io.tandem.teams;

import io.tandem.model.CommunicationsStaff;
import io.tandem.model.StoreStaff;
import io.tandem.model.TeamStaff;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Works out what would be done about teams, and what the brake would say to it. Pure: nothing of it happens. */
public record Outlook(TeamPolicy policy, Brake brake) {
    private static final int PERCENT = 100;

    /** {@return what would be done about one team; of a roster in doubt, if it is as it was last known} */
    public Foreseen of(TeamSurvey.Picture picture, Directory directory, Instant now) {
        KnownTeam known = picture.known();
        boolean readFirst =
                known.hasRoster() && (known.look().unclear() || known.look().deep());
        KnownTeam believed =
                readFirst ? known.with(known.members(), known.look().settled().checked()) : known;
        DesiredTeam desired = Roster.desired(picture.staff(), directory, policy, now);
        TeamPlanner planner = new TeamPlanner(policy);
        Leave leave = picture.leave().without(Roster.decidedAnew(picture.staff(), directory, policy, now));
        Plan plan = planner.plan(desired, believed, leave, picture.archive().permit(), now);
        Set<String> leaving = without(plan.departures(), picture.granted());
        return new Foreseen(
                desired.source(),
                name(picture.staff(), desired),
                known.size(),
                readFirst,
                plan,
                leaving,
                without(leaving, picture.asked()).size(),
                Foreseen.Waiting.of(leave, planner.wish(desired, believed, now).map(Departures.Wish::leaving)),
                null,
                Foreseen.Archive.of(plan.archives(), picture.archive()));
    }

    /** {@return the same with what the brake would hold because so many leave one team or all, or so many teams are archived, at once} */
    public List<Foreseen> braked(List<Foreseen> all, TeamSurvey.Wave wave) {
        List<Foreseen> teams = all.stream()
                .map(one -> teamBraked(one, wave.outflows().getOrDefault(one.source(), Outflow.NONE)))
                .toList();
        return archivesBraked(peopleBraked(teams, wave), wave);
    }

    private Foreseen teamBraked(Foreseen one, Outflow before) {
        int undecided = one.leaving().size() + one.waiting().userIds().size();
        return !one.leaving().isEmpty() && before.stops(brake, undecided, one.size())
                ? one.braked(stops(one) + percent(brake.ofTeam()) + " of the team" + beside(before))
                : one;
    }

    private String beside(Outflow before) {
        return before.people() == 0
                ? ""
                : ", with " + before.people() + " whom the brake let go in the last "
                        + brake.wave().toMinutes() + " minutes";
    }

    private List<Foreseen> archivesBraked(List<Foreseen> all, TeamSurvey.Wave wave) {
        long teams = wave.archives()
                + all.stream().filter(one -> one.archive().unasked()).count();
        if (!brake.stopsArchiving(teams)) {
            return all;
        }
        String why = teams + " teams would be archived at once, which would wait for approval: more than "
                + brake.archives();
        return all.stream()
                .map(one -> one.archive().undecided() ? one.archiveBraked(why) : one)
                .toList();
    }

    private List<Foreseen> peopleBraked(List<Foreseen> all, TeamSurvey.Wave wave) {
        long leaving =
                wave.leaving() + all.stream().mapToLong(Foreseen::unasked).sum();
        if (!brake.stopsWave(leaving, wave.memberships())) {
            return all;
        }
        return all.stream()
                .map(one -> one.leaving().isEmpty() || one.brake() != null ? one : one.braked(stops(one, leaving)))
                .toList();
    }

    private String stops(Foreseen one, long leaving) {
        return stops(one) + percent(brake.ofAll()) + " of all memberships, for " + leaving + " leave all teams";
    }

    private String stops(Foreseen one) {
        return one.leaving().size() + " of " + one.size()
                + " people would be removed, which would wait for approval: more than " + brake.people()
                + " people and more than ";
    }

    private static String name(TeamStaff staff, DesiredTeam desired) {
        return switch (staff) {
            case StoreStaff store -> Objects.requireNonNullElse(store.store().name(), "");
            case CommunicationsStaff communications -> desired.name();
        };
    }

    private static String percent(double share) {
        return Math.round(share * PERCENT) + " %";
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
