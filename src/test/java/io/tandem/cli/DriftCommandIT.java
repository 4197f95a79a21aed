package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beside a Tandem that writes nothing to Graph, so that a sweep that is ordered stays where it is. */
@BesideOthers
class DriftCommandIT {
    private final Sandbox sandbox = Sandbox.create(1);
    private final RunningTandem tandem = RunningTandem.in(sandbox);

    @AfterEach
    void close() {
        tandem.close();
    }

    @Test
    void ordersASweepAndTellsWhatPeopleChanged() {
        assertThat(run("list").out()).containsExactly("No sweep was made yet.", "Nobody changed anything.");
        sandbox.sql("insert into drift (store_number, team_id, user_id, change, action, at)"
                + " values ('000135', 'team-1', null, 'renamed', 'put-back', '2026-03-01T09:30:00Z') returning number");

        assertThat(run("sweep").out())
                .singleElement()
                .asString()
                .startsWith("Sweep 1 by ")
                .contains("just begun", "0 of 0 teams read");

        Said waiting = run("sweep", "--wait");
        assertThat(waiting.code()).isEqualTo(1);
        assertThat(waiting.err()).singleElement().asString().contains("Tandem is disabled and reads no teams");

        assertThat(run("list").out()).anyMatch(line -> line.matches(".*000135 +renamed +put-back +team-1"));
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        Said said = Commands.run("drift", "list", "--url", "http://127.0.0.1:1", "--token", "x");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).singleElement().asString().contains("nothing answers at");
    }

    private Said run(String... command) {
        List<String> arguments = new ArrayList<>(List.of("drift"));
        arguments.addAll(List.of(command));
        arguments.addAll(List.of("--url", "http://127.0.0.1:" + tandem.tandem().opsPort(), "--token", Sandbox.TOKEN));
        return Commands.run(arguments.toArray(String[]::new));
    }
}
