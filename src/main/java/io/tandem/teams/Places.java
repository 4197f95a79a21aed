package io.tandem.teams;

import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds each person of a team a place in it, or says why there is none. */
final class Places {
    private final Directory directory;
    private final Map<String, TeamRole> people = new TreeMap<>();
    private final Map<String, TeamRole> tolerated = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Places(Directory directory) {
        this.directory = directory;
    }

    Map<String, TeamRole> people() {
        return people;
    }

    Map<String, TeamRole> tolerated() {
        return tolerated;
    }

    /** {@return what was found, to which more may be added} */
    List<Finding> findings() {
        return findings;
    }

    boolean hasOwner() {
        return people.containsValue(TeamRole.OWNER);
    }

    void place(Worker worker, TeamRole role) {
        Optional<Account> account = directory.find(worker.identity());
        account.ifPresent(known -> place(known, role));
        if (account.filter(Account::isUsable).isEmpty()) {
            findings.add(unusable(worker, account));
        }
    }

    /** Two workers can share an account; the greater right counts. */
    void place(Account account, TeamRole role) {
        Map<String, TeamRole> place = account.isUsable() ? people : tolerated;
        place.merge(account.userId(), role, (one, other) -> one == TeamRole.OWNER ? one : other);
    }

    /** Whoever was restored and cannot be added is not put out either; whoever is only not put out needs no place. */
    void restore(Restored person) {
        if (person.cause() == Restored.Cause.REJECTED) {
            return;
        }
        TeamRole role = person.role() == Role.MANAGER ? TeamRole.OWNER : TeamRole.MEMBER;
        boolean usable =
                directory.find(person.identity()).filter(Account::isUsable).isPresent();
        (usable ? people : tolerated).put(person.userId(), role);
        findings.add(
                usable ? new Finding.KeptByDecision(person.userId()) : new Finding.RestoredUnusable(person.userId()));
    }

    private static Finding unusable(Worker worker, Optional<Account> account) {
        if (!worker.identity().isLinked()) {
            return new Finding.NotLinked(worker.number());
        }
        return account.filter(known -> !known.missing())
                .<Finding>map(known -> known.enabled()
                        ? new Finding.NotLicensed(worker.number())
                        : new Finding.AccountDisabled(worker.number()))
                .orElseGet(() -> new Finding.AccountMissing(worker.number()));
    }
}
