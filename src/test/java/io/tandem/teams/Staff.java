package io.tandem.teams;

import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Timeline;
import io.tandem.model.Timeline.Span;
import io.tandem.model.Worker;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what Commerce and the directory know of a store, for tests of what follows from it. */
final class Staff {
    static final StoreNumber HOUSTON = new StoreNumber("000135");
    static final StoreNumber KATY = new StoreNumber("000136");
    static final Timeline<Boolean> EMPLOYED = Timeline.always(true);

    private final List<Worker> workers = new ArrayList<>();
    private final Map<Identity, Account> accounts = new HashMap<>();
    private StoreNumber number = HOUSTON;
    private @Nullable String name = "Houston";
    private @Nullable ZoneId zone = ZoneId.of("America/Chicago");
    private @Nullable LocalDate closedOn;
    private @Nullable String mappedTeam;
    private final List<Restored> restored = new ArrayList<>();
    private @Nullable StoreNumber formerNumber;
    private TeamPolicy policy = TeamPolicy.defaults();

    static Staff store() {
        return new Staff();
    }

    Staff number(StoreNumber other) {
        number = other;
        return this;
    }

    Staff named(@Nullable String other) {
        name = other;
        return this;
    }

    Staff zone(@Nullable String id) {
        zone = id == null ? null : ZoneId.of(id);
        return this;
    }

    Staff closedOn(String day) {
        closedOn = LocalDate.parse(day);
        return this;
    }

    Staff formerly(StoreNumber former) {
        formerNumber = former;
        return this;
    }

    Staff mappedTo(String team) {
        mappedTeam = team;
        return this;
    }

    Staff fallback(String user) {
        policy = new TeamPolicy(
                "{name}", "tandem-", identity(user), TeamPolicy.Strangers.REPORT, TeamPolicy.Pace.documented());
        return this;
    }

    Staff life(TeamPolicy.Life life) {
        policy = policy.with(life);
        return this;
    }

    /** Somebody whose removal was undone, with an account by the object id. */
    Staff restored(Role role, String user, boolean usable) {
        restored.add(new Restored(user, role));
        accounts.put(new Identity(user, null), new Account(user, usable, true));
        return this;
    }

    /** Somebody whose removal was undone at that time. */
    Staff restoredSince(Instant since, String user) {
        restored.add(new Restored(user, Role.WORKER, since));
        accounts.put(new Identity(user, null), new Account(user, true, true));
        return this;
    }

    /** Somebody of whom that was decided then. */
    Staff decided(Restored.Cause cause, Instant since, String user, String... numbers) {
        Set<PersonnelNumber> known =
                Stream.of(numbers).map(PersonnelNumber::new).collect(Collectors.toSet());
        restored.add(new Restored(user, Role.MANAGER, since, cause, known));
        accounts.put(new Identity(user, null), new Account(user, true, true));
        return this;
    }

    /** Those whose removal was undone and on whom Commerce has decided since. */
    Set<String> decidedAnew() {
        return Roster.decidedAnew(staff(), new Directory(accounts), policy, Instant.parse("2026-03-10T15:00:00Z"));
    }

    Staff account(String user, boolean enabled, boolean licensed) {
        accounts.put(identity(user), new Account(user, enabled, licensed));
        return this;
    }

    /** An account that the directory showed once and does not show any more. */
    Staff missing(String user) {
        accounts.put(identity(user), new Account(user, false, false, true));
        return this;
    }

    Staff manager(String number, String user) {
        return account(user, true, true).worker(number, identity(user), Timeline.always(Role.MANAGER), EMPLOYED);
    }

    Staff worker(String number, String user) {
        return account(user, true, true).worker(number, identity(user), Timeline.always(Role.WORKER), EMPLOYED);
    }

    /** Somebody with a role whose account is as the test says, or is not there. */
    Staff somebody(Role role, String number, Identity identity) {
        return worker(number, identity, Timeline.always(role), EMPLOYED);
    }

    @SafeVarargs
    final Staff worker(String who, Identity identity, Timeline<Role> roles, Timeline<Boolean>... employments) {
        return worker(
                new Worker(new PersonnelNumber(who), null, identity, List.of(employments), Map.of(HOUSTON, roles)));
    }

    Staff worker(Worker worker) {
        workers.add(worker);
        return this;
    }

    static Identity identity(String user) {
        return new Identity(null, user + "@contoso.example");
    }

    static <V> Span<V> span(@Nullable String from, @Nullable String to, @Nullable V value) {
        return new Span<>(from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to), value);
    }

    @SafeVarargs
    static <V> Timeline<V> timeline(Span<V>... spans) {
        return new Timeline<>(List.of(spans));
    }

    StoreStaff staff() {
        Store store = new Store(number, name, zone, Store.Place.unknown(), null, closedOn);
        List<Restored> known = restored.stream()
                .map(person -> person.workers().isEmpty() ? person.as(workersAs(person.userId())) : person)
                .toList();
        return new StoreStaff(store, workers, mappedTeam, known, formerNumber);
    }

    private Set<PersonnelNumber> workersAs(String user) {
        return workers.stream()
                .filter(worker -> Optional.ofNullable(accounts.get(worker.identity()))
                        .map(Account::userId)
                        .filter(user::equals)
                        .isPresent())
                .map(Worker::number)
                .collect(Collectors.toSet());
    }

    TeamPolicy policy() {
        return policy;
    }

    DesiredTeam at(String instant) {
        return Roster.desired(staff(), new Directory(accounts), policy, Instant.parse(instant));
    }

    /** The team on an ordinary day. */
    DesiredTeam team() {
        return at("2026-03-10T15:00:00Z");
    }
}
