package io.tandem.model;

import java.time.Duration;

/**
 * What is kept for a while only, because nothing that Tandem does depends on it once it is old. What Commerce wants is hardly among
 * it: facts stay, with the stamps by which an event that comes late is known to be late.
 */
public interface Leftovers {

    /**
     * Forgets which events were folded, the oldest first. An event that comes once more after that is folded once more, into the facts
     * that it told the first time: none of them is older, so that nothing changes and it counts as stale instead of as a duplicate.
     *
     * @param age forgets those that came longer ago
     * @param most forgets no more than these
     * @return how many were forgotten
     */
    int forgetEvents(Duration age, int most);

    /**
     * Forgets entries of the conflict ledger, the oldest first. They are there to be read by people alone.
     *
     * @param age forgets those of conflicts that were longer ago
     * @param most forgets no more than these
     * @return how many were forgotten
     */
    int forgetConflicts(Duration age, int most);

    /**
     * Forgets which calls changed teams, the oldest first. They too are there to be read by people alone.
     *
     * @param age forgets those that were longer ago
     * @param most forgets no more than these
     * @return how many were forgotten
     */
    int forgetSteps(Duration age, int most);

    /**
     * Forgets what people changed in Teams, the oldest first. That too is there to be read by people alone.
     *
     * @param age forgets what came to light longer ago
     * @param most forgets no more than these
     * @return how many were forgotten
     */
    int forgetDrift(Duration age, int most);

    /**
     * Forgets whom and what the brake was asked about and what somebody decided on it, with what was done then, and who did what on the
     * ops side. Whoever is kept, restored or held stays so, and with them the decision that says so.
     *
     * @param age forgets what was over longer ago; it cannot be undone any more
     * @param most forgets no more than so many of a kind
     * @return how many were forgotten
     */
    int forgetDecisions(Duration age, int most);

    /**
     * Forgets accounts that nobody has asked the directory about for long: those of people who are in no team and whom nothing that may
     * still be decided or undone is about.
     *
     * @param age forgets those that were last asked about longer ago
     * @param most forgets no more than these
     * @return how many were forgotten
     */
    int forgetAccounts(Duration age, int most);

    /**
     * Forgets what Commerce said of single tasks that are over: deleted, canceled or completed, and not in Planner. Those of lists
     * stay with their list, and those of a store with a dead letter that is as old stay too: sent again, it would make them anew.
     *
     * @param age forgets those of which nobody spoke for longer; no event and no letter may come later than that
     * @param most forgets no more than these
     * @return how many were forgotten
     */
    int forgetTasks(Duration age, int most);
}
