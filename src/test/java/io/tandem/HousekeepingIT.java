package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The route that forgets what is old, at start. */
@BesideOthers
class HousekeepingIT {
    @Test
    void forgetsAtStartWhatIsOldAndKeepsTheRest() {
        Sandbox sandbox = Sandbox.create(1);
        sandbox.database().close();
        sandbox.sql("insert into commerce_event (source, id, type, subject, stamp, received_at)"
                + " select '/d365', n::text, 't', 's', '', now() - make_interval(days => 29 + n % 2)"
                + " from generate_series(1, 12002) as n");
        sandbox.sql("insert into task_conflict (store_number, ref, field, reason, won, lost, sentence, at)"
                + " select '000135', 'commerce/a', 'TITLE', 'DELETED', '', '', '', now() - make_interval(days => days)"
                + " from unnest(array[1, 89, 90, 91]) as days");

        try (RunningTandem unused = RunningTandem.in(sandbox)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> count(sandbox, "task_conflict") == 2);

            assertThat(count(sandbox, "commerce_event")).isEqualTo(6001);
            assertThat(count(sandbox, "commerce_event where received_at < now() - interval '30 days'"))
                    .isZero();
        }
    }

    private static int count(Sandbox sandbox, String rows) {
        return Integer.parseInt(sandbox.sql("select count(*) from " + rows));
    }
}
