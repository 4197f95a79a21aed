package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whoever comes and goes, and whatever is held, approved, rejected and undone meanwhile: the team has those whom an oracle says, and
 * always an owner. 10,000 histories, always the same ones; {@code -Dtandem.seed=7 -Dtandem.histories=1000000} tries others.
 */
@Tag("property")
@Execution(ExecutionMode.CONCURRENT)
class HeldHistoriesTest {
    private static final long FIRST = Long.getLong("tandem.seed", 0);
    private static final int HISTORIES = Math.min(Integer.getInteger("tandem.histories", 10_000), 1_000_000);
    private static final int EVENTS = 12;
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final LocalDate DAY = LocalDate.parse("2026-11-02");
    private static final Instant MORNING = DAY.atTime(8, 0).toInstant(ZoneOffset.UTC);
    private static final List<String> USERS = IntStream.rangeClosed(1, 9)
            .mapToObj("00000000-0000-4000-8000-%012d"::formatted)
            .toList();
    private static final Map<String, PersonnelNumber> NUMBERS = USERS.stream()
            .collect(Collectors.toMap(
                    Function.identity(), user -> new PersonnelNumber("0002%02d".formatted(USERS.indexOf(user)))));

    private static final Directory DIRECTORY = new Directory(USERS.stream()
            .collect(Collectors.toMap(user -> new Identity(user, null), user -> new Account(user, true, true))));

    /** Small enough to be exceeded every other time. */
    private static final Brake BRAKE = new Brake(1, 0.25, 1, Duration.ofMinutes(10), Duration.ofSeconds(2));

    /** What happens. */
    private enum Event {
        CHANGES,
        APPROVAL,
        REJECTION,
        UNDOING
    }

    @Test
    void everyHistoryHasTheTeamThatTheOracleSaysAfterEachEvent() {
        AtomicIntegerArray told = new AtomicIntegerArray(Event.values().length);
        LongStream.range(FIRST, FIRST + HISTORIES).parallel().forEach(seed -> {
            Shop shop = new Shop(new Random(seed));
            try {
                shop.live(told);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + shop.story, e);
            }
        });
        assertThat(IntStream.range(0, told.length()).map(told::get))
                .as("changes, and approvals, rejections and undoings of somebody's removal")
                .allMatch(times -> times >= HISTORIES / 2);
    }

    /** A store in whose team two people take turns as managers. */
    private static final class Shop implements Reconciler.Commerce {
        private final Random random;
        private final Map<String, TeamRole> wanted = new TreeMap<>();
        private final FakeGraph graph = new FakeGraph(FakeGraph.Manners.prompt());
        private final Gate gate = Gate.of(BRAKE, this::role, NUMBERS);
        private final HeldOracle oracle = new HeldOracle(1, 0.25);
        private final Reconciler worker;
        private final List<String> story = new ArrayList<>();

        Shop(Random random) {
            this.random = random;
            this.worker = new Reconciler(this, graph);
            worker.departures = gate;
        }

        void live(AtomicIntegerArray told) {
            USERS.forEach(user -> wanted.put(user, TeamRole.MEMBER));
            wanted.put(USERS.getFirst(), TeamRole.OWNER);
            settle(Duration.ofHours(1));
            oracle.want(wanted, worker.now);
            check();
            for (int n = 0; n < EVENTS; n++) {
                Event event = Event.values()[Math.max(0, random.nextInt(7) - 3)];
                if (happens(event)) {
                    told.incrementAndGet(event.ordinal());
                }
                story.add(event + " at " + worker.now + ": " + wanted);
                settle(Duration.ofMinutes(random.nextBoolean() ? 2 : 20));
                check();
            }
        }

        /** Returns whether there is anything to do about it. */
        private boolean happens(Event event) {
            switch (event) {
                case CHANGES -> change();
                case APPROVAL, REJECTION -> {
                    boolean held = oracle.holds();
                    oracle.decide(event == Event.APPROVAL);
                    gate.decide(event == Event.APPROVAL, worker.now);
                    return held;
                }
                case UNDOING -> {
                    Map<String, TeamRole> back = oracle.undo();
                    gate.undo(back.keySet(), worker.now);
                    return !back.isEmpty();
                }
            }
            return true;
        }

        /** Some come and some go; the first two of them are never both away, and one of them is the manager. */
        private void change() {
            int changes = 1 + random.nextInt(4);
            for (int n = 0; n < changes; n++) {
                String user = USERS.get(2 + random.nextInt(USERS.size() - 2));
                if (wanted.remove(user) == null) {
                    wanted.put(user, random.nextInt(4) == 0 ? TeamRole.OWNER : TeamRole.MEMBER);
                }
            }
            boolean first = random.nextBoolean();
            wanted.put(USERS.get(first ? 0 : 1), TeamRole.OWNER);
            String other = USERS.get(first ? 1 : 0);
            switch (random.nextInt(3)) {
                case 0 -> wanted.put(other, TeamRole.MEMBER);
                case 1 -> wanted.remove(other);
                default -> {}
            }
            oracle.want(wanted, worker.now);
        }

        private void settle(Duration time) {
            worker.wake();
            worker.runUntil(worker.now.plus(time));
        }

        private void check() {
            assertThat(team().roles()).as("at %s", worker.now).isEqualTo(new TreeMap<>(oracle.team()));
            assertThat(graph.sins).isEmpty();
            assertThat(graph.byId).as("one store, one team").hasSize(1);
            assertThat(worker.lastPlan.steps()).as("nothing is left to do").isEmpty();
            assertThat(worker.lastPlan.holds().isEmpty()).as("a hold is told").isEqualTo(!oracle.holds());
        }

        private FakeGraph.Group team() {
            return Objects.requireNonNull(graph.byUniqueName.get("tandem-" + STORE.value()));
        }

        private TeamRole role(String user) {
            return Objects.requireNonNull(team().roles().get(user));
        }

        @Override
        public StoreStaff staff() {
            Store store = new Store(STORE, "Houston", ZoneOffset.UTC, Store.Place.unknown(), null, null);
            List<Worker> workers = USERS.stream().map(this::worker).toList();
            return new StoreStaff(store, workers, null).restoring(gate.restored());
        }

        private Worker worker(String user) {
            TeamRole role = wanted.get(user);
            Timeline<Role> assignment = role == null
                    ? Timeline.empty()
                    : Timeline.always(role == TeamRole.OWNER ? Role.MANAGER : Role.WORKER);
            return new Worker(
                    Objects.requireNonNull(NUMBERS.get(user)),
                    null,
                    new Identity(user, null),
                    List.of(Timeline.always(true)),
                    Map.of(STORE, assignment));
        }

        @Override
        public Directory directory() {
            return DIRECTORY;
        }

        @Override
        public Instant start() {
            return MORNING;
        }
    }
}
