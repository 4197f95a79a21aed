package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.console.StoreViews;
import io.tandem.console.StoreViews.Detail;
import io.tandem.console.StoreViews.Person;
import io.tandem.console.StoreViews.Row;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.Verdict;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownMember;
import io.tandem.teams.KnownMember.Refusal;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Look;
import io.tandem.teams.Stage;
import io.tandem.teams.Standing;
import io.tandem.teams.TeamRole;
import io.tandem.teams.TeamState;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcStoreViewsIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final String TEAM = "7f1d9ad0-0000-4000-8000-000000000001";
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DueKeys keys = database.dueKeys(new Retry(Duration.ofSeconds(1), Duration.ofSeconds(1), 3));
    private final TeamState state = database.teamState(Clock.fixed(TIME, ZoneOffset.UTC), LEASE, false);
    private final StoreViews views = database.storeViews();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate fact, commerce_event, due_key, team, team_member, store_board");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void countsNothingInAnEmptyDatabase() {
        assertThat(views.counts())
                .isEqualTo(Map.of("total", 0L, "inSync", 0L, "working", 0L, "waiting", 0L, "held", 0L, "failed", 0L));
        assertThat(views.counts().keySet()).containsExactly("total", "inSync", "working", "waiting", "held", "failed");
    }

    @Test
    void countsStoresByState() {
        for (Standing.State standing : Standing.State.values()) {
            report("00010" + standing.ordinal(), new Standing(standing, ""));
        }
        report("000110", new Standing(Standing.State.IN_SYNC, ""));
        keys.markDue(List.of(key("000111")));

        assertThat(views.counts())
                .isEqualTo(Map.of("total", 7L, "inSync", 2L, "working", 2L, "waiting", 1L, "held", 1L, "failed", 1L));
    }

    @Test
    void countsAStoreOfWhichSomethingNewIsKnownAsWorking() {
        report("000135", new Standing(Standing.State.IN_SYNC, ""));

        keys.markDue(List.of(key("000135")));

        assertThat(views.counts()).containsEntry("working", 1L).containsEntry("inSync", 0L);
    }

    @Test
    void showsAStoreThatNobodyHasLookedAtYet() {
        keys.markDue(List.of(key("000135")));

        assertThat(views.stores())
                .containsExactly(new Row("000135", null, null, null, null, "working", "", null, 0, 0, 0, 0, null));
    }

    @Test
    void showsEveryStoreByNumberWithThePeopleWhoAreIn() {
        database.commerceState()
                .fold(Events.batch(Events.store(
                        "store.opened",
                        TIME,
                        "000135",
                        "name",
                        "San Francisco",
                        "legalEntity",
                        "USRT",
                        "address",
                        Map.of("city", "San Francisco", "country", "USA"))));
        Claim claim = claim();
        state.save(
                claim,
                new StoreNumber("000135"),
                KnownTeam.unknown(),
                new KnownTeam(
                        new Stage.Ready(TEAM),
                        "San Francisco",
                        new Look(false, null, 0, null),
                        Map.of(
                                "a", new KnownMember(TeamRole.OWNER, true, "m", TIME, TIME, null),
                                "b", new KnownMember(TeamRole.MEMBER, true, null, TIME, null, null),
                                "c", new KnownMember(TeamRole.MEMBER, false, "n", null, TIME, null),
                                "d",
                                        new KnownMember(
                                                TeamRole.MEMBER,
                                                true,
                                                null,
                                                null,
                                                null,
                                                new Refusal("Forbidden", TIME))),
                        new KnownTeam.Calls(4, 1)),
                List.of());
        state.report(
                claim,
                state.staff(new StoreNumber("000135")),
                new Standing(Standing.State.IN_SYNC, ""),
                List.of(new Finding.AddedByHand("c")));
        keys.settle(claim, Verdict.done(null), TIME);
        keys.markDue(List.of(key("000001")));

        List<Row> rows = views.stores();

        assertThat(rows).extracting(Row::storeNumber).containsExactly("000001", "000135");
        assertThat(rows.getLast())
                .usingRecursiveComparison()
                .ignoringFields("updatedAt")
                .isEqualTo(new Row(
                        "000135",
                        "San Francisco",
                        "USRT",
                        "San Francisco",
                        "USA",
                        "inSync",
                        "",
                        TEAM,
                        1,
                        2,
                        4,
                        1,
                        null));
        assertThat(rows.getLast().updatedAt()).isNotNull();
        Detail detail = views.store(new StoreNumber("000135")).orElseThrow();
        assertThat(detail.store()).isEqualTo(rows.getLast());
        assertThat(detail.findings()).hasSize(1);
        assertThat(detail.roster())
                .containsExactly(
                        new Person("a", "owner", true, TIME, TIME, null),
                        new Person("b", "member", true, TIME, null, null),
                        new Person("c", "member", false, null, TIME, null),
                        new Person("d", "member", true, null, null, "Forbidden"));
    }

    @Test
    void findsNoStoreThatNobodySpokeOf() {
        assertThat(views.store(new StoreNumber("999"))).isEmpty();
    }

    @Test
    void showsAStoreAsFailedWhenTheWorkBrokeOffBeforeItCouldSaySo() {
        report("000135", new Standing(Standing.State.IN_SYNC, ""));
        keys.markDue(List.of(key("000135")));

        keys.settle(claim(), Verdict.failed("the database broke"), TIME);

        assertThat(views.counts()).containsEntry("failed", 1L).containsEntry("inSync", 0L);
        assertThat(views.stores())
                .singleElement()
                .returns("failed", Row::state)
                .returns("the database broke", Row::reason);
    }

    private void report(String store, Standing standing) {
        keys.markDue(List.of(key(store)));
        Claim claim = claim();
        state.report(claim, state.staff(new StoreNumber(store)), standing, List.of());
        keys.settle(claim, Verdict.done(null), TIME);
    }

    private Claim claim() {
        return keys.claim(1, TIME, LEASE).getFirst();
    }

    private static Key key(String store) {
        return Key.of(new StoreNumber(store));
    }
}
