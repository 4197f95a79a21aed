package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Decided;
import io.tandem.Sandbox;
import io.tandem.console.Holds;
import io.tandem.console.Holds.Back;
import io.tandem.model.Key;
import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.StoreNumber;
import io.tandem.teams.Brake;
import io.tandem.teams.Departures;
import io.tandem.teams.Leave;
import io.tandem.teams.Permit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an approved hold did is undone once, and stays so until Commerce wants the same people again. */
@BesideOthers
class JdbcUndoIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final Set<String> LEAVERS = Set.of("ada", "bob", "cleo", "dan", "eve", "fay");
    private static final int SIZE = 8;

    private final Database database = SANDBOX.database();
    private final Departures departures =
            database.departures(new Brake(5, 0.2, 0.05, Duration.ofMinutes(10), Duration.ZERO, 0));
    private final Holds holds = database.holds(InstantSource.fixed(TIME));

    @BeforeEach
    void aTeamOfEightOfWhomSixAreToGo() {
        SANDBOX.sql(
                "truncate archiving, departure, hold, removal, fact, worker_link, account, due_key, activity, team, team_member restart identity");
        SANDBOX.sql("insert into team (store_number, stage) values ('000135', 'ready')");
        SANDBOX.sql("insert into team_member (store_number, user_id, role, ours, seen_at)"
                + " select '000135', name, case when name in ('ada', 'gil') then 'OWNER' else 'MEMBER' end, name <> 'hal', now()"
                + " from unnest('{ada,bob,cleo,dan,eve,fay,gil,hal}'::text[]) as name");
        ask(STORE, LEAVERS, SIZE, TIME);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoeverLeftIsRestoredInTheRoleOfThenTogetherWithOwnersWhoMayHaveHadToStay() {
        Decided.approve(holds, 1, "ada", null);
        leave();

        assertThat(Decided.undo(holds, 1, "zoe", "the feed was wrong")).isTrue();

        assertThat(restored())
                .extracting(Restored::userId, Restored::role)
                .containsExactly(
                        tuple("ada", Role.MANAGER),
                        tuple("bob", Role.WORKER),
                        tuple("cleo", Role.WORKER),
                        tuple("dan", Role.WORKER),
                        tuple("eve", Role.WORKER),
                        tuple("fay", Role.WORKER),
                        tuple("gil", Role.MANAGER));
        assertThat(restored()).allMatch(person -> person.since() != null);
        assertThat(SANDBOX.sql("select string_agg(key, ',') from due_key"))
                .isEqualTo(Key.of(STORE).toString());
        assertThat(SANDBOX.sql("select who || ' ' || what || ' ' || subject || ' ' || detail from activity"
                        + " order by number desc limit 1"))
                .isEqualTo("zoe hold.undo 1 the feed was wrong");
    }

    @Test
    void aHoldNamesWhomCommerceKnowsOrKnew() {
        employed("000201", "ada");
        fact("000201", "", "name", "\"Ada Lovelace\"", "null");
        SANDBOX.sql("insert into account (identity, user_id) values ('upn:bob@contoso.example', 'bob')");
        SANDBOX.sql("insert into worker_link (subject, identity) values ('worker/000202', 'upn:bob@contoso.example')");

        Holds.Detail hold = holds.hold(1).orElseThrow();

        assertThat(hold.names()).isEqualTo(Map.of("ada", "000201 Ada Lovelace", "bob", "000202"));
        assertThat(hold.who("ada")).isEqualTo("000201 Ada Lovelace");
        assertThat(hold.who("cleo")).isEqualTo("cleo");
    }

    @Test
    void aHoldShowsWhoUndidItAndWhoIsBack() {
        Decided.approve(holds, 1, "ada", null);
        leave();

        Decided.undo(holds, 1, "zoe", null);

        Holds.Detail hold = holds.hold(1).orElseThrow();
        assertThat(hold.hold().undone()).isEqualTo(new Holds.Undone(TIME, "zoe", null));
        assertThat(hold.hold().people()).isEqualTo(6);
        assertThat(hold.teams())
                .singleElement()
                .satisfies(team -> assertThat(team.restored())
                        .hasSize(6)
                        .contains(new Back("ada", "owner"), new Back("fay", "member")));
    }

    @Test
    void whatIsUndoneIsNotUndoneAgain() {
        Decided.approve(holds, 1, "ada", null);
        Decided.undo(holds, 1, "zoe", null);

        assertThat(Decided.undo(holds, 1, "yan", "again")).isFalse();

        assertThat(holds.hold(1).orElseThrow().hold().undone()).isEqualTo(new Holds.Undone(TIME, "zoe", null));
    }

    @Test
    void aHoldThatPutNobodyOutIsNotUndone() {
        assertThat(Decided.undo(holds, 1, "zoe", null)).as("open").isFalse();

        Decided.reject(holds, 1, "ada", null);

        assertThat(Decided.undo(holds, 1, "zoe", null)).as("rejected").isFalse();
        assertThat(Decided.undo(holds, 2, "zoe", null)).as("unknown").isFalse();
        assertThat(restored()).allMatch(person -> person.cause() == Restored.Cause.REJECTED);
    }

    @Test
    void whoeverIsNotOutYetStaysThoughAPlanThatKnowsNothingOfItAsks() {
        Decided.approve(holds, 1, "ada", null);
        assertThat(ask(STORE, LEAVERS, SIZE, TIME)).isEqualTo(Leave.free());

        Decided.undo(holds, 1, "zoe", null);

        Leave leave = ask(STORE, LEAVERS, SIZE, TIME);
        assertThat(leave.kept()).containsAll(LEAVERS);
        assertThat(leave.held()).isEmpty();
        assertThat(leave.notBefore()).isNull();
    }

    @Test
    void whoeverWasWantedAgainMeanwhileIsLeftToCommerce() {
        Decided.approve(holds, 1, "ada", null);
        leave();
        SANDBOX.sql("insert into team_member (store_number, user_id, role, ours, seen_at)"
                + " values ('000135', 'bob', 'MEMBER', true, now())");

        Decided.undo(holds, 1, "zoe", null);

        assertThat(restored())
                .extracting(Restored::userId)
                .contains("ada", "cleo")
                .doesNotContain("bob");
    }

    @Test
    void whoeverCommerceEndedAfterTheApprovalIsLeftToIt() {
        employed("000201", "bob");
        employed("000202", "cleo");
        employed("000203", "gil");
        ended("000201", "now() - interval '1 hour'");
        Decided.approve(holds, 1, "ada", null);
        leave();
        ended("000202", "now() + interval '1 hour'");
        ended("000203", "now() + interval '1 hour'");

        Decided.undo(holds, 1, "zoe", null);

        assertThat(restored())
                .extracting(Restored::userId)
                .contains("ada", "bob")
                .as("not even the last owner")
                .doesNotContain("cleo", "gil");
        assertThat(holds.hold(1).orElseThrow().teams())
                .singleElement()
                .satisfies(team -> assertThat(team.skipped())
                        .containsExactly(new Holds.Skipped(
                                "cleo", "Commerce ended the employment, the assignment or the role since")));
    }

    @Test
    void whoeverCommerceEndedWhileTheHoldWasOpenIsLeftToIt() {
        employed("000201", "bob");
        employed("000202", "cleo");
        ended("000201", "(select told_until - interval '1 second' from departure where user_id = 'bob')");
        ended("000202", "(select told_until + interval '1 microsecond' from departure where user_id = 'cleo')");
        SANDBOX.sql("update fact set value = 'null' where subject = 'worker/000202' and field = 'entraObjectId'");
        Decided.approve(holds, 1, "ada", null);
        leave();

        Decided.undo(holds, 1, "zoe", null);

        assertThat(restored())
                .extracting(Restored::userId)
                .contains("bob")
                .as("though unlinked by now")
                .doesNotContain("cleo");
    }

    @Test
    void anOwnerWhomCommerceEndedBeforeTheRunStaysNoLongerThanSomebodyHasTo() {
        employed("000201", "bob");
        employed("000203", "gil");
        ended("000201", "now() - interval '1 hour'");
        ended("000203", "now() - interval '2 days'");
        Decided.approve(holds, 1, "ada", null);
        leave();

        Decided.undo(holds, 1, "zoe", null);

        assertThat(restored())
                .extracting(Restored::userId)
                .contains("ada", "bob")
                .doesNotContain("gil");
    }

    @Test
    void noOwnerIsKeptWhereNoneWasPutOut() {
        SANDBOX.sql("update departure set role = 'MEMBER'");
        Decided.approve(holds, 1, "ada", null);
        leave();

        Decided.undo(holds, 1, "zoe", null);

        assertThat(restored()).extracting(Restored::userId).contains("ada").doesNotContain("gil");
    }

    @Test
    void anOwnerWhoHadToStayIsRestoredForThatReasonOnly() {
        Decided.approve(holds, 1, "ada", null);
        leave();

        Decided.undo(holds, 1, "zoe", null);

        assertThat(restored())
                .filteredOn(person -> person.cause() == Restored.Cause.LAST_OWNER)
                .extracting(Restored::userId)
                .containsExactly("gil");
    }

    @Test
    void aRunOfWhichNobodyWouldComeBackMayBeUndoneLater() {
        List<String> users = LEAVERS.stream().sorted().toList();
        for (int i = 0; i < users.size(); i++) {
            employed("00021" + i, users.get(i));
            ended("00021" + i, "now() + interval '1 hour'");
        }
        Decided.approve(holds, 1, "ada", null);
        leave();

        assertThat(holds.undo(1, "zoe", null)).isEqualTo(Holds.Undoing.NOBODY);

        assertThat(holds.hold(1).orElseThrow().hold().undone()).isNull();
        assertThat(holds.hold(1).orElseThrow().teams().getFirst().skipped()).isEmpty();
        assertThat(SANDBOX.sql("select count(*) from activity where what = 'hold.undo'"))
                .isEqualTo("0");
        SANDBOX.sql("delete from fact where field like 'terminated/%'");
        assertThat(holds.undo(1, "zoe", null)).isEqualTo(Holds.Undoing.UNDONE);
        assertThat(holds.undo(1, "zoe", null)).isEqualTo(Holds.Undoing.NO_RUN);
    }

    @Test
    void whoeverIsKeptInTheTeamIsAskedForAnewWhenCommerceHasDecidedAnew() {
        Decided.reject(holds, 1, "ada", null);
        assertThat(restored())
                .hasSize(6)
                .allMatch(person -> person.cause() == Restored.Cause.REJECTED && person.since() != null);

        departures.decidedAnew(STORE, Set.of("bob"));

        assertThat(restored()).extracting(Restored::userId).hasSize(5).doesNotContain("bob");
        assertThat(ask(STORE, LEAVERS, SIZE, TIME.plus(Duration.ofHours(1))).kept())
                .hasSize(5)
                .doesNotContain("bob");
        assertThat(SANDBOX.sql("select state from departure where user_id = 'bob'"))
                .isIn("asked", "granted", "held");
    }

    @Test
    void anUndoWaitsForWhatIsBeingTakenInAndSeesIt() throws Exception {
        employed("000202", "cleo");
        Decided.approve(holds, 1, "ada", null);
        leave();
        CompletableFuture<String> intake = CompletableFuture.supplyAsync(() -> SANDBOX.sql("""
                do $$ begin
                    perform pg_advisory_xact_lock(hashtext('tandem.intake'));
                    for turn in 1..1000 loop
                        exit when exists (select 1 from pg_locks join pg_database d on d.oid = database
                                          where locktype = 'advisory' and not granted and datname = current_database());
                        perform pg_sleep(0.01);
                    end loop;
                    insert into fact (subject, about, field, value, stamp, told_at)
                    values ('worker/000202', '', 'terminated/USRT/2026-02-28', 'true', '2026-02-28T00:00:00.000000000Z||x|/d365', clock_timestamp());
                end $$"""));
        await().until(JdbcUndoIT::somebodyHasALock);

        Decided.undo(holds, 1, "zoe", null);

        intake.get();
        assertThat(restored()).extracting(Restored::userId).contains("ada").doesNotContain("cleo");
    }

    @Test
    void whoeverWasAskedForAgainSinceBelongsToTheLaterDecision() {
        Decided.approve(holds, 1, "ada", null);
        leave();
        ask(STORE, Set.of("bob"), SIZE, TIME.plusSeconds(1));
        assertThat(holds.runs()).hasSize(2);

        Decided.undo(holds, 1, "zoe", null);

        assertThat(restored()).extracting(Restored::userId).contains("ada").doesNotContain("bob");
        Holds.Detail first = holds.hold(1).orElseThrow();
        assertThat(first.hold().people())
                .as("what was decided is not forgotten")
                .isEqualTo(6);
        assertThat(first.teams().getFirst().skipped())
                .containsExactly(new Holds.Skipped("bob", "a later decision is about the person"));
        assertThat(Decided.undo(holds, 2, "zoe", null)).isTrue();
        assertThat(restored()).extracting(Restored::userId).contains("bob");
    }

    @Test
    void itIsOverForWhoeverCommerceWantsAgainAndTheNextRemovalAsksAnew() {
        Decided.approve(holds, 1, "ada", null);
        leave();
        Decided.undo(holds, 1, "zoe", null);
        assertThat(ask(STORE, Set.of(), SIZE, TIME).kept())
                .as("no plan ends it")
                .containsAll(LEAVERS);

        departures.decidedAnew(STORE, Set.of("bob", "gil"));

        assertThat(restored()).extracting(Restored::userId).containsExactly("ada", "cleo", "dan", "eve", "fay");
        Leave leave = ask(STORE, Set.of("bob"), SIZE, TIME);
        assertThat(leave.kept()).doesNotContain("bob");
        assertThat(leave.held()).doesNotContain("bob");
    }

    @Test
    void thosePutBackAreNoPartOfTheNextWave() {
        SANDBOX.sql("insert into team_member (store_number, user_id, role, ours, seen_at)"
                + " select '000135', 'owner-' || n, 'OWNER', true, now() from generate_series(1, 9) n");
        Decided.approve(holds, 1, "ada", null);
        leave();
        Decided.undo(holds, 1, "zoe", null);
        SANDBOX.sql("update due_key set observed_generation = desired_generation");
        departures.decidedAnew(
                STORE, IntStream.rangeClosed(1, 9).mapToObj(n -> "owner-" + n).collect(Collectors.toSet()));

        assertThat(ask(new StoreNumber("000136"), Set.of("ian"), SIZE, TIME)).isEqualTo(Leave.free());
    }

    @Test
    void teamsThatWereArchivedLeaveTheArchiveAndStayOutUntilTheirStoreOpensAndClosesAnew() {
        assertThat(departures.archive(STORE, true, TIME).hold()).isEqualTo(2L);
        Decided.approve(holds, 2, "ada", null);
        assertThat(departures.archive(STORE, true, TIME)).isEqualTo(Permit.free());
        assertThat(departures.archived(STORE, TIME)).as("archived").isEqualTo(Permit.free());
        SANDBOX.sql("insert into team (store_number, stage, team_id) values ('000135', 'archived', 'team-1')"
                + " on conflict (store_number) do update set stage = 'archived'");

        assertThat(Decided.undo(holds, 2, "zoe", null)).isTrue();

        Permit out = new Permit(null, true, null);
        assertThat(departures.archived(STORE, TIME)).as("still archived").isEqualTo(out);
        assertThat(departures.archive(STORE, true, TIME)).as("out of it").isEqualTo(out);
        assertThat(departures.archive(STORE, false, TIME)).as("open again").isEqualTo(Permit.free());
        assertThat(departures
                        .archive(STORE, true, TIME.plus(Duration.ofHours(1)))
                        .kept())
                .isFalse();
    }

    @Test
    void thereIsNothingToUndoOnceTheStoresOfTheTeamsHaveOpenedAgain() {
        departures.archive(STORE, true, TIME);
        Decided.approve(holds, 2, "ada", null);
        departures.archived(STORE, TIME);
        departures.archive(STORE, false, TIME);

        assertThat(holds.undo(2, "zoe", null)).isEqualTo(Holds.Undoing.NOBODY);
        assertThat(holds.hold(2).orElseThrow().hold().undone()).isNull();
    }

    @Test
    void anUndoThatComesWhileAnArchivedTeamIsPlannedStands() throws Exception {
        departures.archive(STORE, true, TIME);
        Decided.approve(holds, 2, "ada", null);
        CompletableFuture<String> undo = CompletableFuture.supplyAsync(() -> SANDBOX.sql("""
                do $$ begin
                    perform pg_advisory_xact_lock(hashtext('tandem archives'));
                    for turn in 1..1000 loop
                        exit when exists (select 1 from pg_locks join pg_database d on d.oid = database
                                          where locktype = 'advisory' and not granted and datname = current_database());
                        perform pg_sleep(0.01);
                    end loop;
                    update archiving set state = 'kept';
                end $$"""));
        await().until(JdbcUndoIT::somebodyHasALock);

        Permit permit = departures.archived(STORE, TIME);

        undo.get();
        assertThat(permit).isEqualTo(new Permit(null, true, null));
        assertThat(SANDBOX.sql("select state from archiving")).isEqualTo("kept");
    }

    @Test
    void aTeamThatSomebodyArchivedBeforeItWasDecidedNeedsNoDecision() {
        departures.archive(STORE, true, TIME);

        assertThat(departures.archived(STORE, TIME)).isEqualTo(Permit.free());

        assertThat(holds.hold(2).orElseThrow().hold().state()).isEqualTo("withdrawn");
    }

    private static boolean somebodyHasALock() {
        return SANDBOX.sql("select count(*) from pg_locks join pg_database d on d.oid = database"
                        + " where locktype = 'advisory' and granted and datname = current_database()")
                .equals("1");
    }

    private static void employed(String number, String user) {
        fact(number, "", "entraObjectId", "\"" + user + "\"", "null");
        fact(number, "", "hired/USRT/2020-01-01", "true", "null");
        fact(number, "store/000135", "assigned/", "{\"from\":\"2020-01-01\",\"to\":null,\"role\":\"worker\"}", "null");
        SANDBOX.sql(
                "insert into worker_link (subject, identity) values ('worker/%s', 'id:%s')".formatted(number, user));
    }

    private static void ended(String number, String told) {
        fact(number, "", "terminated/USRT/2026-02-28", "true", told);
    }

    private static void fact(String number, String about, String field, String value, String told) {
        String time = field.startsWith("terminated") ? "2026-02-28" : "2020-01-01";
        SANDBOX.sql("insert into fact (subject, about, field, value, stamp, told_at)"
                + " values ('worker/%s', '%s', '%s', '%s', '%sT00:00:00.000000000Z||%s|/d365', %s)"
                        .formatted(number, about, field, value, time, field, told));
    }

    /** They are out, and the plan that comes next asks for nobody. */
    private void leave() {
        SANDBOX.sql("delete from team_member where user_id in ('ada', 'bob', 'cleo', 'dan', 'eve', 'fay')");
        ask(STORE, Set.of(), 2, TIME);
    }

    private Leave ask(StoreNumber store, Set<String> users, int size, Instant now) {
        return departures.ask(new Departures.Wish(store, size, users, users), now);
    }

    private List<Restored> restored() {
        return database.teamState(Clock.systemUTC(), Duration.ofSeconds(5), true)
                .staff(STORE)
                .restored();
    }
}
