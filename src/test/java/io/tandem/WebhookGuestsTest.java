package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may stay at a port with three seats that bears a hundred bytes, sixty of each. */
class WebhookGuestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> sentAway = new ArrayList<>();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final WebhookGuests<String> guests =
            new WebhookGuests<>(new WebhookGuests.Bounds(PATIENCE, 3, 100, 60), this::close, () -> now);

    @Test
    void theOldestStrangerMakesRoomForANewcomer() {
        enter("a", "b", "c");

        enter("d");

        assertThat(sentAway).containsExactly("a");
    }

    @Test
    void whoeverBroughtAPostStaysWhileStrangersComeAndGo() {
        enter("honest", "b", "c");
        guests.answer("honest", true);

        enter("d", "e", "f");

        assertThat(sentAway).containsExactly("b", "c", "d");
    }

    @Test
    void whoeverBroughtARefusedPostIsAStrangerStill() {
        enter("a", "b", "c");
        guests.answer("a", false);
        guests.answer("b", true);
        guests.answer("c", true);

        enter("d");

        assertThat(sentAway).containsExactly("a");
    }

    @Test
    void amongHonestOnesTheOneThatBroughtNothingForLongestMakesRoom() {
        enter("a", "b", "c");
        Stream.of("b", "a", "c").forEach(each -> {
            pass(Duration.ofMillis(1));
            guests.answer(each, true);
        });

        enter("d");

        assertThat(sentAway).containsExactly("b");
    }

    @Test
    void theOldestThatHoldsBytesIsSentAwayWhenTheyAreTooMany() {
        enter("silent", "b", "c");
        guests.take("b", 30);
        guests.take("b", 30);

        guests.take("c", 41);

        assertThat(sentAway).containsExactly("b");
    }

    @Test
    void whatIsAnsweredOrGoneOrBeyondThePartOfOneIsNotHeld() {
        enter("a", "b", "c");
        guests.take("a", 60);
        guests.answer("a", false);
        guests.take("b", 40);
        guests.leave("b");
        guests.take("b", 40);
        enter("d");

        guests.take("c", 1_000);
        guests.take("d", 40);

        assertThat(sentAway).isEmpty();
    }

    @Test
    void aStrangerMayBringNothingForAsLongAsThePatienceAndAnHonestOneFourTimesAsLong() {
        enter("stranger", "refused", "honest");
        pass(Duration.ofSeconds(9));
        guests.hear("refused");
        guests.answer("refused", false);
        guests.answer("honest", true);

        pass(Duration.ofSeconds(2));
        assertThat(sentAway).containsExactly("stranger");
        pass(Duration.ofSeconds(9));
        assertThat(sentAway).containsExactly("stranger", "refused");
        pass(Duration.ofSeconds(28));
        assertThat(sentAway).hasSize(2);
        pass(Duration.ofSeconds(2));

        assertThat(sentAway).containsExactly("stranger", "refused", "honest");
    }

    @Test
    void nobodyIsSentAwayWhoWaitsForAnAnswerAndARefusalGivesNoMoreTime() {
        enter("waiting", "refused");
        guests.hear("waiting");
        pass(Duration.ofSeconds(9));
        guests.answer("refused", false);

        pass(Duration.ofSeconds(20));
        assertThat(sentAway).containsExactly("refused");
        guests.answer("waiting", false);
        pass(Duration.ofMillis(1));

        assertThat(sentAway).containsExactly("refused", "waiting");
    }

    private void enter(String... names) {
        for (String name : names) {
            pass(Duration.ofMillis(1));
            guests.enter(name);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
        guests.closeLate();
    }

    /** As a connection does that is closed at once. */
    private void close(String guest) {
        sentAway.add(guest);
        guests.leave(guest);
    }
}
