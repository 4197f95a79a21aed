package io.tandem.teams;

import io.tandem.model.Identity;
import io.tandem.model.Role;
import io.tandem.model.Store;
import io.tandem.model.StoreStaff;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Derives the team that a store should have (DESIGN 6; rules R1 to R8, R11, R12 of commerce-contract 4.1). */
public final class Roster {
    private final StoreStaff staff;
    private final Directory directory;
    private final TeamPolicy policy;
    private final LocalDate today;
    private final Map<String, TeamRole> people = new TreeMap<>();
    private final Map<String, TeamRole> tolerated = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Roster(StoreStaff staff, Directory directory, TeamPolicy policy, Instant now) {
        this.staff = staff;
        this.directory = directory;
        this.policy = policy;
        this.today = LocalDate.ofInstant(now, staff.store().zone());
    }

    /**
     * Derives the team of a store.
     *
     * @param staff what Commerce says
     * @param directory what the directory says of these people
     * @param now decides which day it is in the store's zone
     */
    public static DesiredTeam desired(StoreStaff staff, Directory directory, TeamPolicy policy, Instant now) {
        return new Roster(staff, directory, policy, now).derive();
    }

    /** {@return the people whose accounts matter for this store} */
    public static List<Identity> identities(StoreStaff staff, TeamPolicy policy) {
        Stream<Identity> workers = staff.workers().stream().map(Worker::identity);
        return Stream.concat(workers, Optional.ofNullable(policy.fallbackOwner()).stream())
                .filter(Identity::isLinked)
                .distinct()
                .toList();
    }

    private DesiredTeam derive() {
        Store store = staff.store();
        staff.workers().forEach(this::place);
        boolean open = store.isKnown() && !store.isClosedOn(today);
        Optional<Finding> obstacle = owners(open);
        obstacle.ifPresent(finding -> findings.addFirst(finding));
        String name = policy.displayName(store);
        return new DesiredTeam(
                store.number(),
                open && (obstacle.isEmpty() || staff.mappedTeam() != null),
                name,
                MailNickname.stem(name),
                people,
                tolerated,
                staff.mappedTeam(),
                findings,
                changesAt().orElse(null),
                archiving().map(this::midnight).orElse(null));
    }

    /** Sees to an owner. Without one no team is made, but one that is mapped is there already. */
    private Optional<Finding> owners(boolean open) {
        boolean owned = people.containsValue(TeamRole.OWNER) || fallBack();
        if (open) {
            return owned ? Optional.empty() : Optional.of(noOwner());
        }
        return Optional.of(staff.store().isKnown() ? new Finding.StoreClosed() : new Finding.StoreUnknown());
    }

    private Finding noOwner() {
        return policy.fallbackOwner() == null ? new Finding.NoManager() : new Finding.FallbackOwnerUnusable();
    }

    private boolean fallBack() {
        Optional<Account> account = directory.find(policy.fallbackOwner());
        account.ifPresent(fallback -> place(fallback, TeamRole.OWNER));
        return account.filter(Account::isUsable).isPresent();
    }

    private void place(Worker worker) {
        Optional<Role> role = worker.roleIn(staff.store().number(), today);
        if (role.isEmpty()) {
            return;
        }
        if (worker.employments().isEmpty()) {
            findings.add(new Finding.NotEmployed(worker.number()));
        } else if (worker.isEmployedOn(today)) {
            place(worker, role.get() == Role.MANAGER ? TeamRole.OWNER : TeamRole.MEMBER);
        }
    }

    private void place(Worker worker, TeamRole role) {
        Optional<Account> account = directory.find(worker.identity());
        account.ifPresent(known -> place(known, role));
        if (account.filter(Account::isUsable).isEmpty()) {
            findings.add(unusable(worker, account));
        }
    }

    /** Two workers can share an account; the greater right counts. */
    private void place(Account account, TeamRole role) {
        Map<String, TeamRole> place = account.isUsable() ? people : tolerated;
        place.merge(account.userId(), role, (one, other) -> one == TeamRole.OWNER ? one : other);
    }

    private static Finding unusable(Worker worker, Optional<Account> account) {
        if (!worker.identity().isLinked()) {
            return new Finding.NotLinked(worker.number());
        }
        return account.<Finding>map(known -> known.enabled()
                        ? new Finding.NotLicensed(worker.number())
                        : new Finding.AccountDisabled(worker.number()))
                .orElseGet(() -> new Finding.AccountMissing(worker.number()));
    }

    private Optional<Instant> changesAt() {
        Stream<LocalDate> closing = Stream.of(Optional.ofNullable(staff.store().closedOn()), archiving())
                .flatMap(Optional::stream)
                .filter(day -> day.isAfter(today));
        return Stream.concat(closing, staff.workers().stream().flatMap(this::changes))
                .min(LocalDate::compareTo)
                .map(this::midnight);
    }

    /** The day on which the team of a closed store is archived; a store that opens again has none any more. */
    private Optional<LocalDate> archiving() {
        return Optional.of(staff.store())
                .filter(Store::isKnown)
                .map(Store::closedOn)
                .map(day -> day.plusDays(policy.life().archiveAfter()));
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(staff.store().zone()).toInstant();
    }

    private Stream<LocalDate> changes(Worker worker) {
        Stream<Timeline<?>> timelines = Stream.concat(
                worker.employments().stream(),
                Stream.of(worker.assignmentTo(staff.store().number())));
        return timelines.flatMap(timeline -> timeline.nextChangeAfter(today).stream());
    }
}
