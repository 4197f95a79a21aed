package io.tandem.simulator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tenant and its journal: every change is written down, with what it causes, before it is answered. */
final class Ledger implements AutoCloseable {
    private static final Duration OPERATIONS_KEPT = Duration.ofDays(1);
    private static final Duration DELETED_GROUPS_KEPT = Duration.ofDays(30);

    private final FileChannel lock;
    private final Journal journal;
    private final Clock clock;
    private Tenant tenant;
    private Watch watch = (before, changes) -> List::of;

    /** Looks at changes before they are applied and says afterwards what more they cause. */
    interface Watch {
        Supplier<List<Change>> see(Tenant before, List<Change> changes);
    }

    private Ledger(FileChannel lock, Journal journal, Tenant tenant, Clock clock) {
        this.lock = lock;
        this.journal = journal;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** Restores the state kept under the data folder and compacts it. */
    static Ledger open(Path data, Clock clock) {
        Tenant tenant = new Tenant();
        FileChannel lock = lock(data.resolve("simulator"));
        Path file = data.resolve("simulator").resolve("journal.jsonl");
        Ledger ledger = new Ledger(lock, Journal.open(file, tenant::apply), tenant, clock);
        ledger.purge();
        ledger.compact();
        return ledger;
    }

    Tenant tenant() {
        return tenant;
    }

    void watch(Watch onlooker) {
        watch = onlooker;
    }

    void commit(Change... changes) {
        commit(List.of(changes));
    }

    void commit(List<Change> changes) {
        if (!changes.isEmpty()) {
            Supplier<List<Change>> consequences = watch.see(tenant, changes);
            tenant.apply(changes);
            List<Change> caused = consequences.get();
            List<Change> all = new ArrayList<>(changes);
            all.addAll(caused);
            journal.append(all);
            tenant.apply(caused);
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
        try {
            lock.close();
        } catch (IOException e) {
            throw new SimulatorException("The simulator cannot give back its data folder", e);
        }
    }

    /** Two processes that append to one journal would ruin it; a killed process leaves no lock behind. */
    private static FileChannel lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            throw inUse(folder, e);
        } catch (IOException e) {
            throw new SimulatorException("The simulator cannot use the folder " + folder + ": " + e.getMessage(), e);
        }
        throw inUse(folder, null);
    }

    private static SimulatorException inUse(Path folder, @Nullable Exception cause) {
        return new SimulatorException("Another simulator is using the folder " + folder, cause);
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
