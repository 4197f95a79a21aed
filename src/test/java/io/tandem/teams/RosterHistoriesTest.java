package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.commerce.Batch;
import io.tandem.commerce.EventHeader;
import io.tandem.commerce.EventParser;
import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.commerce.Reading;
import io.tandem.model.Identity;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever Commerce says, for whatever days, in whatever order and however often it arrives: each store has the team that an
 * oracle says, never two, and never one without an owner. 10,000 histories, always the same ones;
 * {@code -Dtandem.seed=7 -Dtandem.histories=1000000} tries others.
 */
@Tag("property")
@Execution(ExecutionMode.CONCURRENT)
class RosterHistoriesTest {
    private static final long FIRST = Long.getLong("tandem.seed", 0);
    private static final int HISTORIES = Math.min(Integer.getInteger("tandem.histories", 10_000), 1_000_000);
    private static final RosterHistory.Cast CAST = new RosterHistory.Cast(
            List.of("000135", "000136"),
            List.of("000201", "000202", "000203", "000204"),
            IntStream.rangeClosed(1, 4).mapToObj(RosterHistoriesTest::user).toList(),
            user(99));
    private static final int ARCHIVE_AFTER = 2;

    /** Nobody without a licence is looked at again by the hour, for here the directory is never out of date. */
    private static final TeamPolicy POLICY = TeamPolicy.defaults()
            .with(new TeamPolicy.Life(ARCHIVE_AFTER, TeamPolicy.Deleted.REPORT))
            .with(new TeamPolicy.Pace(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(31),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(5),
                    Duration.ofDays(20)));

    @Test
    void everyHistoryHasTheTeamsThatTheOracleSaysDayByDay() {
        AtomicInteger tried = new AtomicInteger();
        LongStream.range(FIRST, FIRST + HISTORIES).parallel().forEach(seed -> {
            RosterHistory history = new RosterHistory(seed, CAST, true);
            try {
                new Retailer(history, new Random(seed)).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + history, e);
            }
            tried.incrementAndGet();
        });
        assertThat(tried).hasValue(HISTORIES);
    }

    private static String user(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    /** The stores of one history, with what is told of them, their Graph, and a worker each. */
    private static final class Retailer {
        private static final EventParser PARSER = new EventParser(InstantSource.fixed(Instant.MAX));

        private final RosterHistory history;
        private final Random random;
        private final RosterOracle oracle = new RosterOracle(ARCHIVE_AFTER);
        private final Map<Fact.Register, Fact> facts = new LinkedHashMap<>();
        private final List<Reading> arrived = new ArrayList<>();
        private final FakeGraph graph = new FakeGraph(FakeGraph.Manners.prompt());
        private final Map<StoreNumber, StoreStaff> staff = new HashMap<>();
        private final Map<String, Reconciler> workers = new TreeMap<>();
        private Directory directory = new Directory(Map.of());

        Retailer(RosterHistory history, Random random) {
            this.history = history;
            this.random = random;
            CAST.stores().forEach(store -> {
                Reconciler worker = new Reconciler(new Source(store), graph);
                worker.policy = POLICY;
                workers.put(store, worker);
            });
        }

        /** What is known of a store. */
        private final class Source implements Reconciler.Commerce {
            private final StoreNumber store;

            Source(String store) {
                this.store = new StoreNumber(store);
            }

            @Override
            public StoreStaff staff() {
                return staff.computeIfAbsent(store, number -> FactReader.staff(number, facts.values()));
            }

            @Override
            public Directory directory() {
                return directory;
            }

            @Override
            public Instant start() {
                return RosterHistory.noon(0).minusSeconds(60);
            }
        }

        void live() {
            for (int day = 0; day < RosterHistory.DAYS; day++) {
                check(RosterHistory.noon(day));
                oracle.hear(history.said(day), history.accounts(day));
                look(history.accounts(day));
                arrive(history.said(day));
                workers.values().forEach(Reconciler::wake);
                check(RosterHistory.noon(day).plus(Duration.ofHours(1)));
            }
            IntStream.range(RosterHistory.DAYS, RosterHistory.DAYS + RosterHistory.DATES)
                    .mapToObj(RosterHistory::noon)
                    .forEach(this::check);
        }

        private void look(Map<String, Boolean> accounts) {
            directory = new Directory(accounts.entrySet().stream()
                    .collect(Collectors.toMap(
                            account -> new Identity(account.getKey(), null),
                            account -> new Account(account.getKey(), true, account.getValue()))));
            graph.blocked.clear();
            accounts.forEach((user, usable) -> {
                if (!usable) {
                    graph.blocked.add(user);
                }
            });
        }

        /** In any order, and some of it once more. */
        private void arrive(List<String> said) {
            List<Reading> readings = new ArrayList<>(said.stream()
                    .map(event -> PARSER.read(event.getBytes(StandardCharsets.UTF_8)))
                    .toList());
            List<Reading> fresh = List.copyOf(readings);
            if (!arrived.isEmpty()) {
                readings.add(arrived.get(random.nextInt(arrived.size())));
            }
            Collections.shuffle(readings, random);
            arrived.addAll(fresh);
            assertThat(readings).noneMatch(Reading.Refused.class::isInstance);
            Batch batch = Batch.of(readings);
            batch.facts(batch.events().stream().map(EventHeader::key).collect(Collectors.toSet()))
                    .forEach(fact -> facts.merge(fact.register(), fact, Retailer::newer));
            staff.clear();
        }

        private static Fact newer(Fact one, Fact other) {
            return one.stamp().compareTo(other.stamp()) > 0 ? one : other;
        }

        /** Between two looks there is one midnight in each store at the most. */
        private void check(Instant now) {
            workers.forEach((store, worker) -> {
                worker.runUntil(now);
                Optional<RosterOracle.Team> team = team(store, now);
                assertThat(oracle.right(store, now))
                        .as("store %s at %s", store, now)
                        .contains(team);
                oracle.is(store, team);
            });
            assertThat(graph.sins).isEmpty();
            assertThat(graph.byId).as("one store, one team").hasSameSizeAs(graph.byUniqueName);
        }

        private Optional<RosterOracle.Team> team(String store, Instant now) {
            return Optional.ofNullable(graph.byUniqueName.get("tandem-" + store))
                    .filter(group -> group.hasTeam(now))
                    .map(group -> new RosterOracle.Team(
                            group.name,
                            group.with(TeamRole.OWNER),
                            group.with(TeamRole.MEMBER),
                            group.isArchived(now)));
        }
    }
}
