package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Decided;
import io.tandem.Sandbox;
import io.tandem.console.Holds;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.teams.Brake;
import io.tandem.teams.Departures;
import io.tandem.teams.Permit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcArchivesIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final Departures brake =
            database.departures(new Brake(5, 0.2, 0.05, Duration.ofMinutes(10), Duration.ZERO, 2));
    private final Holds holds = database.holds(InstantSource.fixed(TIME));

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate archiving, departure, hold, removal, due_key restart identity");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void twoMayBeArchivedAtOnce() {
        assertThat(ask(1)).isEqualTo(Permit.free());
        assertThat(ask(2)).isEqualTo(Permit.free());
        assertThat(holds.holds()).isEmpty();
    }

    @Test
    void whatIsLetThroughIsARunThatCanBeUndone() {
        ask(1);
        ask(2);

        assertThat(holds.runs())
                .singleElement()
                .matches(run -> run.state().equals("passed") && run.kind().equals("archives") && run.stores() == 2);
        assertThat(Decided.undo(holds, 1, "ada", null)).isTrue();
        assertThat(ask(1).kept()).isTrue();
    }

    @Test
    void theThirdWaitsUntilSomebodyApproves() {
        ask(1);
        ask(2);

        assertThat(ask(3).hold()).as("after the run of the first two").isEqualTo(2L);
        assertThat(holds.holds()).singleElement().satisfies(hold -> {
            assertThat(hold.kind()).isEqualTo("archives");
            assertThat(hold.stores()).isEqualTo(1);
            assertThat(hold.people()).isZero();
        });
        assertThat(Decided.approve(holds, 2, "ada", null)).isTrue();
        assertThat(SANDBOX.sql("select key from due_key"))
                .isEqualTo(Key.of(store(3)).toString());
        assertThat(ask(3)).isEqualTo(Permit.free());
    }

    @Test
    void allWaitWhenTheyCameTogether() {
        Departures patient = database.departures(Brake.defaults());

        assertThat(patient.archive(store(1), true, TIME).notBefore()).isEqualTo(TIME.plusSeconds(2));
        patient.archive(store(2), true, TIME);
        patient.archive(store(3), true, TIME);

        assertThat(patient.archive(store(1), true, TIME.plusSeconds(2)).hold()).isEqualTo(1L);
        assertThat(holds.hold(1).orElseThrow().teams())
                .extracting(Holds.Team::storeNumber)
                .containsExactly("000001", "000002", "000003");
    }

    @Test
    void whatOpenedAgainBeforeItWasArchivedIsNoPartOfAWave() {
        Departures patient = database.departures(Brake.defaults());
        for (int store = 1; store <= 2; store++) {
            patient.archive(store(store), true, TIME);
            patient.archive(store(store), false, TIME.plusSeconds(1));
        }

        patient.archive(store(3), true, TIME.plusSeconds(2));

        assertThat(patient.archive(store(3), true, TIME.plusSeconds(4))).isEqualTo(Permit.free());
    }

    @Test
    void aRejectedTeamIsNotArchivedUntilItsStoreOpensAndClosesAnew() {
        ask(1);
        ask(2);
        ask(3);

        Decided.reject(holds, 2, "ada", "it opens again");

        assertThat(ask(3)).isEqualTo(new Permit(null, true, null));
        brake.archive(store(3), false, TIME);
        assertThat(ask(3, TIME.plus(Duration.ofMinutes(11)))).isEqualTo(Permit.free());
    }

    @Test
    void aHoldIsWithdrawnWhenTheStoreOpensAgain() {
        ask(1);
        ask(2);
        ask(3);

        assertThat(brake.archive(store(3), false, TIME)).isEqualTo(Permit.free());

        assertThat(holds.holds()).singleElement().matches(hold -> hold.state().equals("withdrawn"));
    }

    @Test
    void aWaveIsOverAfterTenMinutes() {
        ask(1);
        ask(2);

        assertThat(ask(3, TIME.plus(Duration.ofMinutes(10)))).isEqualTo(Permit.free());
    }

    @Test
    void archivesAndRemovalsAreDecidedApart() {
        ask(1);
        ask(2);
        ask(3);
        Set<String> users = Set.of("a", "b", "c", "d", "e", "f");
        brake.ask(new Departures.Wish(store(4), 6, users, users), TIME);

        assertThat(holds.holds()).extracting(Holds.Row::kind).containsExactly("people", "archives");
    }

    private Permit ask(int store) {
        return ask(store, TIME);
    }

    private Permit ask(int store, Instant now) {
        return brake.archive(store(store), true, now);
    }

    private static StoreNumber store(int number) {
        return new StoreNumber("%06d".formatted(number));
    }
}
