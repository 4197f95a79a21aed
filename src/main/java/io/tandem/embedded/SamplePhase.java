package io.tandem.embedded;

/** What Commerce tells in which order, each phase on a day of its own. */
enum SamplePhase {
    STORES_OPEN(90),
    WORKERS_HIRED(89),
    ACCOUNTS_LINKED(88),
    WORKERS_ASSIGNED(87),
    ROLES_GRANTED(86),
    STORES_RENAMED(75),
    STORES_CLOSED(60),
    WORKERS_LEFT(50),
    WORKERS_RENAMED(40),
    WORKERS_REHIRED(31),
    WORKERS_MOVED(20),
    WORKERS_UNASSIGNED(15),
    ACCOUNTS_UNLINKED(12),
    ROLES_REVOKED(10),
    NOTICES_GIVEN(5);

    private final int daysAgo;

    SamplePhase(int daysAgo) {
        this.daysAgo = daysAgo;
    }

    /** {@return how many days before today Commerce told it} */
    int daysAgo() {
        return daysAgo;
    }
}
