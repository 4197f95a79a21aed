package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.console.LongRuns;
import io.tandem.console.LongRuns.Run;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far the making and the taking over of many teams is, by what is kept of each. */
@BesideOthers
class JdbcLongRunsIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final Instant DUE = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant BEGUN = DUE.plusSeconds(100);
    private static final Instant NOW = BEGUN.plusSeconds(60);

    private final Database database = SANDBOX.database();
    private final LongRuns runs = database.consoleTables().runs(InstantSource.fixed(NOW));

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate due_key, team, team_member, team_step, fact, store_board");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingIsUnderWayWhileEveryStoreHasItsTeamOrCannotHaveOne() {
        settled(1);
        team(1, "ready");
        key(2, 0, "null");
        SANDBOX.sql(
                "insert into store_board (store_number, state, reason, findings) values ('000002', 'WAITING', 'no manager', '{}')");
        due(3);
        team(3, "ready");

        assertThat(runs.underWay()).isEmpty();
    }

    @Test
    void nobodyCanTellWhenItWillBeDoneBeforeTheFirstTeamIsThere() {
        due(1);
        due(2);
        team(2, "provisioning");
        step(2, "createTeam", BEGUN);

        assertThat(runs.underWay()).containsExactly(new Run("rollOut", 0, 2, BEGUN, null));
    }

    @Test
    void aRollOutIsDoneAsFastAsItWasSinceItsFirstTeam() {
        IntStream.rangeClosed(1, 20).forEach(store -> {
            settled(store);
            team(store, "ready");
            step(store, "createTeam", BEGUN.plusSeconds(store - 1L));
        });
        IntStream.rangeClosed(21, 30).forEach(JdbcLongRunsIT::due);
        settled(31);
        team(31, "ready");
        step(31, "createTeam", DUE.minusSeconds(1));

        assertThat(runs.underWay()).containsExactly(new Run("rollOut", 20, 10, BEGUN, NOW.plusSeconds(30)));
    }

    @Test
    void teamsThatAreTakenOverAreCountedApartFromThoseThatAreMade() {
        settled(1);
        team(1, "ready");
        step(1, "findMappedTeam", BEGUN);
        due(2);
        mapped(2);
        due(3);

        assertThat(runs.underWay())
                .containsExactly(
                        new Run("adoption", 1, 1, BEGUN, NOW.plusSeconds(60)), new Run("rollOut", 0, 1, null, null));
    }

    @Test
    void aTeamThatTandemMadeAndOfWhichCommerceWasToldIsNotTakenOver() {
        due(1);
        mapped(1);
        SANDBOX.sql(
                "insert into team (store_number, stage, team_id, former) values ('000001', 'missing', null, 'A team')");
        due(2);
        mapped(2);
        SANDBOX.sql("insert into team (store_number, stage, team_id) values ('000002', 'gone', 'a team')");

        assertThat(runs.underWay()).extracting(Run::kind).containsExactly("rollOut");

        SANDBOX.sql("update team set adopted = true where store_number = '000002'");
        assertThat(runs.underWay()).extracting(Run::kind).containsExactly("adoption", "rollOut");
    }

    private static void due(int store) {
        key(store, 1, "'" + DUE + "'");
    }

    private static void settled(int store) {
        key(store, 0, "null");
        SANDBOX.sql(
                "insert into store_board (store_number, state, reason, findings) values ('%06d', 'IN_SYNC', '', '{}')"
                        .formatted(store));
    }

    private static void key(int store, int desired, String since) {
        SANDBOX.sql("""
                insert into due_key (key, desired_generation, observed_generation, due_since)
                values ('store/%06d', %d, 0, %s)""".formatted(store, desired, since));
    }

    private static void team(int store, String stage) {
        SANDBOX.sql("insert into team (store_number, stage) values ('%06d', '%s')".formatted(store, stage));
    }

    private static void mapped(int store) {
        SANDBOX.sql("""
                insert into fact (subject, about, field, value, stamp)
                values ('mapping/RetailStore/%06d', 'store/%06d', 'teamId', '"a team"', '2026')""".formatted(store, store));
    }

    private static void step(int store, String kind, Instant at) {
        SANDBOX.sql("""
                insert into team_step (at, store_number, kind, sentence, users, outcome, request_id)
                values ('%s', '%06d', '%s', '', '{}', '', '')""".formatted(at, store, kind));
    }
}
