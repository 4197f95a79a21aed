package io.tandem.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is in a team because a removal was rejected or undone, until Commerce itself decides on the person anew.
 *
 * @param userId object id in Entra, a GUID in lower case
 * @param role what the person was: a manager owns the team
 * @param since when that was decided, null = not known
 * @param cause what was decided
 * @param workers who the person is, or ever was, in Commerce
 */
public record Restored(String userId, Role role, @Nullable Instant since, Cause cause, Set<PersonnelNumber> workers) {

    /** Why somebody is in a team whom Commerce does not want there. */
    public enum Cause {
        /** The removal was undone: the person comes back. */
        UNDONE,
        /** The removal was rejected: the person is not put out, and not put back either. */
        REJECTED,
        /** An owner who had to stay for want of another, where others came back: it is over once Commerce wants an owner. */
        LAST_OWNER
    }

    /** User ids are compared without regard to case, as Entra does. */
    public Restored {
        userId = userId.toLowerCase(Locale.ROOT);
        workers = Set.copyOf(workers);
    }

    /** Somebody whose removal was undone, and whom Commerce does not know. */
    public Restored(String userId, Role role, @Nullable Instant since) {
        this(userId, role, since, Cause.UNDONE, Set.of());
    }

    /** Restored nobody knows when. */
    public Restored(String userId, Role role) {
        this(userId, role, null);
    }

    /** {@return the same person as Commerce knows it} */
    public Restored as(Set<PersonnelNumber> numbers) {
        return new Restored(userId, role, since, cause, numbers);
    }

    /** {@return whether that was decided before something happened; null = it did not happen} */
    public boolean isBefore(@Nullable Instant happened) {
        return since != null && happened != null && since.isBefore(happened);
    }

    /** {@return by what the directory knows the person} */
    public Identity identity() {
        return new Identity(userId, null);
    }
}
