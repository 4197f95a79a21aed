package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A plan for a thousand stores takes less than three seconds; how many stores is {@code -Dtandem.plan.stores}. */
@Isolated("measures")
class PlanScaleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration MOST = Duration.ofSeconds(3);
    private static final int STORES = Integer.getInteger("tandem.plan.stores", 1000);
    private static final int WORKERS = 30;

    @Test
    void aThousandStoresArePlannedInAMoment() {
        // As before the first roll-out: nobody works on the stores meanwhile.
        Sandbox sandbox = Sandbox.create(3).with("tandem.enabled", "false");
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            sandbox.topics()
                    .publishLines(IntStream.rangeClosed(1, STORES)
                            .boxed()
                            .flatMap(store -> lines(store).stream())
                            .toList());
            await().atMost(PATIENCE).until(() -> tandem.events("applied") == STORES * (1L + 2 * WORKERS));

            Duration first = took(tandem);
            Duration next = took(tandem);
            HttpResponse<String> plan = tandem.get("/api/plan");

            System.out.printf(
                    "Planned %d stores with %d people each in %d ms, then in %d ms%n",
                    STORES, WORKERS, first.toMillis(), next.toMillis());
            assertThat(plan.body())
                    .contains("\"stores\":" + STORES, "\"newTeams\":" + STORES, "\"additions\":" + STORES * WORKERS);
            Duration most = MOST.multipliedBy(Math.ceilDiv(STORES, 1000));
            assertThat(first).as("the first time").isLessThan(most);
            assertThat(next).as("the next time").isLessThan(most);
        }
    }

    private static Duration took(RunningTandem tandem) {
        long begun = System.nanoTime();
        tandem.get("/api/plan");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static List<String> lines(int store) {
        String number = "%06d".formatted(store);
        List<String> lines = new ArrayList<>(List.of(Events.opened(number, "Store " + number)));
        for (int n = 0; n < WORKERS; n++) {
            String worker = "%06d".formatted(store * WORKERS + n);
            lines.add(Events.hired(worker, "22222222-0000-4000-8000-000000" + worker));
            lines.add(Events.assigned(worker, number, n == 0 ? "manager" : "worker"));
        }
        return lines;
    }
}
