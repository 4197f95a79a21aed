package io.tandem.teams;

import org.jspecify.annotations.Nullable;

/**
 * A team's own properties, as last written or seen.
 *
 * @param name display name, null while unknown
 * @param visibility who finds the team, null while unknown
 */
public record Profile(@Nullable String name, @Nullable Visibility visibility) {
    static final Profile UNKNOWN = new Profile(null, null);

    /** Who finds a team, and may join it without being asked. */
    public enum Visibility {
        /** Its own people. */
        PRIVATE,
        /** Everybody in the organisation. */
        PUBLIC
    }

    /** What is done about who finds a team. */
    public enum Policy {
        /** A public team is made private. */
        PRIVATE,
        /** It stays as people have it. */
        KEEP
    }

    boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }

    Profile named(@Nullable String other) {
        return new Profile(other, visibility);
    }

    Profile visibleTo(Visibility others) {
        return new Profile(name, others);
    }
}
