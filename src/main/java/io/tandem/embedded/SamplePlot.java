package io.tandem.embedded;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to a worker of the sample company, and what has become of it today. */
enum SamplePlot {
    /** Hired, assigned, there. */
    ORDINARY(null, Presence.EVERYWHERE),
    /** Never linked to an Entra account. */
    NO_ACCOUNT(Expected.Problem.NO_ACCOUNT, Presence.EVERYWHERE),
    /** The link to the account was taken away, and the account too. */
    ACCOUNT_LOST(Expected.Problem.NO_ACCOUNT, Presence.EVERYWHERE),
    /** The account is blocked. */
    DISABLED(Expected.Problem.DISABLED, Presence.EVERYWHERE),
    /** The account may not use Teams. */
    UNLICENSED(Expected.Problem.UNLICENSED, Presence.EVERYWHERE),
    /** Employed by two companies, of which one employment ended. */
    TWO_EMPLOYMENTS(null, Presence.EVERYWHERE),
    /** Begins in two weeks. */
    FUTURE_HIRE(null, Presence.NOWHERE),
    /** Leaves in three weeks. */
    FUTURE_LEAVER(null, Presence.EVERYWHERE),
    /** Left and came back. */
    REHIRED(null, Presence.EVERYWHERE),
    /** Left for good; the account is still open. */
    FORMER(null, Presence.NOWHERE),
    /** Transferred from the first store to the second. */
    MOVED(null, Presence.SECOND),
    /** Taken off the second store. */
    UNASSIGNED(null, Presence.FIRST),
    /** Comes to the second store in ten days. */
    POSTED_LATER(null, Presence.FIRST),
    /** Was at the second store for some weeks, the end known from the start. */
    LENT_AND_BACK(null, Presence.FIRST),
    /** Has another name since. */
    RENAMED(null, Presence.EVERYWHERE),
    /** Holds the role "Retail task manager". */
    TASK_MANAGER(null, Presence.EVERYWHERE),
    /** Held that role for some weeks. */
    FORMER_TASK_MANAGER(null, Presence.EVERYWHERE);

    /** In which of the stores of a worker the worker is today. */
    enum Presence {
        /** In all. */
        EVERYWHERE,
        /** In the first only. */
        FIRST,
        /** In the second only. */
        SECOND,
        /** In none. */
        NOWHERE
    }

    private final Expected.@Nullable Problem problem;
    private final Presence presence;

    SamplePlot(Expected.@Nullable Problem problem, Presence presence) {
        this.problem = problem;
        this.presence = presence;
    }

    /** {@return why the worker cannot be in a team, empty when nothing is in the way} */
    Optional<Expected.Problem> problem() {
        return Optional.ofNullable(problem);
    }

    Presence presence() {
        return presence;
    }

    boolean needsTwoStores() {
        return this == MOVED || this == UNASSIGNED || this == POSTED_LATER || this == LENT_AND_BACK;
    }

    boolean hasAccount() {
        return problem != Expected.Problem.NO_ACCOUNT;
    }
}
