package io.tandem.teams;

import io.tandem.Events;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a few stores and their people, day after day: hires, moves, ends, renames, closings, most of them for other
 * days than that on which they are said. The same for the same seed.
 */
public final class RosterHistory {
    /** How many days have something to tell. */
    public static final int DAYS = 5;

    /** Days after these on which something that was said may still take effect: an assignment that ends a few days after its begin. */
    public static final int DATES = 8;

    /** Clocks go back in New York on the fourth day, and have gone forward in Adelaide, which is half an hour off. */
    private static final LocalDate FIRST = LocalDate.parse("2026-10-29");

    private static final List<String> ZONES = List.of("America/New_York", "Asia/Kolkata", "Australia/Adelaide");
    private static final List<String> ENTITIES = List.of("usrt", "usmf");

    private final Cast cast;
    private final Random random;
    private final List<List<String>> said = new ArrayList<>();
    private final List<Map<String, Boolean>> accounts = new ArrayList<>();
    private final Map<String, Boolean> usable = new HashMap<>();
    private List<String> today = new ArrayList<>();

    /**
     * To whom it happens.
     *
     * @param stores store numbers
     * @param workers personnel numbers
     * @param users object id of each of them; the last but one may not use Teams at first
     * @param nobody an object id that nobody has
     */
    public record Cast(List<String> stores, List<String> workers, List<String> users, String nobody) {
        /** {@return whom nobody can add to a team on the first day though there is an account} */
        public String unlicensed() {
            return users.get(users.size() - 2);
        }
    }

    /**
     * Makes one up.
     *
     * @param accountsChange whether people get and lose the right to use Teams
     */
    public RosterHistory(long seed, Cast cast, boolean accountsChange) {
        this.cast = cast;
        this.random = new Random(new SplittableRandom(seed).nextLong());
        cast.users().forEach(user -> usable.put(user, !user.equals(cast.unlicensed())));
        for (int day = 0; day < DAYS; day++) {
            today = new ArrayList<>();
            if (day == 0) {
                begin();
            }
            IntStream.range(0, random.nextInt(5)).forEach(event -> anything());
            changeAnAccount(accountsChange);
            said.add(List.copyOf(today));
            accounts.add(Map.copyOf(usable));
        }
    }

    /** {@return noon of a day, counted from 0: between it and the next there is one midnight in each store} */
    public static Instant noon(int day) {
        return FIRST.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    /** {@return what Commerce says from noon of a day on, in order} */
    public List<String> said(int day) {
        return said.get(day);
    }

    /** {@return whether each account may use Teams from noon of a day on} */
    public Map<String, Boolean> accounts(int day) {
        return accounts.get(day);
    }

    /** It is drawn in any case: who is left out of it lives through the same else. */
    private void changeAnAccount(boolean really) {
        if (chance(30)) {
            String whose = any(cast.users());
            if (really) {
                usable.compute(whose, (user, yes) -> !Boolean.TRUE.equals(yes));
            }
        }
    }

    private void begin() {
        cast.stores().stream().filter(store -> chance(90)).forEach(this::open);
        for (String worker : cast.workers()) {
            if (chance(85)) {
                hire(worker);
            }
            if (chance(90)) {
                assign(worker, null, null);
            }
        }
    }

    private void anything() {
        String worker = any(cast.workers());
        switch (random.nextInt(15)) {
            case 0, 1 -> hire(worker);
            case 2, 3 -> worker("worker.terminated", worker, "employmentEnd", text(near()));
            case 4, 5, 6, 7 -> {
                LocalDate from = maybeNear();
                LocalDate to = (from == null ? now() : from).plusDays(1L + random.nextInt(4));
                assign(worker, from, chance(60) ? null : to);
            }
            case 8, 9 ->
                worker(
                        "worker.store.unassigned",
                        worker,
                        "storeNumber",
                        any(cast.stores()),
                        "effectiveOn",
                        text(maybeNear()));
            case 10, 11 -> transfer(worker);
            case 12 -> link(worker);
            case 13 -> open(any(cast.stores()));
            default -> store("store.closed", any(cast.stores()), "closedOn", text(near()));
        }
    }

    private void open(String store) {
        String zone = ZONES.get(cast.stores().indexOf(store) % ZONES.size());
        store("store.opened", store, "name", "Store " + random.nextInt(100), "timeZone", zone);
    }

    /** Who is hired again is the same person, or works for another company too. */
    private void hire(String worker) {
        LocalDate day = chance(60) ? now().minusDays(20) : near();
        worker(
                "worker.hired",
                worker,
                "name",
                "Worker " + worker,
                "employmentStart",
                text(day),
                "entraObjectId",
                user(worker));
    }

    private String user(String worker) {
        return cast.users().get(cast.workers().indexOf(worker));
    }

    private void assign(String worker, @Nullable LocalDate from, @Nullable LocalDate to) {
        worker(
                "worker.store.assigned",
                worker,
                "storeNumber",
                any(cast.stores()),
                "role",
                chance(40) ? "manager" : "worker",
                "effectiveFrom",
                text(from),
                "effectiveTo",
                text(to));
    }

    private void transfer(String worker) {
        int from = random.nextInt(cast.stores().size());
        List<Object> data = new ArrayList<>(List.of(
                "fromStore",
                cast.stores().get(from),
                "toStore",
                cast.stores().get((from + 1) % cast.stores().size())));
        if (chance(40)) {
            data.addAll(List.of("role", chance(40) ? "manager" : "worker"));
        }
        if (chance(60)) {
            data.addAll(List.of("effectiveOn", near().toString()));
        }
        worker("worker.transferred", worker, data.toArray());
    }

    private void link(String worker) {
        switch (random.nextInt(3)) {
            case 0 -> worker("worker.identity.unlinked", worker);
            case 1 -> worker("worker.identity.linked", worker, "entraObjectId", cast.nobody());
            default -> worker("worker.identity.linked", worker, "entraObjectId", any(cast.users()));
        }
    }

    private void worker(String type, String worker, @Nullable Object... data) {
        today.add(Events.worker(type, now(today.size()), worker, data)
                .replace("/contoso/usrt", "/contoso/" + any(ENTITIES)));
    }

    private void store(String type, String store, @Nullable Object... data) {
        today.add(Events.store(type, now(today.size()), store, data));
    }

    private Instant now(int event) {
        return noon(said.size()).plusSeconds(event + 1L);
    }

    private LocalDate now() {
        return FIRST.plusDays(said.size());
    }

    private LocalDate near() {
        return now().plusDays(random.nextInt(6) - 2L);
    }

    private @Nullable LocalDate maybeNear() {
        return chance(40) ? null : near();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Override
    public String toString() {
        return IntStream.range(0, DAYS)
                .mapToObj(day ->
                        "Day " + day + ", accounts " + accounts.get(day) + "\n" + String.join("\n", said.get(day)))
                .reduce("", (one, other) -> one + other + "\n");
    }
}
