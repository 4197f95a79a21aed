package io.tandem.teams;

import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A store of a made-up company. What holds is kept twice: as the statements that Tandem gets, and as a calendar with one
 * box a day, from which {@link #wanted} says who belongs in the team without any code of the product.
 */
final class Company implements Reconciler.Commerce {
    static final StoreNumber STORE = new StoreNumber("000135");
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    /** The day before clocks go forward in New York. */
    static final LocalDate FIRST = LocalDate.of(2026, 3, 7);

    private static final int DAYS = 40;
    private static final int PAST = 10;

    /** One worker: statements and calendar. */
    static final class Person {
        final PersonnelNumber number;

        @Nullable
        String user;

        final List<Timeline.Span<Role>> roleSpans = new ArrayList<>();
        final List<List<Timeline.Span<Boolean>>> jobSpans = List.of(new ArrayList<>(), new ArrayList<>());
        final @Nullable Role[] role = new @Nullable Role[DAYS];
        final boolean[][] job = new boolean[2][DAYS];

        Person(String number) {
            this.number = new PersonnelNumber(number);
        }

        void assign(@Nullable Role what, int from, int to) {
            roleSpans.add(new Timeline.Span<>(day(from), day(to), what));
            fill(from, to, day -> role[day] = what);
        }

        void employ(int entity, boolean yes, int from, int to) {
            jobSpans.get(entity).add(new Timeline.Span<>(day(from), day(to), yes ? true : null));
            fill(from, to, day -> job[entity][day] = yes);
        }

        private static void fill(int from, int to, java.util.function.IntConsumer box) {
            for (int day = Math.max(0, from + PAST); day < Math.min(DAYS, to + PAST); day++) {
                box.accept(day);
            }
        }

        private static LocalDate day(int offset) {
            return FIRST.plusDays(offset);
        }

        Worker worker() {
            List<Timeline<Boolean>> employments = jobSpans.stream()
                    .filter(spans -> !spans.isEmpty())
                    .map(spans -> new Timeline<>(List.copyOf(spans)))
                    .toList();
            Identity identity = user == null ? Identity.none() : identity(user);
            return new Worker(number, null, identity, employments, Map.of(STORE, new Timeline<>(roleSpans)));
        }
    }

    final List<Person> people = new ArrayList<>();
    final Map<String, Boolean> usable = new TreeMap<>();
    final Map<String, Boolean> usableAsTandemKnows = new TreeMap<>();

    @Nullable
    String fallback;

    @Nullable
    String mappedTeam;

    String name = "Houston";

    @Nullable
    LocalDate closedOn;

    static Identity identity(String user) {
        return new Identity(null, user + "@contoso.example");
    }

    @Override
    public Instant start() {
        return FIRST.atTime(12, 0).atZone(ZONE).toInstant();
    }

    @Override
    public StoreStaff staff() {
        Store store = new Store(STORE, name, ZONE, Store.Place.unknown(), null, closedOn);
        return new StoreStaff(store, people.stream().map(Person::worker).toList(), mappedTeam);
    }

    @Override
    public Directory directory() {
        Map<Identity, Account> accounts = new HashMap<>();
        usableAsTandemKnows.forEach((user, fine) -> accounts.put(identity(user), new Account(user, fine, true)));
        return new Directory(accounts);
    }

    /** Tandem asks the directory anew. */
    void refresh() {
        usableAsTandemKnows.clear();
        usableAsTandemKnows.putAll(usable);
    }

    boolean isOpen(Instant now) {
        return closedOn == null || today(now) < ChronoUnit.DAYS.between(FIRST, closedOn) + PAST;
    }

    /** Who belongs in the team at that time, as far as the directory is known. */
    Wanted wanted(Instant now) {
        int today = today(now);
        Set<String> owners = new TreeSet<>();
        Set<String> members = new TreeSet<>();
        Set<String> unusable = new TreeSet<>();
        for (Person person : people) {
            boolean works = person.job[0][today] || person.job[1][today];
            if (works && person.role[today] != null && person.user != null) {
                boolean fine = usableAsTandemKnows.getOrDefault(person.user, false);
                (!fine ? unusable : person.role[today] == Role.MANAGER ? owners : members).add(person.user);
            }
        }
        if (owners.isEmpty() && fallback != null) {
            (usableAsTandemKnows.getOrDefault(fallback, false) ? owners : unusable).add(fallback);
        }
        members.removeAll(owners);
        return new Wanted(owners, members, unusable);
    }

    /** Who belongs where. */
    record Wanted(Set<String> owners, Set<String> members, Set<String> unusable) {
        Set<String> everybody() {
            Set<String> all = new HashSet<>(owners);
            all.addAll(members);
            all.addAll(unusable);
            return all;
        }
    }

    private static int today(Instant now) {
        long offset = ChronoUnit.DAYS.between(FIRST, now.atZone(ZONE).toLocalDate());
        return Math.toIntExact(offset) + PAST;
    }
}
