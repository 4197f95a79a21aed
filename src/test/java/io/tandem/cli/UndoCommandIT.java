package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside a Tandem that knows of no Graph: three people of two stores left when hold 1 was approved. */
@BesideOthers
class UndoCommandIT {
    private final Sandbox sandbox = Sandbox.create(1);
    private final RunningTandem tandem = RunningTandem.in(sandbox);

    @BeforeEach
    void approve() {
        hold("approved", "people");
        sandbox.sql("insert into departure (store_number, user_id, state, asked_at, team_size, hold, role)"
                + " values ('000135', 'ada', 'done', now(), 9, 1, 'OWNER'), ('000136', 'bob', 'granted', now(), 9, 1, 'MEMBER'),"
                + " ('000136', 'cleo', 'done', now(), 9, 1, null), ('000136', 'dan', 'done', now(), 9, 1, 'MEMBER')");
        sandbox.sql("insert into removal (run, store_number, user_id, role, team_size, at)"
                + " select hold, store_number, user_id, role, team_size, asked_at from departure");
        sandbox.sql("insert into worker_link (subject, identity) values ('worker/000205', 'id:dan')");
        sandbox.sql("insert into fact (subject, field, value, stamp) values ('worker/000205', 'name', '\"Dan\"', '')");
        sandbox.sql("insert into team (store_number, stage) values ('000136', 'ready')");
        sandbox.sql("insert into team_member (store_number, user_id, role, ours, seen_at)"
                + " values ('000136', 'dan', 'MEMBER', true, now())");
    }

    @AfterEach
    void close() {
        tandem.close();
    }

    @Test
    void saysWhoIsBackStoreByStoreAndWhatWasUndoneAlready() {
        Said undone = undo("1", "--yes", "--reason", "the feed was wrong");

        assertThat(undone.code()).isZero();
        assertThat(undone.out())
                .containsExactly(
                        "  000136 : 0 owners and 2 members",
                        "  000135 : 1 owners and 0 members",
                        "Run 1 is undone: 1 owners and 2 members of 2 teams are back or stay.",
                        "  000136: 000205 Dan (dan) is not back, for the person is in the team again already.",
                        "The teams follow one after the other; 'tandem plan' shows what is left to do.");
        assertThat(undo("1", "--yes").out())
                .singleElement()
                .asString()
                .startsWith("Run 1 was undone already, at ")
                .endsWith(" by token.");
        assertThat(holds("list").out()).last().asString().contains("undone");
        assertThat(holds("show", "1").out())
                .anyMatch(line -> line.startsWith("Undone by token at ") && line.endsWith(": the feed was wrong"))
                .contains("    back: ada, owner", "    back: cleo, member")
                .contains("    not back: 000205 Dan (dan), for the person is in the team again already");
        assertThat(tandem.get("/api/activity").body()).contains("hold.undo", "the feed was wrong");
    }

    @Test
    void saysThatNothingCameOfWhatWasNeverApproved() {
        hold("rejected", "people");

        Said said = undo("2", "--yes");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).containsExactly("Hold 2 is rejected: nothing came of it, so there is nothing to undo.");
        assertThat(undo("3", "--yes").err()).singleElement().asString().contains("there is no hold '3'");
    }

    @Test
    void listsAllRunsAndUndoesOneThatNeededNoApproval() {
        hold("passed", "people");
        hold("rejected", "people");
        sandbox.sql("insert into departure (store_number, user_id, state, asked_at, team_size, hold, role)"
                + " values ('000139', 'finn', 'done', now(), 9, 2, 'MEMBER')");
        sandbox.sql("insert into removal (run, store_number, user_id, role, team_size, at)"
                + " values (2, '000139', 'finn', 'MEMBER', 9, now())");

        assertThat(undo().out())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("2      people    passed           1       1"))
                .anyMatch(line -> line.startsWith("1      people    approved         4       2"));
        assertThat(holds("list").out()).noneMatch(line -> line.contains("passed"));
        assertThat(undo("2", "--yes").out())
                .contains("Run 2 is undone: 0 owners and 1 members of 1 teams are back or stay.");
        assertThat(undo().out()).anyMatch(line -> line.startsWith("2      people    undone"));
        assertThat(tandem.get("/api/runs/2").body()).contains("\"state\":\"passed\"", "finn");
    }

    @Test
    void takesTeamsOutOfTheArchive() {
        hold("approved", "archives");
        sandbox.sql("insert into team (store_number, stage, team_id) values ('000137', 'archived', 'team-3')");
        sandbox.sql("insert into archiving (store_number, state, asked_at, hold) values ('000137', 'done', now(), 2)");

        assertThat(undo("2", "--yes").out())
                .startsWith("Run 2 is undone: the teams of 1 stores leave the archive, or are not archived.");
    }

    @Test
    void answersProgramsWithWhatIsWrong() {
        hold("open", "archives");

        assertThat(post("/api/holds/2/undo").body())
                .contains("\"status\":409", "hold 2 is open: nothing came of it, so there is nothing to undo");
        assertThat(post("/api/holds/7/undo").statusCode()).isEqualTo(404);
        assertThat(post("/api/holds/1/undo?reason=" + "x".repeat(501)).statusCode())
                .isEqualTo(400);
        assertThat(post("/api/holds/1/undo").body())
                .contains("\"undone\":{", "{\"userId\":\"ada\",\"role\":\"owner\"}");
        assertThat(post("/api/holds/1/undo").statusCode()).as("twice is once").isEqualTo(200);
    }

    @Test
    void approvesWhatWasShownAndNothingElse() {
        hold("open", "people");
        held("bea", "cy");
        String shown = revision();
        held("dora");

        Said late = holds("approve", "2", "--revision", shown);

        assertThat(late.code()).isEqualTo(1);
        assertThat(late.err())
                .singleElement()
                .asString()
                .contains(
                        "hold 2 changed since it was shown: 3 people of 1 team would be removed now, not 2 people of 1 team;"
                                + " nothing was done, look at it again");
        assertThat(post("/api/holds/2/approve?revision=" + shown).statusCode()).isEqualTo(409);
        assertThat(post("/api/holds/2/approve").body()).contains("\"status\":400", "revision is missing");
        assertThat(holds("approve", "2", "--yes").out())
                .contains("    dora")
                .endsWith("Hold 2 is approved: 3 people of 1 stores.");
        assertThat(post("/api/holds/2/approve?revision=" + shown).body()).contains("hold 2 is not open any more");
    }

    @Test
    void rejectsWhatWasShownAndNothingElse() {
        hold("open", "people");
        held("bea", "cy");
        String shown = revision();
        held("dora");

        assertThat(holds("reject", "2", "--revision", shown).err())
                .singleElement()
                .asString()
                .contains("hold 2 changed since it was shown", "look at it again and decide on what is shown then");
        assertThat(post("/api/holds/2/reject").body()).contains("\"status\":400", "revision is missing");
        assertThat(post("/api/holds/2/reject?revision=" + shown).statusCode()).isEqualTo(409);
        assertThat(holds("reject", "2", "--yes").out())
                .contains("    dora")
                .endsWith("Hold 2 is rejected: 3 people of 1 stores.");
    }

    @Test
    void saysThatNobodyWouldComeBackAndLeavesTheRunAsItIs() {
        sandbox.sql("update departure set hold = null");

        Said said = undo("1", "--yes");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .singleElement()
                .asString()
                .contains("run 1 is not undone, for nobody would come back: Commerce ended them since");
        assertThat(undo().out()).anyMatch(line -> line.startsWith("1      people    approved"));
    }

    private String revision() {
        return holds("show", "2").out().stream()
                .filter(line -> line.startsWith("Revision "))
                .map(line -> line.substring("Revision ".length(), line.indexOf(',')))
                .findFirst()
                .orElseThrow();
    }

    private void held(String... users) {
        for (String user : users) {
            sandbox.sql("insert into departure (store_number, user_id, state, asked_at, team_size, hold)"
                    + " values ('000140', '%s', 'held', now(), 9, 2)".formatted(user));
        }
    }

    private HttpResponse<String> post(String path) {
        return tandem.send(tandem.request(path)
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .POST(BodyPublishers.noBody()));
    }

    private void hold(String state, String kind) {
        sandbox.sql("insert into hold (state, kind, made_at, decided_at, decided_by)"
                + " values ('%s', '%s', now(), now(), 'somebody')".formatted(state, kind));
    }

    private Said undo(String... arguments) {
        return run("undo", arguments);
    }

    private Said holds(String... arguments) {
        return run("holds", arguments);
    }

    private Said run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--url", "http://127.0.0.1:" + tandem.tandem().opsPort(), "--token", Sandbox.TOKEN));
        return Commands.run(line.toArray(String[]::new));
    }
}
