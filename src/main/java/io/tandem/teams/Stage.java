package io.tandem.teams;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a team is. */
public sealed interface Stage {

    /** {@return the id of group and team, empty before it is known} */
    default Optional<String> teamId() {
        return Optional.empty();
    }

    /**
     * Nobody looked, or a creation ended without a clear answer, or what Commerce names is no team.
     *
     * @param notBefore when to look, null = at once
     * @param vain what Commerce named and was looked for in vain, null = nothing was
     */
    record Unknown(@Nullable Instant notBefore, @Nullable Vain vain) implements Stage {
        /** Nothing was looked for in vain. */
        public Unknown(@Nullable Instant notBefore) {
            this(notBefore, null);
        }

        /** Whether this very team was looked for in vain; another one may be there. */
        boolean isVain(@Nullable String mappedTeam) {
            return vain != null && vain.id().equalsIgnoreCase(mappedTeam);
        }
    }

    /**
     * What Commerce names as a team and is none.
     *
     * @param id the id that Commerce names
     * @param isGroup whether there is a group of that id; who is in its team would get its mail and files too, so none is made of it
     */
    record Vain(String id, boolean isGroup) {}

    /** There is no group. */
    record Missing() implements Stage {}

    /**
     * There is a group without a team.
     *
     * @param createdAt when the group was made
     * @param refusals how often Teams did not see it or failed to make the team
     * @param notBefore when to ask Teams, null = at once
     */
    record Group(
            String id,
            Instant createdAt,
            int refusals,
            @Nullable Instant notBefore) implements Stage {
        @Override
        public Optional<String> teamId() {
            return Optional.of(id);
        }
    }

    /**
     * Teams makes the team.
     *
     * @param since when it was asked for
     * @param operation where the creation can be watched, as Graph wrote it; the team itself when it never wrote
     * @param notBefore when to look
     */
    record Provisioning(String id, Instant since, String operation, Instant notBefore) implements Stage {
        @Override
        public Optional<String> teamId() {
            return Optional.of(id);
        }
    }

    /**
     * The team was there and was not found any more: somebody deleted it, or Graph hides it for a while. It is made anew only
     * where the retailer wants that, for what was deleted can be restored, and then there would be two.
     *
     * @param id the team that was there
     * @param notBefore when to look for it again, null = at once
     * @param vain looks in vain, in turn for the group itself and among the deleted ones
     * @param sought the other team that Commerce names and that was looked for in vain since the last look, null = none
     */
    record Gone(
            String id,
            @Nullable Instant notBefore,
            int vain,
            @Nullable String sought) implements Stage {
        /** No other team was looked for. */
        public Gone(String id, @Nullable Instant notBefore, int vain) {
            this(id, notBefore, vain, null);
        }

        /** Nobody has looked for it yet. */
        public Gone(String id, @Nullable Instant notBefore) {
            this(id, notBefore, 0);
        }

        boolean isBinNext() {
            return vain % 2 == 1;
        }

        /** The look for the team itself was in vain. */
        Gone lookedFor(Instant next) {
            return new Gone(id, next, vain | 1);
        }

        /** The look for the other team that Commerce names was in vain. */
        Gone lookedFor(String mappedTeam) {
            return new Gone(id, notBefore, vain, mappedTeam);
        }

        /** The look among the deleted ones was in vain. */
        Gone notDeleted() {
            return new Gone(id, notBefore, 2, sought);
        }

        /** Whether Commerce names another team, which comes next; the team itself comes first. */
        boolean isFollowing(@Nullable String mappedTeam) {
            return mappedTeam != null
                    && notBefore != null
                    && !mappedTeam.equalsIgnoreCase(id)
                    && !mappedTeam.equalsIgnoreCase(sought);
        }
    }

    /**
     * Teams archives the team, or takes it out of the archive, or was to be asked to.
     *
     * @param archived what the team becomes
     * @param since when that was asked for
     * @param operation where it can be watched, as Graph wrote it; the team itself when it never wrote
     * @param notBefore when to look
     */
    record Archiving(String id, boolean archived, Instant since, String operation, Instant notBefore) implements Stage {
        @Override
        public Optional<String> teamId() {
            return Optional.of(id);
        }
    }

    /** The team is there and archived: people are still put in and out, and all else is as it was (graph-contract 4.4). */
    record Archived(String id) implements Stage {
        @Override
        public Optional<String> teamId() {
            return Optional.of(id);
        }
    }

    /** The team is there. */
    record Ready(String id) implements Stage {
        @Override
        public Optional<String> teamId() {
            return Optional.of(id);
        }
    }
}
