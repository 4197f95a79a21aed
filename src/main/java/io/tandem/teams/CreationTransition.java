package io.tandem.teams;

import java.time.Instant;

/** How what is known of a team that Teams is to make changes while that takes its time. */
record CreationTransition(TeamPolicy.Pace pace, Instant now, KnownTeam known) {

    /** Three tries, then nothing until the group is old enough (graph-contract 4.1), then ever slower. */
    KnownTeam askAgain() {
        Stage.Group group = known.stage() instanceof Stage.Group before
                ? before
                : new Stage.Group(known.stage().teamId().orElseThrow(), now, 0, null);
        int refusals = group.refusals() + 1;
        Instant oldEnough = group.createdAt().plus(pace.youngGroup());
        Instant retry = now.plus(pace.youngGroupRetry().multipliedBy(Math.clamp(refusals - 3L, 1, 30)));
        Instant next = refusals <= 3 || retry.isAfter(oldEnough) ? retry : oldEnough;
        return known.at(new Stage.Group(group.id(), group.createdAt(), refusals, next));
    }

    /** An operation that stays invisible or unfinished for too long is asked for again; 409 then tells it is done. */
    KnownTeam running(Stage.Provisioning making) {
        boolean tooLong = now.isAfter(making.since().plus(pace.youngGroup()));
        return known.at(
                tooLong
                        ? new Stage.Group(making.id(), making.since(), 0, null)
                        : new Stage.Provisioning(
                                making.id(), making.since(), making.operation(), now.plus(pace.poll())));
    }
}
