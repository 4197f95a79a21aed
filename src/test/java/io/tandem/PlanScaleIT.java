package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A plan for a thousand stores, most of which have their teams, takes less than three seconds and names those that lose most people
 * first; how many stores is {@code -Dtandem.plan.stores}.
 */
@Isolated("measures")
class PlanScaleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int STORES = Integer.getInteger("tandem.plan.stores", 1000);
    private static final Duration MOST = Duration.ofSeconds(3).multipliedBy(Math.ceilDiv(STORES, 1000));
    private static final int WORKERS = 30;

    /** Stores that have their teams. */
    private static final int TEAMS = STORES * 9 / 10;

    /** The first of them lose people: the n-th as many as n. */
    private static final int LOSERS = Math.min(40, TEAMS);

    /** So many are more than five people and more than a fifth of their team. */
    private static final int HELD = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

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
            assertThat(tandem.get("/api/plan").body())
                    .contains("\"stores\":" + STORES, "\"newTeams\":" + STORES, "\"additions\":" + STORES * WORKERS);
        }
        rollOut(sandbox);
        checkWhatIsPlanned(sandbox);

        Duration first = shortest(() -> afterAStart(sandbox, 1));
        Duration next = shortest(() -> afterAStart(sandbox, 2));

        System.out.printf(
                "Planned %d stores with %d people each in %d ms, then in %d ms%n",
                STORES, WORKERS, first.toMillis(), next.toMillis());
        assertThat(first).as("the first time").isLessThan(MOST);
        assertThat(next).as("the next time").isLessThan(MOST);
    }

    /** As if most stores had got their teams long ago, and some of them more people than work there. */
    private static void rollOut(Sandbox sandbox) {
        sandbox.sql("""
                insert into team (store_number, stage, team_id, name, visibility, look_read_at)
                select lpad(n::text, 6, '0'), 'ready', 'team-' || n, 'Store ' || lpad(n::text, 6, '0'), 'PRIVATE', now()
                from generate_series(1, %d) n""".formatted(TEAMS));
        sandbox.sql("""
                insert into team_member (store_number, user_id, role, ours, membership_id, written_at, seen_at)
                select lpad(n::text, 6, '0'), '22222222-0000-4000-8000-000000' || lpad((n * %2$d + w)::text, 6, '0'),
                       case when w = 0 then 'OWNER' else 'MEMBER' end, true, 'm', now(), now()
                from generate_series(1, %1$d) n, generate_series(0, %2$d - 1) w""".formatted(TEAMS, WORKERS));
        sandbox.sql("""
                insert into team_member (store_number, user_id, role, ours, membership_id, written_at, seen_at)
                select lpad(n::text, 6, '0'), '33333333-0000-4000-8000-' || lpad((n * 1000 + l)::text, 12, '0'),
                       'MEMBER', true, 'm', now(), now()
                from generate_series(1, %d) n, generate_series(1, n) l""".formatted(LOSERS));
    }

    private static void checkWhatIsPlanned(Sandbox sandbox) {
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            JsonNode plan = json(tandem.get("/api/plan").body());
            Map<String, Integer> counted = Map.of(
                    "stores",
                    STORES,
                    "inStep",
                    TEAMS - LOSERS,
                    "newTeams",
                    STORES - TEAMS,
                    "additions",
                    (STORES - TEAMS) * WORKERS,
                    "removals",
                    IntStream.rangeClosed(1, LOSERS).sum(),
                    "awaitingApproval",
                    IntStream.rangeClosed(HELD, LOSERS).sum(),
                    "renames",
                    0);
            assertThat(counted)
                    .allSatisfy((what, number) -> assertThat(
                                    plan.path("summary").path(what).asInt())
                            .as(what)
                            .isEqualTo(number));
            List<JsonNode> stores = new ArrayList<>();
            plan.path("value").forEach(stores::add);
            assertThat(stores).as("those in step are left out").hasSize(LOSERS + STORES - TEAMS);
            assertThat(stores.subList(0, LOSERS))
                    .as("the largest removals first")
                    .allMatch(store -> store.path("group").asText().equals("removals"))
                    .extracting(store -> store.path("removals").asInt())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, LOSERS)
                            .mapToObj(n -> LOSERS + 1 - n)
                            .toList());
            assertThat(stores.subList(LOSERS, stores.size()))
                    .allMatch(store -> store.path("group").asText().equals("newTeams"));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(text, noJson);
        }
    }

    /** Once more when it took too long, for the machine may be busy with something else. */
    private static Duration shortest(Supplier<Duration> measured) {
        return Stream.iterate(measured.get(), took -> measured.get())
                .limit(3)
                .filter(took -> took.compareTo(MOST) < 0)
                .findFirst()
                .orElse(MOST);
    }

    /** How long the last of so many plans takes. */
    private static Duration afterAStart(Sandbox sandbox, int plans) {
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            IntStream.range(1, plans).forEach(plan -> took(tandem));
            return took(tandem);
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
