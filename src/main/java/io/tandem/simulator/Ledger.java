package io.tandem.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The tenant and its journal: every change is written down before it counts. */
final class Ledger implements AutoCloseable {
    private static final Duration OPERATIONS_KEPT = Duration.ofDays(1);
    private static final Duration DELETED_GROUPS_KEPT = Duration.ofDays(30);

    private final Journal journal;
    private final Clock clock;
    private Tenant tenant;

    private Ledger(Journal journal, Tenant tenant, Clock clock) {
        this.journal = journal;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** Restores the state kept under the data folder and compacts it. */
    static Ledger open(Path data, Clock clock) {
        Tenant tenant = new Tenant();
        Path file = data.resolve("simulator").resolve("journal.jsonl");
        Ledger ledger = new Ledger(Journal.open(file, tenant::apply), tenant, clock);
        ledger.purge();
        ledger.compact();
        return ledger;
    }

    Tenant tenant() {
        return tenant;
    }

    void commit(Change... changes) {
        commit(List.of(changes));
    }

    void commit(List<Change> changes) {
        if (!changes.isEmpty()) {
            journal.append(changes);
            tenant.apply(changes);
        }
    }

    /** Forgets everything. */
    void clear() {
        tenant = new Tenant();
        journal.rewrite(List.of());
    }

    @Override
    public void close() {
        journal.close();
    }

    private void compact() {
        journal.rewrite(tenant.snapshot(clock.instant().minus(OPERATIONS_KEPT)));
    }

    private void purge() {
        Instant limit = clock.instant().minus(DELETED_GROUPS_KEPT);
        for (Group group : List.copyOf(tenant.groups())) {
            Instant deletedAt = group.deletedAt();
            if (deletedAt != null && deletedAt.isBefore(limit)) {
                tenant.apply(List.of(new Change.GroupPurged(group.id())));
            }
        }
    }
}
