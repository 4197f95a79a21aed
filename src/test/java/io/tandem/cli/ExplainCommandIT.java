package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Retailer;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Why a worker, a store and a task are as they are. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADA = "22222222-0000-4000-8000-000000000001";
    private static final String BOB = "22222222-0000-4000-8000-000000000002";

    private static final String DAN = "22222222-0000-4000-8000-000000000003";

    private final Retailer retailer =
            Retailer.with(List.of(account(ADA, true), account(BOB, false), account(DAN, true)));
    private final RunningTandem tandem = RunningTandem.in(retailer.sandbox());

    @BeforeAll
    void feed() {
        retailer.sandbox()
                .topics()
                .publishLines(List.of(
                        Events.opened("000135", "San Francisco"),
                        Events.hired("000001", ADA),
                        Events.hired("000002", BOB),
                        Events.assigned("000001", "000135", "manager"),
                        Events.assigned("000002", "000135", "worker"),
                        role("granted", "000001", 0),
                        role("granted", "000002", 0),
                        Events.worker(
                                "worker.hired", Events.TIME, "000003", "name", "Cyd", "employmentStart", "2020-01-01"),
                        role("granted", "000003", 0),
                        role("revoked", "000003", 1),
                        Events.opened("000136", "Oakland"),
                        Events.hired("000004", DAN),
                        Events.assigned("000004", "000136", "worker"),
                        Events.list("holiday", Events.TIME, "000135")));
        await().atMost(PATIENCE)
                .until(() -> tandem.events("applied") + tandem.events("stale") == 14
                        && tandem.converged()
                        && tandem.counts().getOrDefault("inSync", 0L) == 1
                        && tandem.tandem().tasks().counts().getOrDefault("inSync", 0L) == 1);
    }

    @AfterAll
    void close() {
        tandem.close();
        retailer.close();
    }

    @Test
    void tellsTheEventTheRuleAndTheCallOfAWorker() {
        assertThat(run("worker", "000001").out()).first().isEqualTo("Worker 000001, Worker 000001");
        assertThat(run("worker", "000001").out())
                .contains("  Rule: Managers of a store own its team.")
                .anyMatch(line -> line.matches(
                        "  Call .*Z: create group tandem-000135 .* -> group created \\(request-id [0-9a-f-]{36}\\)"))
                .anyMatch(line -> line.matches("  Written \\d{4}-.*Z, seen in Teams \\d{4}-.*Z"))
                .anyMatch(line -> line.matches("  2026-03-01T09:30:00Z Assigned.*store 000135 \\(event"
                        + " worker.store.assigned-worker/000001-.* of /d365/contoso/usrt\\)"));
    }

    @Test
    void tellsWhySomebodyIsInNoTeam() {
        assertThat(run("worker", "000002").out())
                .contains(
                        "  Worker 000002 has no Teams licence; assign one.",
                        "  So not in the team yet, for the account is missing, disabled or without a licence.")
                .contains("  Written never, seen in Teams never")
                .noneMatch(line -> line.startsWith("  Call "));
    }

    @Test
    void tellsThatThereIsNoTeamToBeIn() {
        assertThat(run("worker", "000004").out())
                .containsSubsequence("  No manager with a usable account.", "  So not in a team, for there is none.")
                .noneMatch(line -> line.contains("not written yet"));
    }

    @Test
    void tellsWhyAHolderOfTheRoleIsInTheTeamOfTheCommunicationsManagersOrIsNot() {
        assertThat(run("worker", "000001").out())
                .containsSubsequence(
                        "The communications managers, Retail Communication",
                        "  Commerce: holds the role Retail task manager.",
                        "  So an owner of the team, and seen there.",
                        "  Rule: Whoever tandem.teams.communications-owners names owns the team of the communications"
                                + " managers, else the first who held the role Retail task manager.")
                .anyMatch(line -> line.contains("create group tandem-communications "));
        assertThat(run("worker", "000002").out())
                .containsSubsequence(
                        "The communications managers, Retail Communication",
                        "  Commerce: holds the role Retail task manager.",
                        "  Worker 000002 has no Teams licence; assign one.",
                        "  So not in the team yet, for the account is missing, disabled or without a licence.");
        assertThat(run("worker", "000003").out())
                .containsSubsequence(
                        "The communications managers, Retail Communication",
                        "  Commerce: does not hold the role Retail task manager.",
                        "  So not in the team.")
                .anyMatch(line -> line.contains("Z No longer Retail task manager (event role.revoked-"));
        assertThat(run("store", "communications").out())
                .contains("The communications managers, Retail Communication: inSync")
                .contains("  Finding: worker 000002 has no Teams licence; assign one")
                .anyMatch(line -> line.contains("Worker 000001: Role: Retail task manager (event role.granted-"));
    }

    @Test
    void tellsOfAStoreWhatWasDoneAndWhatKeepsPeopleOut() {
        assertThat(run("store", "000135").out())
                .contains("Store 000135, San Francisco: inSync")
                .contains("  Finding: worker 000002 has no Teams licence; assign one")
                .anyMatch(line -> line.contains("create the team of the group -> team requested (request-id "))
                .anyMatch(line -> line.contains("Name: San Francisco (event store.opened-store/000135-"));
        assertThat(run("store", "000135", "--json").out())
                .singleElement()
                .asString()
                .contains("\"requestId\":\"");
    }

    @Test
    void tellsOfATaskWhoSaidWhat() {
        assertThat(run("task", "holiday/000135/task1").out())
                .first()
                .isEqualTo("\"Task 1\" of store 000135: NotStarted");
        assertThat(run("task", "holiday/000135/task1").out())
                .contains("  Made in Commerce headquarters.")
                .anyMatch(line -> line.startsWith("  Title: \"Task 1\", Commerce decides; Commerce \"Task 1\""));
    }

    @Test
    void saysInOneLineWhatIsNotThere() {
        assertThat(run("worker", "000009").err()).singleElement().asString().contains("never spoke of worker 000009");
        assertThat(run("store", "000009").err()).singleElement().asString().contains("no event ever named a store");
        assertThat(run("task", "none").err())
                .singleElement()
                .asString()
                .contains("there is no task with the id 'none'");
        assertThat(run("worker").code()).isEqualTo(2);
    }

    private static String role(String verb, String worker, int second) {
        return Events.worker("role." + verb, Events.TIME.plusSeconds(second), worker, "role", "Retail task manager");
    }

    private static String account(String id, boolean licensed) {
        return """
                {"id": "%s", "displayName": "Somebody", "userPrincipalName": "%s@contoso.example",\
                 "accountEnabled": true, "assignedPlans": [%s]}""".formatted(
                        id,
                        id.substring(30),
                        licensed ? "{\"service\": \"TeamspaceAPI\", \"capabilityStatus\": \"Enabled\"}" : "");
    }

    private Said run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + tandem.tandem().opsPort(), "--token", Sandbox.TOKEN));
        return Commands.run(all.toArray(String[]::new));
    }
}
