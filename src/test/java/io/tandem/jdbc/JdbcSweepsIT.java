package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.model.Claim;
import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.Verdict;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Look;
import io.tandem.teams.Stage;
import io.tandem.teams.Sweep;
import io.tandem.teams.TeamNews;
import io.tandem.teams.TeamState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcSweepsIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Clock CLOCK = Clock.fixed(TIME, ZoneOffset.UTC);

    private final Database database = SANDBOX.database();
    private final JdbcSweeps sweeps = new JdbcSweeps(SANDBOX.jdbi(), CLOCK);
    private final TeamState teams = database.teamState(CLOCK, LEASE, false);

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate activity, sweep, drift, update_out, due_key, team, team_member restart identity");
        SANDBOX.sql("insert into team (store_number, stage, team_id, name, look_read_at)"
                + " select lpad(n::text, 6, '0'), case when n = 4 then 'missing' when n = 3 then 'archived' else 'ready' end,"
                + " 'team-' || n, 'Houston', now() from generate_series(1, 4) n");
        SANDBOX.sql("insert into due_key (key, desired_generation, observed_generation)"
                + " select 'store/' || lpad(n::text, 6, '0'), 1, 1 from generate_series(1, 4) n");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void putsTheTeamsInDoubtThatAreThereAndNoOthers() {
        Sweep sweep = sweeps.order("ada", TIME);

        assertThat(sweep.teams()).isEqualTo(3);
        assertThat(sweeps.goOn(sweep, 2, TIME)).isEqualTo(2);
        assertThat(sweeps.goOn(sweep, 2, TIME)).isEqualTo(1);
        assertThat(sweeps.goOn(sweep, 2, TIME)).isZero();
        assertThat(teams.known(store(1)).look().deep()).isTrue();
        assertThat(teams.known(store(3)).look().unclear()).isTrue();
        assertThat(teams.known(store(4)).look().deep()).isFalse();
        assertThat(sweeps.progress(sweep)).isEqualTo(new Sweep.Progress(3, 0, 0, 0, 0));
    }

    @Test
    void countsATeamOnceItsPropertiesAndItsRosterWereRead() {
        Sweep sweep = sweeps.order("ada", TIME);
        sweeps.goOn(sweep, 1, TIME);
        Claim claim = claim();

        KnownTeam doubted = teams.known(store(1));
        KnownTeam checked = with(doubted, new Look(true, doubted.look().readAt(), 0, null));
        teams.save(claim, store(1), doubted, checked, List.of());
        assertThat(sweeps.progress(sweep).read()).isZero();

        teams.save(claim, store(1), checked, with(checked, new Look(false, TIME, 0, null)), List.of());
        assertThat(sweeps.progress(sweep).read()).isEqualTo(1);
        assertThat(teams.known(store(1)).look()).isEqualTo(new Look(false, TIME, 0, null));
    }

    @Test
    void countsATeamThatCannotBeReadAsFailed() {
        Sweep sweep = sweeps.order("ada", TIME);
        sweeps.goOn(sweep, 1, TIME);

        database.dueKeys(Retry.defaults()).settle(claim(), Verdict.failed("Graph is away"), TIME);

        assertThat(sweeps.progress(sweep)).isEqualTo(new Sweep.Progress(1, 0, 1, 0, 0));
    }

    @Test
    void oneSweepGoesOnAtATime() {
        Sweep sweep = sweeps.order("ada", TIME);

        assertThat(sweeps.order("bob", TIME.plusSeconds(1))).isEqualTo(sweep);
        sweeps.finish(sweep, TIME);
        assertThat(sweeps.order("bob", TIME.plusSeconds(1)).number()).isNotEqualTo(sweep.number());
    }

    @Test
    void isOrderedTogetherWithTheWordOnWhoDidOrNotAtAll() {
        SANDBOX.sql("alter table activity rename to activity_away");
        try {
            assertThatThrownBy(() -> sweeps.order("ann")).hasMessageContaining("activity");
            assertThat(SANDBOX.sql("select count(*) from sweep")).isEqualTo("0");
        } finally {
            SANDBOX.sql("alter table activity_away rename to activity");
        }

        long number = sweeps.order("ann").number();

        assertThat(SANDBOX.sql("select string_agg(who || ' ' || what || ' ' || subject, ',') from activity"))
                .isEqualTo("ann drift.sweep " + number);
    }

    @Test
    void readsATeamOnceADay() {
        Sweep first = sweeps.order("ada", TIME);
        sweeps.goOn(first, 9, TIME);
        sweeps.finish(first, TIME);

        Sweep again = sweeps.order("ada", TIME.plus(Duration.ofHours(1)));
        assertThat(sweeps.goOn(again, 9, TIME.plus(Duration.ofHours(1)))).isZero();
        assertThat(sweeps.progress(again).skipped()).isEqualTo(3);
        sweeps.finish(again, TIME);

        Instant tomorrow = Instant.parse("2026-03-02T00:00:00Z");
        assertThat(sweeps.goOn(sweeps.order("schedule", tomorrow), 9, tomorrow)).isEqualTo(3);
    }

    @Test
    void showsWhatSomebodyChanged() {
        Sweep sweep = sweeps.order("ada", TIME);
        sweeps.goOn(sweep, 1, TIME);
        KnownTeam known = teams.known(store(1));
        List<TeamNews> news = List.of(
                new TeamNews.Deviated(store(1), "team-1", TeamNews.Deviation.RENAMED, TeamNews.Action.PUT_BACK),
                new TeamNews.Drifted(store(1), "team-1", "bob", TeamNews.Change.ADDED, TeamNews.Action.REPORTED),
                new TeamNews.Drifted(
                        Communications.TEAM, "team-0", "eve", TeamNews.Change.DEMOTED, TeamNews.Action.PUT_BACK));

        teams.save(claim(), store(1), known, known.doubted(), news);

        assertThat(sweeps.rows())
                .extracting(row -> row.storeNumber() + " " + row.userId() + " " + row.change() + " " + row.action())
                .containsExactly(
                        "communications eve demoted put-back",
                        "000001 bob added reported",
                        "000001 null renamed put-back");
        assertThat(SANDBOX.sql("select count(*) from update_out"))
                .as("Commerce has a word for people of stores alone")
                .isEqualTo("1");
        assertThat(sweeps.progress(sweep).drifted()).isEqualTo(3);
    }

    private Claim claim() {
        return database.dueKeys(Retry.defaults()).claim(1, TIME, LEASE).getFirst();
    }

    private static KnownTeam with(KnownTeam team, Look look) {
        return new KnownTeam(new Stage.Ready("team-1"), team.name(), look, Map.of(), team.calls());
    }

    private static StoreNumber store(int number) {
        return new StoreNumber("%06d".formatted(number));
    }
}
