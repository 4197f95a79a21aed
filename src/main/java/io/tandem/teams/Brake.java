package io.tandem.teams;

import java.time.Duration;

/**
 * How many people may lose their teams before somebody is asked. Both limits of a rule have to be exceeded: one person of three is
 * a third, but no accident.
 *
 * @param people so many may always go, from one team and in a wave
 * @param ofTeam share of a team that may go, 0.2 = a fifth
 * @param ofAll share of all memberships that may go in a wave
 * @param wave how long a wave lasts
 * @param settle how long a removal waits for others that come with it
 * @param archives so many teams may always be archived in a wave
 */
public record Brake(int people, double ofTeam, double ofAll, Duration wave, Duration settle, int archives) {
    /** With the limit of DESIGN 6 on archiving. */
    public Brake(int people, double ofTeam, double ofAll, Duration wave, Duration settle) {
        this(people, ofTeam, ofAll, wave, settle, 2);
    }

    /** {@return the limits of DESIGN 6} */
    public static Brake defaults() {
        return new Brake(5, 0.2, 0.05, Duration.ofMinutes(10), Duration.ofSeconds(2));
    }

    /** {@return whether so many left or are to leave a team of that size within a wave that somebody has to approve} */
    public boolean stopsTeam(int leaving, int size) {
        return leaving > people && leaving > size * ofTeam;
    }

    /** {@return whether so many teams are, or were, archived within a wave that somebody has to approve} */
    public boolean stopsArchiving(long teams) {
        return teams > archives;
    }

    /** {@return whether so many left or are to leave all teams within a wave that somebody has to approve} */
    public boolean stopsWave(long leaving, long memberships) {
        return leaving > people && leaving > memberships * ofAll;
    }
}
