package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Retailer;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.TestGraph.Call;
import io.tandem.cli.Commands.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plan, enable, sync, plan of a removal, disable: as the IT person of a retailer does it. */
@BesideOthers
class PlanCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WORKERS = 9;
    private static final int EVERYBODY = 17;
    private static final Instant LATER = Events.TIME.plusSeconds(60);

    private final Retailer retailer = Retailer.with(
            IntStream.rangeClosed(1, EVERYBODY).mapToObj(PlanCommandIT::account).toList());
    private final RunningTandem tandem = RunningTandem.in(retailer.sandbox());

    @AfterEach
    void close() {
        tandem.close();
        retailer.close();
    }

    @Test
    void showsWhatWillBeDoneThenDoesItThenShowsWhoWouldLeave() {
        assertThat(run("disable", "--yes", "--reason", "a look first").out())
                .singleElement()
                .asString()
                .startsWith("Tandem is disabled since ");
        feed(staff());

        Said before = run("plan");

        assertThat(before.out())
                .startsWith("2 stores: 1 to change, 0 in step. 1 new team, 9 people to add, 0 people to remove, 0 role"
                        + " changes, 0 renames; 0 teams held, 1 finding.")
                .contains("New teams (1 store):", "  000135 San Francisco: 0 people now, +9 -0")
                .contains("    do    create group tandem-000135 \"San Francisco\" with 9 people")
                .contains("Nothing to do, but somebody should know (1 store):")
                .contains("    note  no manager with a usable account")
                .endsWith("9 accounts not looked up in Entra yet: the plan takes them for usable.");
        assertThat(run("plan", "--store", "000135").out())
                .contains("            worker 000001, user 22222222-0000-4000-8000-000000000001, owner");
        assertThat(run("sync").err()).singleElement().asString().contains("Tandem is disabled and writes nothing");
        assertThat(retailer.graph().calls()).noneMatch(Call::writes);

        assertThat(asked("no", "enable").out())
                .contains(
                        "  2 stores: 1 to change, 0 in step. 1 new team, 9 people to add, 0 people to remove, 0 role changes,"
                                + " 0 renames; 0 teams held, 1 finding.")
                .anyMatch(line -> line.contains("which may keep them in another country or region"))
                .contains("Type yes to go on:")
                .endsWith("Nothing was changed.");
        assertThat(asked("yes", "enable").out()).last().asString().startsWith("Tandem is enabled since ");
        assertThat(run("sync", "--patience", "1").out()).last().asString().startsWith("Stores: 1 in step, 1 waiting");
        assertThat(run("sync", "--store", "000135").out())
                .contains("Store 000135 is due.")
                .endsWith("Store 000135 is inSync.");
        assertThat(run("plan").out()).first().asString().startsWith("2 stores: 0 to change, 1 in step.");

        feed(Stream.concat(
                        staff("000137", "Atlanta", 1, 10, 12).stream(), staff("000138", "Boston", 1, 13, 16).stream())
                .toList());
        assertThat(run("sync", "--patience", "1").code()).isZero();

        assertThat(asked("yes", "disable").out())
                .contains("Events of Commerce are still taken in, all state is kept, and nothing in Teams is deleted.")
                .last()
                .asString()
                .startsWith("Tandem is disabled since ");
        feed(changes());
        Said after = run("plan");

        assertThat(after.out())
                .containsSubsequence(
                        "4 stores: 4 to change, 0 in step. 1 new team, 1 person to add, 11 people to remove (11 wait for"
                                + " approval), 0 role changes, 1 rename; 3 teams held, 0 findings.",
                        "People would leave (3 stores):",
                        "  000135 San Francisco: 9 people now, +0 -7 (7 wait for approval)",
                        "  000138 Boston: 4 people now, +0 -3 (3 wait for approval)",
                        "  000137 Atlanta Midtown: 3 people now, +0 -1 (1 wait for approval)",
                        "New teams (1 store):",
                        "  000136 Seattle: 0 people now, +1 -0");
        assertThat(after.out())
                .contains("    wait  remove 7 people")
                .contains("            worker 000003, user 22222222-0000-4000-8000-000000000003")
                .contains(
                        "    HELD  7 of 9 people would be removed, which would wait for approval: more than 5 people and"
                                + " more than 20 % of the team");
        assertThat(run("plan", "--json").out())
                .singleElement()
                .asString()
                .contains("\"removals\":7", "\"kind\":\"removeMembers\"", "\"waits\":true");
        assertThat(run("plan", "--store", "999").err())
                .singleElement()
                .asString()
                .contains("no event ever named");
        assertThat(tandem.get("/api/status").body()).contains("\"enabled\":false");
        assertThat(retailer.sandbox().sql("select string_agg(what, ' ' order by number) from activity"))
                .isEqualTo("disable enable sync store.sync sync disable");
        enabledAgainTheyAreHeldAndStillPartOfThePlanUntilSomebodyRejectsThem();
    }

    private void enabledAgainTheyAreHeldAndStillPartOfThePlanUntilSomebodyRejectsThem() {
        assertThat(asked("yes", "enable").code()).isZero();
        await().atMost(PATIENCE)
                .until(() -> tandem.converged() && tandem.counts().getOrDefault("held", 0L) == 3);

        assertThat(run("plan").out())
                .containsSubsequence(
                        "4 stores: 3 to change, 1 in step. 0 new teams, 0 people to add, 11 people to remove (11 wait for"
                                + " approval), 0 role changes, 0 renames; 3 teams held, 0 findings.",
                        "People would leave (3 stores):",
                        "  000135 San Francisco: 9 people now, +0 -7 (7 wait for approval)",
                        "    wait  remove 7 people once hold 1 is approved",
                        "            worker 000003, user 22222222-0000-4000-8000-000000000003",
                        "    HELD  7 of 9 people would be removed, which waits for approval in hold 1",
                        "  000138 Boston: 4 people now, +0 -3 (3 wait for approval)",
                        "  000137 Atlanta Midtown: 3 people now, +0 -1 (1 wait for approval)");
        assertThat(run("explain", "store", "000135").out())
                .contains(
                        "  Held: 7 of 9 people would be removed, which waits for approval in hold 1",
                        "  Worker 000003: to be removed, which waits for approval in hold 1")
                .noneMatch(line -> line.startsWith("  To do: "));
        assertThat(run("explain", "worker", "000003").out())
                .contains("  To be removed, which waits for approval in hold 1.")
                .noneMatch(line -> line.startsWith("  To do: "));

        retailer.sandbox().sql("update hold set made_at = made_at - interval '2 days'");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tandem.get("/health/ready").body())
                        .contains("\"status\":\"UP\"", "hold 1 has waited for 2 days: 11 people of 3 teams"));

        assertThat(run("holds", "reject", "1", "--yes").code()).isZero();

        assertThat(run("plan").out())
                .first()
                .asString()
                .startsWith(
                        "4 stores: 0 to change, 1 in step. 0 new teams, 0 people to add, 0 people to remove, 0 role")
                .endsWith("; 0 teams held, 11 findings.");
        assertThat(run("explain", "worker", "000003").out())
                .contains("  Should no longer be in the team and stays, for hold 1 was rejected.")
                .noneMatch(line -> line.contains("rejected or undone"));
    }

    private void feed(List<String> lines) {
        double folded = tandem.events("applied");
        retailer.sandbox().topics().publishLines(lines);
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == folded + lines.size());
    }

    private static List<String> staff() {
        List<String> lines = new ArrayList<>(staff("000135", "San Francisco", 2, 1, WORKERS));
        lines.add(Events.opened("000136", "Seattle"));
        return lines;
    }

    private static List<String> staff(String store, String name, int managers, int first, int last) {
        List<String> lines = new ArrayList<>(List.of(Events.opened(store, name)));
        for (int n = first; n <= last; n++) {
            lines.add(Events.hired(number(n), user(n)));
            lines.add(Events.assigned(number(n), store, n < first + managers ? "manager" : "worker"));
        }
        return lines;
    }

    /** Seven, one and three people leave, a store is renamed, and another gets its first manager. */
    private static List<String> changes() {
        List<String> lines = new ArrayList<>(IntStream.of(3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 16)
                .mapToObj(n -> Events.worker("worker.terminated", LATER, number(n), "employmentEnd", "2026-03-01"))
                .toList());
        lines.add(Events.store("store.updated", LATER, "000137", "name", "Atlanta Midtown"));
        lines.add(Events.hired(number(EVERYBODY), user(EVERYBODY)));
        lines.add(Events.assigned(number(EVERYBODY), "000136", "manager"));
        return lines;
    }

    private static String number(int n) {
        return "%06d".formatted(n);
    }

    private static String user(int n) {
        return "22222222-0000-4000-8000-%012d".formatted(n);
    }

    private static String account(int n) {
        return """
                {"id": "%s", "displayName": "Person %d", "userPrincipalName": "person%d@contoso.example",\
                 "accountEnabled": true, "employeeId": "%s",\
                 "assignedPlans": [{"service": "TeamspaceAPI", "capabilityStatus": "Enabled"}]}""".formatted(user(n), n, n, number(n));
    }

    private Said run(String... arguments) {
        return Commands.run(whole(arguments));
    }

    /** The same of a command that asks, and is answered. */
    private Said asked(String answer, String... arguments) {
        return Commands.fed(answer + "\n", whole(arguments));
    }

    private String[] whole(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--url", "http://127.0.0.1:" + tandem.tandem().opsPort(), "--token", Sandbox.TOKEN))
                .toArray(String[]::new);
    }
}
