package io.tandem.teams;

/**
 * Whom the brake let go from one team within a wave: a feed that says the same of one after the other empties a team as one does that
 * says it of all at once.
 *
 * @param people how many
 * @param size how many people the team had at most before one of them went
 */
public record Outflow(int people, int size) {
    /** Nobody went. */
    public static final Outflow NONE = new Outflow(0, 0);

    /**
     * Says whether others may not follow them unless somebody approves.
     *
     * @param undecided who is to go and waits for a word of the brake or of somebody
     * @param left how many people the team has by now
     */
    public boolean stops(Brake brake, int undecided, int left) {
        return brake.stopsTeam(people + undecided, Math.max(size, left));
    }
}
