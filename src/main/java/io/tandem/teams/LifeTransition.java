package io.tandem.teams;

import java.time.Instant;

/** How what is known of a team changes when it is archived, or found to be so, or was deleted. */
record LifeTransition(TeamPolicy.Pace pace, Instant now, KnownTeam known) {

    /** Until Graph has named an operation it is the team itself that tells. */
    KnownTeam meant(Step.ArchiveTeam step) {
        return asked(step, "/teams/" + step.teamId(), now);
    }

    KnownTeam answered(Step step, Outcome.OfLife outcome) {
        return switch (outcome) {
            case Outcome.ArchiveRequested requested ->
                asked((Step.ArchiveTeam) step, requested.operation(), now.plus(pace.firstPoll()));
            case Outcome.TeamRead read ->
                archived(known.stage().teamId().orElseThrow(), read.archived())
                        .named(read.name())
                        .visibleTo(read.visibility())
                        .with(known.members(), known.look().checked());
            case Outcome.GroupRestored restored -> known.at(new Stage.Gone(gone().id(), null, 2));
            case Outcome.DeletedFound deleted -> known.inPlaceOf(gone().id());
            case Outcome.DeletedMissing missing -> notDeleted(step);
        };
    }

    /** What takes too long may never have been asked for, and what failed did nothing: it is asked for again. */
    KnownTeam waited(Stage.Archiving turning, Outcome outcome) {
        if (outcome instanceof Outcome.OperationSucceeded) {
            return archived(turning.id(), turning.archived());
        }
        boolean tooLong = now.isAfter(turning.since().plus(pace.youngGroup()));
        return tooLong || outcome instanceof Outcome.OperationFailed
                ? archived(turning.id(), !turning.archived())
                : known.at(new Stage.Archiving(
                        turning.id(), turning.archived(), turning.since(), turning.operation(), now.plus(pace.poll())));
    }

    private KnownTeam asked(Step.ArchiveTeam step, String operation, Instant next) {
        return known.at(new Stage.Archiving(step.teamId(), step.archived(), now, operation, next));
    }

    private KnownTeam archived(String id, boolean archived) {
        return known.at(archived ? new Stage.Archived(id) : new Stage.Ready(id));
    }

    /** Whatever is neither there nor deleted may be hidden for a while; when it stays so it was deleted for good. */
    private KnownTeam notDeleted(Step step) {
        Stage.Gone gone = gone();
        boolean forGood = gone.vain() > 1 && step instanceof Step.FindDeleted;
        return forGood ? known.inPlaceOf(gone.id()) : known.at(gone.notDeleted());
    }

    private Stage.Gone gone() {
        return (Stage.Gone) known.stage();
    }
}
