package io.tandem.teams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans for a team that is there: its own properties are looked at when they are in doubt, then come roster and
 * name, and last it is archived or its visibility changes. A team that is to leave the archive does so before its properties change, which an archived one
 * refuses.
 *
 * @param archived whether it is in the archive
 * @param permit whether it may be put there
 */
record ArchivePlan(DesiredTeam desired, KnownTeam known, boolean archived, Permit permit, Instant now) {

    /** Adds what the roster needs; findings go where the others are. */
    List<Step> steps(RosterPlan roster, List<Finding> findings) {
        if (known.isNamedNoMore(desired.mappedTeam())) {
            return partings(roster, findings);
        }
        String id = known.stage().teamId().orElseThrow();
        boolean due = desired.isToBeArchived(now);
        boolean wanted = due && !permit.kept();
        report(due, findings);
        List<Step> steps = new ArrayList<>();
        if (known.look().deep()) {
            steps.add(new Step.ReadTeam(id));
        }
        if (archived && !wanted) {
            steps.add(new Step.ArchiveTeam(id, false));
        }
        roster.steps(findings).stream()
                .filter(step -> !wanted || isPossible(step))
                .forEach(steps::add);
        if (wanted && !archived && permit.lets()) {
            steps.add(new Step.ArchiveTeam(id, true));
        }
        return steps;
    }

    /** Of a team that is to be archived: in the archive it takes no property, and a refused visibility must not keep it out. */
    private boolean isPossible(Step step) {
        return archived ? !step.changesProperty() : !permit.lets() || !(step instanceof Step.MakePrivate);
    }

    /** Of a team that Commerce names no more only the people go whom Tandem put in; all else stays as it is. */
    private List<Step> partings(RosterPlan roster, List<Finding> findings) {
        Stream<Step> look =
                known.look().deep() ? Stream.of(new Step.ReadTeam(known.teamId().orElseThrow())) : Stream.of();
        Stream<Step> partings = roster.steps(findings).stream().filter(step -> !step.changesProperty());
        return Stream.concat(look, partings).toList();
    }

    private void report(boolean due, List<Finding> findings) {
        if (due && permit.kept()) {
            findings.add(new Finding.NotArchivedByDecision());
        } else if (archived && due) {
            findings.add(new Finding.TeamArchived());
        } else if (desired.archiveAt() != null && !due) {
            findings.add(new Finding.ToBeArchived(desired.archiveAt()));
        }
    }
}
