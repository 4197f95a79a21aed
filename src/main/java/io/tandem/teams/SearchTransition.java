package io.tandem.teams;

import java.time.Instant;

/** How what is known of a team changes when its group was looked for. */
record SearchTransition(DesiredTeam desired, TeamPolicy.Pace pace, Instant now, KnownTeam known) {

    /** A team that is there already may be archived; of a group that is somebody else's, or that nobody wants, none is made. */
    KnownTeam found(Step step, Outcome.GroupFound found) {
        if (found.hasTeam()) {
            return switch (step) {
                case Step.FindMappedTeam find -> known.adopting(found);
                case Step.FindGone find -> known.found(found);
                default -> known.finding(found);
            };
        }
        boolean leaves = step instanceof Step.FindGone && (known.adopted() || !desired.wanted());
        return leaves || step instanceof Step.FindMappedTeam
                ? known.at(missing(step, true))
                : known.doubted()
                        .at(new Stage.Group(found.groupId(), found.createdAt(), 0, null))
                        .named(found.name());
    }

    KnownTeam missed(Step step) {
        return known.at(missing(step, false));
    }

    /**
     * A team that was there once, or is mapped, is never made, only looked for again; a group soon, for Teams may not show a young
     * team of it yet.
     */
    private Stage missing(Step step, boolean isGroup) {
        if (known.stage() instanceof Stage.Gone gone) {
            return step instanceof Step.FindMappedTeam(String other)
                    ? gone.lookedFor(other)
                    : gone.lookedFor(now.plus(pace.recheck()));
        }
        return step instanceof Step.FindMappedTeam(String id)
                ? new Stage.Unknown(now.plus(isGroup ? pace.poll() : pace.recheck()), new Stage.Vain(id, isGroup))
                : new Stage.Missing();
    }
}
