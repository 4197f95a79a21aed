package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Decided;
import io.tandem.Sandbox;
import io.tandem.console.Holds;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.teams.Brake;
import io.tandem.teams.Departures;
import io.tandem.teams.Leave;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcDeparturesIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final StoreNumber OTHER = new StoreNumber("000136");
    private static final int SIZE = 20;

    private final Database database = SANDBOX.database();
    private final Departures departures =
            database.departures(new Brake(5, 0.2, 0.05, Duration.ofMinutes(10), Duration.ZERO));
    private final Holds holds = database.holds(InstantSource.fixed(TIME));

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate departure, hold, removal, due_key, team, team_member restart identity");
        SANDBOX.sql("insert into team (store_number, stage) values ('000001', 'ready')");
        SANDBOX.sql("insert into team_member (store_number, user_id, role, ours, seen_at)"
                + " select '000001', 'user-' || n, 'MEMBER', true, now() from generate_series(1, 200) n");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFewMayGoAtOnce() {
        assertThat(ask(STORE, users(5))).isEqualTo(Leave.free());
        assertThat(holds.holds()).isEmpty();
    }

    @Test
    void whoeverIsLetThroughBelongsToTheRunOfTheWave() {
        ask(STORE, users(2));
        ask(OTHER, users(1));
        ask(store(7), users(1), TIME.plus(Duration.ofMinutes(10)));

        assertThat(holds.holds()).isEmpty();
        assertThat(holds.runs())
                .extracting(Holds.Row::number, Holds.Row::state, Holds.Row::people, Holds.Row::stores)
                .containsExactly(tuple(2L, "passed", 1L, 1L), tuple(1L, "passed", 3L, 2L));
        assertThat(holds.hold(1).orElseThrow().teams())
                .extracting(Holds.Team::storeNumber)
                .containsExactly("000135", "000136");
    }

    @Test
    void whatIsUndoneTakesInNobodyElse() {
        ask(STORE, users(2));

        assertThat(Decided.undo(holds, 1, "ada", null)).isTrue();

        assertThat(ask(STORE, users(2)).kept()).isEqualTo(users(2));
        SANDBOX.sql("update due_key set observed_generation = desired_generation");
        ask(OTHER, users(1));
        assertThat(holds.runs()).extracting(Holds.Row::number).containsExactly(2L, 1L);
    }

    @Test
    void everybodyWaitsAMomentForOthers() {
        Departures patient = database.departures(Brake.defaults());

        assertThat(patient.ask(wish(STORE, users(2)), TIME).notBefore()).isEqualTo(TIME.plusSeconds(1));
        assertThat(patient.ask(wish(STORE, users(2)), TIME.plusSeconds(2))).isEqualTo(Leave.free());
    }

    @Test
    void manyOfATeamWaitUntilSomebodyApproves() {
        Leave held = ask(STORE, users(6));
        assertThat(held.held()).isEqualTo(users(6));
        assertThat(ask(STORE, users(6))).isEqualTo(held);

        assertThat(Decided.approve(holds, number(held), "ada", "they moved")).isTrue();

        assertThat(ask(STORE, users(6))).isEqualTo(Leave.free());
        assertThat(holds.holds()).singleElement().satisfies(hold -> {
            assertThat(hold.state()).isEqualTo("approved");
            assertThat(hold.decidedBy()).isEqualTo("ada");
            assertThat(hold.reason()).isEqualTo("they moved");
            assertThat(hold.people()).isEqualTo(6);
        });
        assertThat(Decided.reject(holds, number(held), "bob", null)).isFalse();
    }

    @Test
    void aTeamThatLosesOneAfterTheOtherIsAskedAboutAsOneThatLosesAllAtOnce() {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(i -> askOneMore(i, SIZE)))
                .containsOnly(Leave.free());

        Leave sixth = askOneMore(6, SIZE - 5);

        assertThat(sixth.held()).containsExactly("user-6");
        assertThat(holds.holds()).singleElement().matches(hold -> hold.people() == 1);
        Decided.approve(holds, number(sixth), "ada", null);
        Instant later = TIME.plus(Duration.ofMinutes(10)).plusSeconds(5);
        assertThat(ask(STORE, Set.of("user-7"), later))
                .as("the first one went in another wave")
                .isEqualTo(Leave.free());
    }

    @Test
    void aTeamCountsAsLargeAsItWasBeforeTheFirstOneWent() {
        IntStream.rangeClosed(1, 5).forEach(i -> askOneMore(i, 30));

        assertThat(askOneMore(6, 25)).as("six of thirty").isEqualTo(Leave.free());
    }

    @Test
    void whoeverWasWantedAgainBeforeAnybodyWentIsNoPartOfAWave() {
        Departures patient = database.departures(Brake.defaults());
        IntStream.rangeClosed(1, 5).forEach(i -> patient.ask(wish(store(i), users(2)), TIME));
        IntStream.rangeClosed(1, 5).forEach(i -> patient.ask(wish(store(i), Set.of()), TIME.plusSeconds(1)));

        patient.ask(wish(OTHER, users(1)), TIME.plusSeconds(2));

        assertThat(patient.ask(wish(OTHER, users(1)), TIME.plusSeconds(4))).isEqualTo(Leave.free());
    }

    /** Those before are out by now. */
    private Leave askOneMore(int user, int size) {
        Set<String> one = Set.of("user-" + user);
        return departures.ask(new Departures.Wish(STORE, size, one, one), TIME.plusSeconds(4L * user));
    }

    @Test
    void anApprovalWakesTheStoreAndLetsNobodyElseGo() {
        Leave held = ask(STORE, users(6));
        assertThat(due()).isEmpty();

        Decided.approve(holds, number(held), "ada", null);

        assertThat(due()).containsExactly(Key.of(STORE).toString());
        Set<String> more = users(13);
        Leave again = ask(STORE, more);
        assertThat(again.held()).hasSize(7).doesNotContainAnyElementsOf(users(6));
        assertThat(again.hold()).isNotEqualTo(held.hold());
    }

    @Test
    void anApprovalOfWhatWasShownIsNoneOfThoseWhoJoinedSince() {
        Leave held = ask(STORE, users(6));
        String shown = revision();
        ask(OTHER, users(8));

        assertThat(holds.approve(number(held), shown, "ada", null)).isEqualTo(Holds.Verdict.CHANGED);
        assertThat(holds.reject(number(held), shown, "ada", null)).isEqualTo(Holds.Verdict.CHANGED);

        assertThat(ask(STORE, users(6)).held()).isEqualTo(users(6));
        assertThat(due()).isEmpty();
        assertThat(holds.approve(number(held), revision(), "ada", null)).isEqualTo(Holds.Verdict.DECIDED);
        assertThat(holds.approve(number(held), shown, "ada", null)).isEqualTo(Holds.Verdict.NOT_OPEN);
        assertThat(ask(OTHER, users(8))).isEqualTo(Leave.free());
    }

    @Test
    void whoeverIsWantedAgainIsNotShownAnyMoreAndChangesWhatIsApproved() {
        Leave held = ask(STORE, users(8));
        String shown = revision();

        ask(STORE, users(6));

        assertThat(holds.hold(number(held)).orElseThrow().teams())
                .singleElement()
                .satisfies(team -> assertThat(team.userIds()).hasSize(6));
        assertThat(holds.approve(number(held), shown, "ada", null)).isEqualTo(Holds.Verdict.CHANGED);
    }

    @Test
    void whoeverJoinsWhileSomebodyApprovesDoesNotGo() throws Exception {
        Leave held = ask(STORE, users(6));
        String shown = revision();
        CompletableFuture<String> joining = CompletableFuture.supplyAsync(() -> SANDBOX.sql("""
                do $$ begin
                    perform pg_advisory_xact_lock(hashtext('tandem departures'));
                    for turn in 1..1000 loop
                        exit when exists (select 1 from pg_locks where locktype = 'advisory' and not granted);
                        perform pg_sleep(0.01);
                    end loop;
                    insert into departure (store_number, user_id, state, asked_at, team_size, hold)
                    values ('000136', 'joiner', 'held', now(), 20, 1);
                end $$"""));
        await().until(() -> SANDBOX.sql("select count(*) from pg_locks where locktype = 'advisory' and granted"
                        + " and objid = (hashtext('tandem departures')::bigint & 4294967295)::oid")
                .equals("1"));

        Holds.Verdict approval = holds.approve(number(held), shown, "ada", null);

        joining.get();
        assertThat(approval).isEqualTo(Holds.Verdict.CHANGED);
        assertThat(holds.holds()).singleElement().matches(hold -> hold.state().equals("open") && hold.people() == 7);
    }

    @Test
    void whoeverIsRejectedStaysUntilCommerceWantsThePersonAgain() {
        Leave held = ask(STORE, users(6));

        Decided.reject(holds, number(held), "ada", null);

        assertThat(ask(STORE, users(6)).kept()).isEqualTo(users(6));
        assertThat(ask(STORE, users(5)).kept()).isEqualTo(users(5));
        assertThat(ask(STORE, Set.of())).isEqualTo(Leave.free());
        assertThat(ask(STORE, Set.of("user-1"))).isEqualTo(Leave.free());
    }

    @Test
    void whatWasDecidedStandsWhileTheRosterIsReadAgain() {
        Leave held = ask(STORE, users(6));
        assertThat(departures.decided(STORE)).as("open").isEqualTo(held);
        assertThat(holds.holds()).singleElement().matches(hold -> hold.state().equals("open") && hold.people() == 6);

        Decided.reject(holds, number(held), "ada", null);

        assertThat(departures.decided(STORE).kept()).as("rejected").isEqualTo(users(6));
        Leave again = ask(STORE, users(7), TIME.plus(Duration.ofHours(1)));
        assertThat(again.kept()).isEqualTo(users(6));
        assertThat(again.held()).isEmpty();
    }

    @Test
    void whatIsNotDecidedIsAskedAnewOnceTheRosterIsRead() {
        news(IntStream.rangeClosed(1, 2));
        assertThat(ask(store(1), users(3)).notBefore()).isEqualTo(TIME.plusSeconds(1));

        departures.decided(store(1));

        Instant later = TIME.plus(Duration.ofHours(1));
        assertThat(ask(store(1), users(3), later).notBefore()).isEqualTo(later.plusSeconds(1));
    }

    @Test
    void whoeverHasToStayAsTheLastOwnerStaysRejected() {
        Leave held = ask(STORE, users(6));
        Decided.reject(holds, number(held), "ada", null);

        departures.ask(new Departures.Wish(STORE, SIZE, users(5), users(6)), TIME);

        assertThat(ask(STORE, users(6)).kept()).isEqualTo(users(6));
    }

    @Test
    void aHoldIsWithdrawnWhenNobodyIsToGoAnyMore() {
        ask(STORE, users(6));

        ask(STORE, Set.of());

        assertThat(holds.holds()).singleElement().matches(hold -> hold.state().equals("withdrawn"));
        assertThat(ask(STORE, users(7)).hold()).isEqualTo(2L);
    }

    @Test
    void theHoldsOfSeveralStoresAreOne() {
        Leave one = ask(STORE, users(6));
        Leave other = ask(OTHER, users(8));

        assertThat(other.hold()).isEqualTo(one.hold());
        assertThat(holds.hold(number(one)).orElseThrow().teams())
                .extracting(Holds.Team::storeNumber)
                .containsExactly("000136", "000135");
    }

    @Test
    void aWaveOverManyStoresIsHeldThoughEachLosesFew() {
        news(IntStream.rangeClosed(1, 4));
        Leave first = ask(store(1), users(3));
        assertThat(first.notBefore()).as("others are not planned yet").isEqualTo(TIME.plusSeconds(1));
        ask(store(2), users(3));
        ask(store(3), users(3));

        Leave last = ask(store(4), users(3));

        assertThat(last.held()).hasSize(3);
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> ask(store(i), users(3)).held()))
                .allMatch(users(3)::equals);
        assertThat(holds.holds()).singleElement().matches(hold -> hold.people() == 12 && hold.stores() == 4);
    }

    @Test
    void afterHalfAMinuteNobodyWaitsForOtherStoresAnyMore() {
        news(IntStream.rangeClosed(1, 2));
        ask(store(1), users(3));

        assertThat(ask(store(1), users(3), TIME.plusSeconds(30))).isEqualTo(Leave.free());
    }

    @Test
    void aWaveIsOverAfterTenMinutes() {
        ask(store(1), users(5));
        ask(store(2), users(5));
        Leave last = ask(store(3), Set.of("user-1"));
        assertThat(last.held()).hasSize(1);
        Decided.approve(holds, number(last), "ada", null);
        SANDBOX.sql("update due_key set observed_generation = desired_generation");

        assertThat(ask(store(4), Set.of("user-1"), TIME.plus(Duration.ofMinutes(10))))
                .isEqualTo(Leave.free());
    }

    private String revision() {
        return String.valueOf(holds.holds().getFirst().revision());
    }

    private Leave ask(StoreNumber store, Set<String> users) {
        return ask(store, users, TIME);
    }

    private Leave ask(StoreNumber store, Set<String> users, Instant now) {
        return departures.ask(wish(store, users), now);
    }

    private static Departures.Wish wish(StoreNumber store, Set<String> users) {
        return new Departures.Wish(store, SIZE, users, users);
    }

    private void news(IntStream stores) {
        database.dueKeys(Retry.defaults())
                .markDue(stores.mapToObj(i -> Key.of(store(i))).toList());
    }

    private static List<String> due() {
        String keys = SANDBOX.sql(
                "select coalesce(string_agg(key, ','), '') from due_key where desired_generation > observed_generation");
        return keys.isEmpty() ? List.of() : List.of(keys.split(",", -1));
    }

    private static long number(Leave leave) {
        return leave.hold() == null ? 0 : leave.hold();
    }

    private static StoreNumber store(int number) {
        return new StoreNumber("%06d".formatted(number));
    }

    private static Set<String> users(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "user-" + i).collect(Collectors.toSet());
    }
}
