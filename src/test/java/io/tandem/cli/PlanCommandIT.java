package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.Events;
import io.tandem.Retailer;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.TestGraph.Call;
import io.tandem.cli.Commands.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Plan, enable, sync, plan of a removal, disable: as the IT person of a retailer does it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PlanCommandIT")
class PlanCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WORKERS = 9;

    private final Retailer retailer = Retailer.with(
            IntStream.rangeClosed(1, WORKERS).mapToObj(PlanCommandIT::account).toList());
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

        assertThat(run("enable", "--yes").code()).isZero();
        assertThat(run("sync", "--patience", "1").out()).last().asString().startsWith("Stores: 1 in step, 1 waiting");
        assertThat(run("sync", "--store", "000135").out())
                .contains("Store 000135 is due.")
                .endsWith("Store 000135 is inSync.");
        assertThat(run("plan").out()).first().asString().startsWith("2 stores: 0 to change, 1 in step.");

        run("disable", "--yes");
        feed(IntStream.rangeClosed(3, WORKERS)
                .mapToObj(n -> Events.worker(
                        "worker.terminated", Events.TIME.plusSeconds(60), number(n), "employmentEnd", "2026-03-01"))
                .toList());
        Said after = run("plan");

        assertThat(after.out())
                .contains("People would leave (1 store):", "  000135 San Francisco: 9 people now, +0 -7")
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
                .isEqualTo("disable enable sync store.sync disable");
    }

    private void feed(List<String> lines) {
        double folded = tandem.events("applied");
        retailer.sandbox().topics().publishLines(lines);
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == folded + lines.size());
    }

    private static List<String> staff() {
        List<String> lines =
                new ArrayList<>(List.of(Events.opened("000135", "San Francisco"), Events.opened("000136", "Seattle")));
        for (int n = 1; n <= WORKERS; n++) {
            lines.add(Events.hired(number(n), user(n)));
            lines.add(Events.assigned(number(n), "000135", n <= 2 ? "manager" : "worker"));
        }
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
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + tandem.tandem().opsPort(), "--token", Sandbox.TOKEN));
        return Commands.beside(all.toArray(String[]::new));
    }
}
