package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.Verdict;
import io.tandem.teams.KnownMember;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Look;
import io.tandem.teams.Stage;
import io.tandem.teams.TeamRole;
import io.tandem.teams.TeamState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@BesideOthers
class TasksFollowTeamsIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final Stage READY = new Stage.Ready("team-1");
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DueKeys teamKeys = database.dueKeys(Retry.defaults());
    private final DueKeys taskKeys = database.dueKeys(Retry.defaults(), Set.of(Key.TASKS), Due.NEWS);

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate due_key, team, team_member");
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Arguments> changes() {
        KnownTeam making = team(new Stage.Provisioning("team-1", TIME, "/teams", TIME), Map.of("a", member(TIME)));
        KnownTeam ready = team(READY, Map.of("a", member(TIME)));
        return Stream.of(
                Arguments.of(making, ready),
                Arguments.of(ready, team(new Stage.Ready("team-2"), Map.of("a", member(TIME)))),
                Arguments.of(ready, team(new Stage.Gone("team-1", null), Map.of("a", member(TIME)))),
                Arguments.of(ready, team(READY, Map.of())),
                Arguments.of(ready, team(READY, Map.of("a", member(null)))),
                Arguments.of(ready, team(READY, Map.of("a", member(TIME), "b", member(TIME)))),
                Arguments.of(ready, team(READY, Map.of("b", member(TIME)))));
    }

    static Stream<Arguments> noChanges() {
        KnownTeam ready = team(READY, Map.of("a", member(TIME)));
        return Stream.of(
                Arguments.of(ready, ready),
                Arguments.of(ready, team(READY, Map.of("a", member(TIME), "b", member(null)))),
                Arguments.of(ready, team(READY, Map.of("a", member(TIME.plusSeconds(1))))),
                Arguments.of(
                        team(new Stage.Missing(), Map.of()), team(new Stage.Group("team-1", TIME, 0, null), Map.of())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void tasksAreDueWhenTheTeamIsAnotherOrOthersAreSeenInIt(KnownTeam before, KnownTeam after) {
        tasksAreInStep();

        save(false, before, after);

        assertThat(claimed()).containsExactly(Key.ofTasks(STORE));
    }

    @ParameterizedTest
    @MethodSource("noChanges")
    void tasksAreNotDueWhenNothingOfTheirsChanged(KnownTeam before, KnownTeam after) {
        tasksAreInStep();

        save(true, before, after);

        assertThat(claimed()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aStoreWithoutTasksGetsNoPlanUnlessEveryTeamDoes(KnownTeam before, KnownTeam after) {
        save(false, before, after);
        assertThat(claimed()).isEmpty();

        save(true, before, after);

        assertThat(claimed()).containsExactly(Key.ofTasks(STORE));
    }

    @Test
    void parkedTasksHaveAllTheirAttemptsWhenTheTeamChanges() {
        taskKeys.markDue(List.of(Key.ofTasks(STORE)));
        taskKeys.settle(taskKeys.claim(1, TIME, LEASE).getFirst(), Verdict.failedForGood("no"), TIME);

        save(false, KnownTeam.unknown(), team(READY, Map.of()));

        assertThat(taskKeys.claim(1, TIME, LEASE))
                .singleElement()
                .extracting(Claim::attempts)
                .isEqualTo(0);
    }

    @Test
    void marksLeasesAndWorkOnTeamsDoNotLockEachOtherOut() {
        List<Key> both = IntStream.range(0, 40)
                .mapToObj(n -> new StoreNumber("%06d".formatted(n)))
                .flatMap(store -> Stream.of(Key.of(store), Key.ofTasks(store)))
                .toList();
        teamKeys.markDue(both);
        // Out of order on the disk, too.
        SANDBOX.sql("update due_key set priority = 0 where key like '%5' or key like '%1'");
        List<Claim> claims = teamKeys.claim(40, TIME, LEASE);

        try (ExecutorService four = Executors.newFixedThreadPool(4)) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> often(() -> teamKeys.markDue(both)), four),
                            CompletableFuture.runAsync(() -> often(() -> teamKeys.markDue(both.reversed())), four),
                            CompletableFuture.runAsync(() -> often(() -> teamKeys.extend(claims, TIME, LEASE)), four),
                            CompletableFuture.runAsync(() -> claims.forEach(this::makesTeam), four))
                    .join();
        }

        assertThat(SANDBOX.sql("select min(desired_generation) || ' ' || max(desired_generation) from due_key"
                        + " where kind = 'tasks'"))
                .isEqualTo("62 62");
    }

    private static void often(Runnable action) {
        IntStream.range(0, 30).forEach(round -> action.run());
    }

    private void makesTeam(Claim claim) {
        String number = claim.key().id();
        KnownTeam made = team(new Stage.Ready("team-" + number), Map.of());
        teams(false).save(claim, new StoreNumber(number), KnownTeam.unknown(), made, List.of());
    }

    private void tasksAreInStep() {
        taskKeys.markDue(List.of(Key.ofTasks(STORE)));
        taskKeys.settle(taskKeys.claim(1, TIME, LEASE).getFirst(), Verdict.done(null), TIME);
    }

    private void save(boolean plansForAll, KnownTeam before, KnownTeam after) {
        teamKeys.markDue(List.of(Key.of(STORE)));
        Claim claim = teamKeys.claim(1, TIME, LEASE).getFirst();
        teams(plansForAll).save(claim, STORE, before, after, List.of());
        teamKeys.settle(claim, Verdict.done(null), TIME);
    }

    private TeamState teams(boolean plansForAll) {
        return database.teamState(Clock.fixed(TIME, ZoneOffset.UTC), LEASE, plansForAll);
    }

    private List<Key> claimed() {
        return taskKeys.claim(10, TIME, LEASE).stream().map(Claim::key).toList();
    }

    private static KnownTeam team(Stage stage, Map<String, KnownMember> members) {
        return new KnownTeam(stage, null, new Look(false, null, 0, null), members, new KnownTeam.Calls(0, 0));
    }

    private static KnownMember member(@Nullable Instant seenAt) {
        return new KnownMember(TeamRole.MEMBER, true, null, TIME, seenAt, null);
    }
}
