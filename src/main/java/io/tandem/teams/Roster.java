package io.tandem.teams;

import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.TeamStaff;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives the team that a store should have (DESIGN 6; rules R1 to R8, R11, R12 of commerce-contract 4.1). */
public final class Roster {
    private final StoreStaff staff;
    private final Directory directory;
    private final TeamPolicy policy;
    private final LocalDate today;
    private final Places places;

    private Roster(StoreStaff staff, Directory directory, TeamPolicy policy, Instant now) {
        this.staff = staff;
        this.directory = directory;
        this.policy = policy;
        this.today = LocalDate.ofInstant(now, staff.store().zone());
        this.places = new Places(directory);
    }

    /**
     * Derives the team of a store, or of the communications managers.
     *
     * @param staff what Commerce says
     * @param directory what the directory says of these people
     * @param now decides which day it is in the store's zone
     */
    public static DesiredTeam desired(TeamStaff staff, Directory directory, TeamPolicy policy, Instant now) {
        Set<String> anew = decidedAnew(staff, directory, policy, now);
        return derive(staff.notRestoring(anew), directory, policy, now);
    }

    /**
     * Says of whom Commerce itself has spoken since their removal was rejected or undone: it wants them in the team by now, or it ended
     * their employment or assignment after that. For an owner who had to stay it is over as soon as Commerce wants any owner; nobody
     * is put out before that one is seen.
     *
     * @return user ids
     */
    public static Set<String> decidedAnew(TeamStaff staff, Directory directory, TeamPolicy policy, Instant now) {
        if (staff.restored().isEmpty()) {
            return Set.of();
        }
        DesiredTeam own = derive(staff.restoring(List.of()), directory, policy, now);
        boolean owned = isOwned(own, directory, policy);
        Map<PersonnelNumber, Instant> gone = staff.goneSince(now);
        return staff.restored().stream()
                .filter(person -> own.belongs(person.userId())
                        || person.isBefore(TeamStaff.last(gone, person.workers()))
                        || (owned && person.cause() == Restored.Cause.LAST_OWNER))
                .map(Restored::userId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whoever fills in for want of an owner is none whom Commerce wants. */
    private static boolean isOwned(DesiredTeam own, Directory directory, TeamPolicy policy) {
        Optional<String> fallback = directory.find(policy.fallbackOwner()).map(Account::userId);
        return own.with(TeamRole.OWNER).stream()
                .anyMatch(owner -> fallback.filter(owner::equals).isEmpty());
    }

    private static DesiredTeam derive(TeamStaff staff, Directory directory, TeamPolicy policy, Instant now) {
        return switch (staff) {
            case StoreStaff store -> new Roster(store, directory, policy, now).derive();
            case CommunicationsStaff communications ->
                new CommunicationsRoster(communications, directory, policy, now).derive();
        };
    }

    /** {@return the people whose accounts matter for this team} */
    public static List<Identity> identities(TeamStaff staff, TeamPolicy policy) {
        Stream<Identity> identities = switch (staff) {
            case StoreStaff store -> identities(store, policy);
            case CommunicationsStaff communications -> CommunicationsRoster.identities(communications, policy);
        };
        Stream<Identity> restored = staff.restored().stream().map(Restored::identity);
        return Stream.concat(identities, restored)
                .filter(Identity::isLinked)
                .distinct()
                .toList();
    }

    private static Stream<Identity> identities(StoreStaff staff, TeamPolicy policy) {
        Stream<Identity> workers = staff.workers().stream().map(Worker::identity);
        return Stream.concat(workers, Optional.ofNullable(policy.fallbackOwner()).stream());
    }

    private DesiredTeam derive() {
        Store store = staff.store();
        staff.workers().forEach(this::place);
        staff.restored().forEach(places::restore);
        boolean open = store.isKnown() && !store.isClosedOn(today);
        Optional<Finding> obstacle = owners(open);
        obstacle.ifPresent(finding -> places.findings().addFirst(finding));
        String name = policy.displayName(store);
        return new DesiredTeam(
                store.number(),
                open && (obstacle.isEmpty() || staff.mappedTeam() != null),
                open && obstacle.isEmpty(),
                name,
                MailNickname.stem(name),
                places.people(),
                places.tolerated(),
                staff.mappedTeam(),
                places.findings(),
                changesAt().orElse(null),
                archiving().map(this::midnight).orElse(null));
    }

    /** Sees to an owner. Without one no team is made, but one that is mapped is there already. */
    private Optional<Finding> owners(boolean open) {
        boolean owned = places.hasOwner() || fallBack();
        StoreNumber former = staff.formerNumber();
        if (open && former != null) {
            return Optional.of(new Finding.Renumbered(former));
        }
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
        account.ifPresent(fallback -> places.place(fallback, TeamRole.OWNER));
        return account.filter(Account::isUsable).isPresent();
    }

    private void place(Worker worker) {
        Optional<Role> role = worker.roleIn(staff.store().number(), today);
        if (role.isEmpty()) {
            return;
        }
        if (worker.employments().isEmpty()) {
            places.findings().add(new Finding.NotEmployed(worker.number()));
        } else if (worker.isEmployedOn(today)) {
            places.place(worker, role.get() == Role.MANAGER ? TeamRole.OWNER : TeamRole.MEMBER);
        }
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
