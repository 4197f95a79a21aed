package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.model.CanaryBook;
import io.tandem.model.CanaryBook.Flight;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcCanariesIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final String TEAM = "5b0a3d6e-0c4b-4f0e-9a39-2f6f5d1c0a11";
    private static final Duration MOMENT = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database = SANDBOX.database();
    private final CanaryBook book = database.canaries();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate canary");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areNotThereAtFirst() {
        assertThat(book.flight(TEAM)).isEqualTo(Flight.NONE);
        assertThat(book.seen(TEAM)).isEmpty();
    }

    @Test
    void arePendingUntilItIsKnownThatTheyWereSent() {
        book.begin(TEAM);
        assertThat(book.flight(TEAM)).matches(Flight::pending);

        book.sent(TEAM);

        Flight flight = book.flight(TEAM);
        assertThat(flight.pending()).isFalse();
        assertThat(flight.sent()).isLessThan(MOMENT);
        assertThat(flight.missing()).isEqualTo(flight.sent());
        assertThat(flight.seen()).isNull();
        assertThat(flight.refusal()).isNull();
    }

    @Test
    void areMissedSinceTheFirstThatWasNotSeen() {
        send();
        anHourPasses();
        send();

        Flight flight = book.flight(TEAM);
        assertThat(flight.sent()).isLessThan(MOMENT);
        assertThat(flight.missing()).isBetween(HOUR, HOUR.plus(MOMENT));
    }

    @Test
    void areSeenOnce() {
        send();
        anHourPasses();

        assertThat(book.seen(TEAM)).hasValueSatisfying(away -> assertThat(away).isBetween(HOUR, HOUR.plus(MOMENT)));

        assertThat(book.seen(TEAM)).isEmpty();
        assertThat(book.flight(TEAM).missing()).isNull();
        assertThat(book.flight(TEAM).seen()).isLessThan(MOMENT);
    }

    @Test
    void areSeenByOneOfManyWhoLookAtTheSameTime() {
        send();

        long seen =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> book.seen(TEAM))).limit(8).toList().stream()
                        .filter(look -> look.join().isPresent())
                        .count();

        assertThat(seen).isOne();
    }

    @Test
    void areSeenBeforeItIsKnownThatTheyWereSent() {
        book.begin(TEAM);
        assertThat(book.seen(TEAM)).isPresent();

        book.sent(TEAM);

        assertThat(book.flight(TEAM).missing()).isNull();
    }

    @Test
    void areNotMissedWhenNobodyKnowsWhetherTheyWereSent() {
        book.begin(TEAM);
        anHourPasses();

        send();

        assertThat(book.flight(TEAM).missing()).isLessThan(MOMENT);
    }

    @Test
    void areMissedThoughNobodyKnowsWhetherTheNextWasSent() {
        send();
        anHourPasses();
        book.begin(TEAM);

        send();

        assertThat(book.flight(TEAM).missing()).isGreaterThanOrEqualTo(HOUR);
    }

    @Test
    void areNotMissedWhenTheyAreRefused() {
        book.begin(TEAM);
        book.refused(TEAM, "404 NotFound");

        Flight refused = book.flight(TEAM);
        assertThat(refused.refusal()).isEqualTo("404 NotFound");
        assertThat(refused.missing()).isNull();
        assertThat(refused.pending()).isFalse();
        send();
        assertThat(book.flight(TEAM).refusal()).isNull();
    }

    @Test
    void areMissedThoughTheNextIsRefused() {
        send();
        anHourPasses();
        book.begin(TEAM);

        book.refused(TEAM, "404 NotFound");

        assertThat(book.flight(TEAM).missing()).isGreaterThanOrEqualTo(HOUR);
    }

    @Test
    void areForgotten() {
        send();

        book.forget(TEAM);

        assertThat(book.flight(TEAM)).isEqualTo(Flight.NONE);
    }

    @Test
    void areThoseOfOneTeam() {
        send();

        assertThat(book.flight("another")).isEqualTo(Flight.NONE);
        assertThat(book.seen("another")).isEmpty();
        book.refused("another", "404");
        book.forget("another");
        assertThat(book.flight(TEAM).missing()).isNotNull();
        assertThat(book.flight(TEAM).refusal()).isNull();
    }

    private void send() {
        book.begin(TEAM);
        book.sent(TEAM);
    }

    private static void anHourPasses() {
        SANDBOX.sql(
                "update canary set sent_at = sent_at - interval '1 hour', missing_since = missing_since - interval '1 hour'");
    }
}
