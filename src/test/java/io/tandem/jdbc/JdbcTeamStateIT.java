package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.LeaseLostException;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.Verdict;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownMember;
import io.tandem.teams.KnownMember.Refusal;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.KnownTeam.Calls;
import io.tandem.teams.Look;
import io.tandem.teams.Mappings;
import io.tandem.teams.Profile;
import io.tandem.teams.Stage;
import io.tandem.teams.Standing;
import io.tandem.teams.TeamRole;
import io.tandem.teams.TeamState;
import io.tandem.teams.TeamTakenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@BesideOthers
class JdbcTeamStateIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final String ADA = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final String TEAM = "7f1d9ad0-0000-4000-8000-000000000001";
    private static final Instant LATER = TIME.plusMillis(1234).plusNanos(567_000);
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DueKeys keys = database.dueKeys(Retry.defaults());
    private final TeamState state = database.teamState(Clock.fixed(TIME, ZoneOffset.UTC), LEASE, false);

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate fact, commerce_event, due_key, team, team_member, store_board, plan, activity");
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Stage> stages() {
        return Stream.of(
                new Stage.Unknown(null),
                new Stage.Unknown(LATER),
                new Stage.Unknown(LATER, new Stage.Vain(TEAM, false)),
                new Stage.Unknown(LATER, new Stage.Vain(TEAM, true)),
                new Stage.Missing(),
                new Stage.Group(TEAM, TIME, 0, null),
                new Stage.Group(TEAM, TIME, 4, LATER),
                new Stage.Provisioning(TEAM, TIME, "/teams('" + TEAM + "')/operations('1')", LATER),
                new Stage.Gone(TEAM, LATER),
                new Stage.Gone(TEAM, null, 3),
                new Stage.Gone(TEAM, LATER, 1, "other"),
                new Stage.Archiving(TEAM, true, TIME, "/teams(" + TEAM + ")/operations(1)", LATER),
                new Stage.Archiving(TEAM, false, TIME, "/teams/" + TEAM, TIME),
                new Stage.Archived(TEAM),
                new Stage.Ready(TEAM));
    }

    static Stream<KnownMember> members() {
        return Stream.of(
                new KnownMember(TeamRole.OWNER, true, null, null, null, null),
                new KnownMember(TeamRole.MEMBER, false, "id==", null, LATER, null),
                new KnownMember(TeamRole.MEMBER, true, "id==", TIME, null, null),
                new KnownMember(TeamRole.OWNER, true, "id==", TIME, LATER, new Refusal("Forbidden", LATER)));
    }

    static Stream<Look> looks() {
        return Stream.of(
                new Look(false, null, 0, null),
                new Look(true, TIME, 0, null),
                new Look(false, TIME, 3, LATER),
                new Look(true, TIME, 0, null, true));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void remembersEveryStage(Stage stage) {
        comesBack(new KnownTeam(stage, "San Francisco", new Look(false, null, 0, null), Map.of(), new Calls(3, 2)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void goesFromEveryStageToEveryOther(Stage stage) {
        Claim claim = claim();
        stages().forEach(from -> {
            KnownTeam before = team(from, Map.of());
            state.save(claim, STORE, KnownTeam.unknown(), before, List.of());
            state.save(claim, STORE, before, team(stage, Map.of()), List.of());

            assertThat(state.known(STORE)).isEqualTo(team(stage, Map.of()));
        });
    }

    @ParameterizedTest
    @MethodSource("members")
    void remembersEveryoneInWhateverState(KnownMember member) {
        comesBack(team(new Stage.Ready(TEAM), Map.of(ADA, member)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void remembersHowWellTheRosterIsKnown(Look look) {
        comesBack(new KnownTeam(new Stage.Ready(TEAM), null, look, Map.of(), new Calls(0, 0)));
    }

    @Test
    void remembersInWhosePlaceATeamIsAndThatItWasTakenOver() {
        comesBack(new KnownTeam(
                new Stage.Ready(TEAM),
                new Profile(null, null),
                new Look(false, null, 0, null),
                Map.of(),
                new Calls(0, 0),
                "deleted-1",
                true));
    }

    @Test
    void knowsNothingOfATeamThatNobodyWrote() {
        assertThat(state.known(STORE)).isEqualTo(KnownTeam.unknown());
    }

    @Test
    void changesAddsAndForgetsPeople() {
        List<KnownMember> states = members().toList();
        KnownTeam before =
                team(new Stage.Ready(TEAM), Map.of("a", states.get(0), "b", states.get(1), "c", states.get(2)));
        KnownTeam after =
                team(new Stage.Ready(TEAM), Map.of("b", states.get(3), "c", states.get(2), "d", states.get(1)));
        Claim claim = claim();
        state.save(claim, STORE, KnownTeam.unknown(), before, List.of());

        state.save(claim, STORE, before, after, List.of());

        assertThat(state.known(STORE)).isEqualTo(after);
    }

    @Test
    void saysWhoseTeamItIsWhenAnotherStoreHasIt() {
        Claim first = claim();
        state.save(first, STORE, KnownTeam.unknown(), team(new Stage.Ready(TEAM), Map.of()), List.of());
        StoreNumber other = new StoreNumber("000999");

        assertThatExceptionOfType(TeamTakenException.class)
                .isThrownBy(() ->
                        state.save(first, other, KnownTeam.unknown(), team(new Stage.Ready(TEAM), Map.of()), List.of()))
                .withMessage(
                        "team " + TEAM + " already serves store " + STORE + "; correct the mapping of one of them");
    }

    @Test
    void writesOnlyTheLeaseWhenNothingHasChanged() {
        KnownTeam team = team(new Stage.Ready(TEAM), Map.of());
        Claim claim = claim();
        state.save(claim, STORE, KnownTeam.unknown(), team, List.of());
        String row = SANDBOX.sql("select xmin::text from team");
        SANDBOX.sql("update due_key set lease_until = now()");

        state.save(claim, STORE, team, team, List.of());

        assertThat(SANDBOX.sql("select xmin::text from team")).isEqualTo(row);
        assertThat(SANDBOX.sql("select (lease_until = '" + TIME.plus(LEASE) + "')::text from due_key"))
                .isEqualTo("true");
    }

    @Test
    void writesOnlyThePeopleWhoHaveChanged() {
        List<KnownMember> states = members().toList();
        KnownTeam before = team(new Stage.Ready(TEAM), Map.of("a", states.get(0), "b", states.get(1)));
        Claim claim = claim();
        state.save(claim, STORE, KnownTeam.unknown(), before, List.of());
        String row = SANDBOX.sql("select xmin::text from team_member where user_id = 'a'");

        state.save(
                claim,
                STORE,
                before,
                team(new Stage.Ready(TEAM), Map.of("a", states.get(0), "b", states.get(2))),
                List.of());

        assertThat(SANDBOX.sql("select xmin::text from team_member where user_id = 'a'"))
                .isEqualTo(row);
    }

    @Test
    void writesNothingWithALostLease() {
        Claim lost = claim();
        Claim held = keys.claim(1, TIME.plus(LEASE), LEASE).getFirst();
        KnownTeam team = team(new Stage.Ready(TEAM), Map.of());
        StoreStaff staff = state.staff(STORE);

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> state.save(lost, STORE, KnownTeam.unknown(), team, List.of()))
                .withMessageContaining("store/000135");
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> state.report(lost, staff, Standing.failed("no"), List.of()));

        assertThat(state.known(STORE)).isEqualTo(KnownTeam.unknown());
        assertThat(SANDBOX.sql("select count(*) from store_board")).isEqualTo("0");
        state.save(held, STORE, KnownTeam.unknown(), team, List.of());
        assertThat(state.known(STORE)).isEqualTo(team);
    }

    @Test
    void tellsWhichTeamsOfOldWereTakenOver() throws IOException {
        SANDBOX.sql("truncate team_step");
        SANDBOX.sql("""
                insert into team (store_number, stage, team_id, former)
                values ('named', 'ready', 'T1', null), ('made', 'ready', 'T2', null), ('looked', 'ready', 'T3', null),
                       ('unspoken', 'ready', 'T4', null), ('remade', 'ready', 'T5', 'T0'), ('elsewhere', 'ready', 'T6', null),
                       ('communications', 'gone', 'T7', null), ('none', 'unknown', null, null)""");
        SANDBOX.sql("""
                insert into fact (subject, about, field, value, stamp)
                select 'mapping/' || source, 'store/x', 'teamId', team, '2026'
                from (values ('RetailStore/named', '"t1"'), ('RetailStore/made', '"t2"'), ('RetailStore/looked', null),
                             ('RetailStore/remade', '"t5"'), ('RetailStore/elsewhere', '"t1"'), ('RetailStore/none', '"t8"'),
                             ('Communication/Regions', '"t7"')) mapping (source, team)""");
        SANDBOX.sql("""
                insert into team_step (at, store_number, kind, sentence, users, outcome, request_id)
                values (now(), 'made', 'createTeam', '', '{}', '', ''),
                       (now(), 'looked', 'findMappedTeam', 'look at mapped team t3', '{}', '', '')""");
        String derive = Stream.of(Files.readString(Path.of("src/main/resources/db/migration/V27__adopted.sql"))
                        .split(";"))
                .filter(statement -> statement.contains("set adopted"))
                .findFirst()
                .orElseThrow();

        SANDBOX.sql(derive);

        assertThat(SANDBOX.sql("select string_agg(store_number, ' ' order by store_number) from team where adopted"))
                .isEqualTo("communications looked named");
    }

    @Test
    void letsGoOfATeamWhoeverWorksOnItAndForgetsItsPeopleAndItsPlan() {
        Mappings mappings = database.mappings(InstantSource.fixed(TIME));
        Claim claim = claim();
        KnownTeam adopted = new KnownTeam(
                new Stage.Ready(TEAM),
                new Profile("San Francisco", Profile.Visibility.PUBLIC),
                new Look(false, TIME, 0, null),
                Map.of("a", members().toList().getFirst()),
                new Calls(3, 1),
                null,
                true);
        state.save(claim, STORE, KnownTeam.unknown(), adopted, List.of());
        SANDBOX.sql("""
                insert into plan (store_number, stage, plan_id, buckets_known, buckets, buckets_refused, interval_millis, unclear, calls)
                values ('000135', 'ready', 'plan-1', true, '{}', '{}', 15000, false, 3)""");
        fold(Events.mapped("000135", TEAM, TIME));
        assertThat(mappings.release(STORE, "ann"))
                .hasValueSatisfying(why -> assertThat(why)
                        .isEqualTo("store 000135 has team " + TEAM
                                + ", which is still named for it; name another one or none, then let it go"));
        assertThat(state.known(STORE)).isEqualTo(adopted);
        fold(Events.mapped("000135", null, TIME.plusSeconds(1)));

        assertThat(mappings.release(STORE, "ann")).isEmpty();

        assertThat(state.known(STORE)).isEqualTo(adopted.released(null));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> state.save(claim, STORE, adopted, adopted.doubted(), List.of()));
        assertThat(SANDBOX.sql("select stage || ' ' || lost || coalesce(plan_id, '') from plan"))
                .isEqualTo("unknown plan-1");
        assertThat(SANDBOX.sql("select who || ' ' || what || ' ' || detail from activity where what like 'mappings.%'"))
                .isEqualTo("ann mappings.release " + TEAM);
        assertThat(keys.claim(1, TIME, LEASE)).singleElement().matches(due -> due.generation() > claim.generation());
        assertThat(mappings.release(STORE, "ann")).contains("store 000135 has no team that could be let go of");
    }

    @Test
    void tellsWhoWorksInAStoreAndAllThatWasSaidOfThem() {
        database.commerceState()
                .fold(Events.batch(
                        Events.opened("000135", "San Francisco"),
                        Events.hired("000205", ADA),
                        Events.assigned("000205", "000135", "manager"),
                        Events.assigned("000206", "000136", "worker")));

        StoreStaff staff = state.staff(STORE);

        assertThat(staff.store().name()).isEqualTo("San Francisco");
        assertThat(staff.workers()).singleElement().satisfies(worker -> {
            assertThat(worker.number()).isEqualTo(new PersonnelNumber("000205"));
            assertThat(worker.identity().objectId()).isEqualTo(ADA);
            assertThat(worker.roleIn(STORE, LocalDate.of(2026, 4, 1))).contains(Role.MANAGER);
            assertThat(worker.isEmployedOn(LocalDate.of(2026, 4, 1))).isTrue();
        });
    }

    @Test
    void knowsAStoreThatComesUnderANewNumber() {
        StoreNumber other = new StoreNumber("000136");
        fold(Events.store("store.opened", TIME, "000136", "name", "Katy", "channelId", "C1", "legalEntity", "USRT"));
        fold(Events.store("store.opened", TIME, "000135", "name", "Katy", "channelId", "C1"));
        assertThat(state.staff(STORE).formerNumber()).as("nobody has a team").isNull();
        SANDBOX.sql("insert into team (store_number, stage, team_id) values ('000136', 'ready', 'team-2')");

        assertThat(state.staff(STORE).formerNumber()).isEqualTo(other);
        assertThat(state.staff(other).formerNumber()).isNull();
        assertThat(database.teamSurvey().pictures(List.of(STORE)).getFirst().staff())
                .isInstanceOfSatisfying(
                        StoreStaff.class,
                        staff -> assertThat(staff.formerNumber()).isEqualTo(other));

        fold(Events.store("store.updated", TIME.plusSeconds(1), "000135", "legalEntity", "DEMF"));
        assertThat(state.staff(STORE).formerNumber())
                .as("another company's channel")
                .isNull();
        fold(Events.store("store.updated", TIME.plusSeconds(2), "000135", "legalEntity", "USRT"));
        assertThat(state.staff(STORE).formerNumber()).isEqualTo(other);
        fold(Events.store("store.closed", TIME.plusSeconds(3), "000136", "closedOn", "2026-03-01"));
        assertThat(state.staff(STORE).formerNumber()).as("the former is closed").isNull();
    }

    @Test
    void takesTheChannelOfAnotherSourceForThatOfAnotherCompany() {
        fold(Events.store("store.opened", TIME, "000135", "name", "Katy", "channelId", "C1"));
        fold(Events.store("store.opened", TIME, "000136", "name", "Bonn", "channelId", "C1")
                .replace("/d365/contoso/usrt", "/d365/contoso/demf"));
        SANDBOX.sql("insert into team (store_number, stage, team_id) values ('000136', 'ready', 'team-2')");

        assertThat(state.staff(STORE).formerNumber()).as("no entity is named").isNull();
        fold(Events.store("store.updated", TIME.plusSeconds(1), "000136", "legalEntity", "USRT"));
        assertThat(state.staff(STORE).formerNumber())
                .as("the one that is named counts")
                .isEqualTo(new StoreNumber("000136"));
    }

    private void fold(String event) {
        database.commerceState().fold(Events.batch(event));
    }

    @Test
    void knowsOfAnUnknownStoreOnlyItsNumber() {
        assertThat(state.staff(STORE).store().isKnown()).isFalse();
    }

    @Test
    void reportsWhereAStoreStands() {
        Claim claim = claim();
        StoreStaff staff = state.staff(STORE);
        state.report(claim, staff, Standing.failed("first"), List.of());

        state.report(
                claim,
                staff,
                new Standing(Standing.State.WAITING, "no manager"),
                List.of(new Finding.NoManager(), new Finding.NotLinked(new PersonnelNumber("000205"))));

        assertThat(SANDBOX.sql("select state || ': ' || reason from store_board"))
                .isEqualTo("WAITING: no manager");
        assertThat(database.storeViews().store(STORE).orElseThrow().findings())
                .containsExactly(
                        "no manager with a usable account",
                        "worker 000205 is not linked to an Entra account; link it in Commerce HQ");
    }

    @Test
    void doubtsTheRostersOfTheTeamsThatAreNamedAndMakesTheirStoresDue() {
        Claim claim = claim();
        readBy(claim);
        keys.settle(claim, Verdict.done(null), TIME);
        assertThat(keys.claim(1, TIME, LEASE)).isEmpty();

        int stores = state.doubt(List.of(TEAM, "7f1d9ad0-0000-4000-8000-00000000dead"), List.of());

        assertThat(stores).isEqualTo(1);
        assertThat(state.known(STORE).look().unclear()).isTrue();
        assertThat(keys.claim(1, TIME, LEASE)).extracting(Claim::key).containsExactly(Key.of(STORE));
    }

    @Test
    void doubtsNothingWhenNobodyHasTheTeam() {
        readBy(claim());

        assertThat(state.doubt(List.of("7f1d9ad0-0000-4000-8000-00000000dead"), List.of()))
                .isZero();

        assertThat(state.known(STORE).look().unclear()).isFalse();
    }

    @Test
    void doubtsThePropertiesOfATeamThatWasChangedUntilTheyWereRead() {
        readBy(claim());

        state.doubt(List.of(TEAM), List.of(TEAM));

        assertThat(state.known(STORE).look().deep()).isTrue();
        readBy(keys.claim(1, TIME.plus(LEASE).plusSeconds(1), LEASE).getFirst());
        assertThat(state.known(STORE).look().deep()).isFalse();
    }

    @Test
    void waitsForNothingThatALookOfOldWaitsForOnceThereIsANewDoubt() {
        Claim claim = claim();
        readBy(claim);
        KnownTeam known = state.known(STORE);
        Look vain = new Look(false, TIME.plusSeconds(2), 5, LATER);
        state.save(
                claim,
                STORE,
                known,
                new KnownTeam(known.stage(), known.name(), vain, known.members(), known.calls()),
                List.of());
        assertThat(state.known(STORE).look()).isEqualTo(vain);

        state.doubt(List.of(TEAM), List.of());

        assertThat(state.known(STORE).look()).isEqualTo(new Look(true, TIME.plusSeconds(2), 0, null));
    }

    @Test
    void doubtsNoMoreWhatWasReadAfterwards() {
        readBy(claim());
        state.doubtAll();
        assertThat(state.known(STORE).look().unclear()).isTrue();

        readBy(keys.claim(1, TIME.plus(LEASE).plusSeconds(1), LEASE).getFirst());

        assertThat(state.known(STORE).look().unclear()).isFalse();
    }

    @Test
    void staysInDoubtWhenTheReadingBeganBeforeTheDoubt() {
        Claim early = claim();
        state.save(early, STORE, KnownTeam.unknown(), team(new Stage.Ready(TEAM), Map.of()), List.of());
        state.doubtAll();

        readBy(early);

        assertThat(state.known(STORE).look().unclear()).isTrue();
    }

    /** Work on the claim reads the roster of a team that is ready. */
    private void readBy(Claim claim) {
        KnownTeam before = state.known(STORE);
        Instant readAt =
                before.look().readAt() == null ? TIME : before.look().readAt().plusSeconds(1);
        KnownTeam after = new KnownTeam(
                new Stage.Ready(TEAM), "San Francisco", new Look(false, readAt, 0, null), Map.of(), new Calls(1, 0));
        state.save(claim, STORE, before, after, List.of());
    }

    private void comesBack(KnownTeam team) {
        state.save(claim(), STORE, KnownTeam.unknown(), team, List.of());

        assertThat(state.known(STORE)).isEqualTo(team);
    }

    private static KnownTeam team(Stage stage, Map<String, KnownMember> members) {
        return new KnownTeam(stage, "San Francisco", new Look(false, null, 0, null), members, new Calls(1, 0));
    }

    private Claim claim() {
        keys.markDue(List.of(Key.of(STORE)));
        return keys.claim(1, TIME, LEASE).getFirst();
    }
}
