package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TasksCommandIT {
    private final Sandbox sandbox = Sandbox.create(1);
    private final RunningTandem tandem = RunningTandem.in(sandbox);

    @AfterEach
    void close() {
        tandem.close();
    }

    @Test
    void countsTasksByRegionListAndStore() {
        assertThat(rollup().out())
                .containsExactly(row("REGION", "OPEN", "IN PROGRESS", "DONE", "OVERDUE"), "There are no tasks yet.");
        sandbox.sql("insert into task_standing (store_number, name, region, zone, state, reason, findings)"
                + " select number, number, region, 'America/Chicago', 'IN_SYNC', '', '{}'"
                + " from (values ('000135', 'CA'), ('000136', 'TX'), ('000137', '')) as stores (number, region)");
        sandbox.sql("insert into task_board (store_number, ref, title, list, status, due, assignees)"
                + " select store, 'commerce/' || number, 'Count', list, status, now() - make_interval(days => late), ''"
                + " from (values (1, '000135', 'Opening', 'NotStarted', 3), (2, '000135', 'Opening', 'Completed', 3),"
                + " (3, '000136', 'Opening', 'InProgress', -3), (4, '000136', '', 'NotStarted', -3),"
                + " (5, '000137', 'Closing', 'InProgress', 3)) as tasks (number, store, list, status, late)");

        assertThat(rollup().out())
                .containsExactly(
                        row("REGION", "OPEN", "IN PROGRESS", "DONE", "OVERDUE"),
                        row("(none)", 0, 1, 0, 1),
                        row("CA", 1, 0, 1, 1),
                        row("TX", 1, 1, 0, 0),
                        row("all", 2, 2, 1, 2));
        assertThat(rollup("--by", "LIST").out())
                .containsExactly(
                        row("LIST", "OPEN", "IN PROGRESS", "DONE", "OVERDUE"),
                        row("(none)", 1, 0, 0, 0),
                        row("Closing", 0, 1, 0, 1),
                        row("Opening", 1, 1, 1, 1),
                        row("all", 2, 2, 1, 2));
        assertThat(rollup("--by", "store", "--json").out())
                .singleElement()
                .asString()
                .contains("\"name\":\"000136\"", "\"inProgress\":1");
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        assertThat(rollup("--by", "worker").code()).isEqualTo(2);
        Said said = Commands.run("tasks", "rollup", "--url", "http://127.0.0.1:1", "--token", "x");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).singleElement().asString().contains("nothing answers at");
    }

    private static String row(Object name, Object... counts) {
        return "%-32s %8s %12s %8s %8s"
                .formatted(Stream.concat(Stream.of(name), Stream.of(counts)).toArray());
    }

    private Said rollup(String... options) {
        List<String> call = List.of(
                "tasks",
                "rollup",
                "--url",
                "http://127.0.0.1:" + tandem.tandem().opsPort(),
                "--token",
                Sandbox.TOKEN);
        return Commands.run(Stream.concat(call.stream(), Stream.of(options)).toArray(String[]::new));
    }
}
