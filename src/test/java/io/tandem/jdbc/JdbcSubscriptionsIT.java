package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.model.Duties;
import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcSubscriptionsIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final String ID = "7F105C7D-2dc5-4530-97cd-4e7ae6534c07";
    private static final Subscription.Times TIMES = new Subscription.Times(
            TIME.plusSeconds(2400), TIME.plusSeconds(3600), TIME, TIME.minusSeconds(60), TIME.plusSeconds(5));
    private static final Subscription STANDING =
            new Subscription("/teams", ID, "a1b2c3d4", "one", TIMES, false, 0, null);

    private final Database database = SANDBOX.database();
    private final SubscriptionBook book = database.subscriptions();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate subscription, duty");
        SANDBOX.sql("update webhook_watch set heard_at = null, kept_at = null, swept_at = null");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rememberHowTheyStand() {
        Subscription refused = new Subscription(
                "/teams/getAllMembers", null, "a1b2c3d4", "", Subscription.Times.NONE, false, 3, "403 Forbidden");
        book.write(STANDING);
        book.write(refused);

        assertThat(book.all()).containsExactly(STANDING, refused);
    }

    @Test
    void areForgotten() {
        book.write(STANDING);

        book.forget("/teams");

        assertThat(book.all()).isEmpty();
    }

    @Test
    void keepWhatGraphAskedForUntilItIsAnswered() {
        book.write(STANDING);
        book.asked(ID.toLowerCase(Locale.ROOT));
        book.write(new Subscription("/teams", ID, "a1b2c3d4", "one", TIMES, false, 1, null));
        assertThat(book.all()).singleElement().matches(Subscription::asked, "asked after a call that failed");

        Subscription.Times renewed = new Subscription.Times(
                TIME.plusSeconds(9000), TIME.plusSeconds(9600), TIME.plusSeconds(600), TIMES.reauthorized(), TIME);
        book.write(new Subscription("/teams", ID, "a1b2c3d4", "one", renewed, false, 0, null));

        assertThat(book.all()).singleElement().matches(now -> !now.asked(), "no longer asked");
    }

    @Test
    void areGoneWhenGraphSaysSoAndNoOthersAre() {
        book.write(STANDING);
        book.gone("another");
        assertThat(book.all()).singleElement().matches(Subscription::stands);

        book.gone(ID);

        assertThat(book.all()).singleElement().matches(now -> !now.stands());
    }

    @Test
    void knowHowLongAgoSomethingWasHeard() {
        assertThat(book.watch()).isEqualTo(new SubscriptionBook.Watch(null, null, null));
        book.heard();
        book.kept();
        book.swept(false);
        SANDBOX.sql("update webhook_watch set heard_at = heard_at - interval '1 hour'");

        assertThat(book.watch().heard()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
        assertThat(book.watch().kept()).isLessThan(Duration.ofMinutes(1));
        assertThat(book.watch().swept()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void listenAnewWhenEverythingIsReadAfterAGap() {
        book.swept(true);

        assertThat(book.watch().heard()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void nameTheTeamsThatAreThere() {
        SANDBOX.sql("truncate team cascade");
        SANDBOX.sql(
                "insert into team (store_number, stage, team_id) values ('1', 'ready', 'b'), ('2', 'gone', 'c'), ('3', 'ready', 'a')");

        assertThat(book.teams()).containsExactly("a", "b");
    }

    @Test
    void areKeptByOneInstanceUntilItLaysTheDutyDown() {
        Duties one = database.duties();
        Duties other = database.duties();
        assertThat(one.take("subscriptions", Duration.ofMinutes(1))).isTrue();
        other.lay("subscriptions");
        assertThat(other.take("subscriptions", Duration.ofMinutes(1))).isFalse();

        one.lay("subscriptions");

        assertThat(other.take("subscriptions", Duration.ofMinutes(1))).isTrue();
    }
}
