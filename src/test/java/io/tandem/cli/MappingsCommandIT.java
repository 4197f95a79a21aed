package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Retailer;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.cli.Commands.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class MappingsCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The last of some teams is answered for so much later than the others. */
    private static final Duration LATE = Duration.ofSeconds(8);

    private static final String ADA = "00000000-0000-4000-8000-000000000001";

    private final Retailer retailer = Retailer.with(List.of("""
            {"id":"%s","displayName":"Ada","userPrincipalName":"ada@contoso.example","accountEnabled":true,\
            "assignedPlans":[{"service":"TeamspaceAPI","capabilityStatus":"Enabled"}]}""".formatted(ADA)));
    private final RunningTandem tandem = RunningTandem.in(retailer.sandbox());
    private final String team = retailer.graph().make("Houston", "houston", ADA);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void open() {
        assertThat(beside("disable", "--yes", "--reason", "a look first").code())
                .isZero();
        retailer.sandbox()
                .topics()
                .publishLines(List.of(Events.opened("000135", "Houston"), Events.opened("000136", "Katy")));
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == 2);
    }

    @AfterEach
    void close() {
        tandem.close();
        retailer.close();
    }

    @Test
    void proposesAFileThatItTakesBack() throws IOException {
        Said suggested = run("suggest");
        assertThat(suggested.out())
                .contains("RetailStore,000135," + team + ",95,Houston,Houston,name and mail nickname")
                .contains("RetailStore,000136,,0,Katy,,no team looks like it");

        Said imported = run(
                "import",
                Files.write(folder.resolve("teams.csv"), suggested.out()).toString());

        assertThat(imported.out())
                .containsExactly("1 teams imported, 0 were known, 2 lines without team left alone, 0 lines are wrong");
        assertThat(imported.code()).isZero();
        assertThat(run("export").out())
                .containsExactly(
                        "SOURCETYPE,SOURCEID,TEAMID,NAME",
                        "RetailStore,000135," + team + ",Houston",
                        "RetailStore,000136,,Katy",
                        "Communication,communications,,");
        assertThat(retailer.sandbox().sql("select detail from activity where what = 'mappings.import'"))
                .isEqualTo("1 teams");
    }

    @Test
    void namesEachLineThatIsWrongAndImportsTheOthersOnRequest() throws IOException {
        Path file = Files.writeString(
                folder.resolve("teams.csv"),
                "\uFEFFteamid;sourceid;sourcetype\r\n" + team + ";000135;RetailStore\r\n" + team
                        + "1;136;RetailStore\r\n");

        Said refused = run("import", file.toString());

        assertThat(refused.code()).isOne();
        assertThat(refused.err())
                .containsExactly(
                        file + ":3: TEAMID '" + team + "1' is no GUID such as 4a5b6c7d-0000-4000-8000-0123456789ab");
        assertThat(refused.out())
                .containsExactly("0 teams imported, 0 were known, 0 lines without team left alone, 1 lines are wrong");

        Said partly = run("import", file.toString(), "--partial");

        assertThat(partly.code()).isOne();
        assertThat(partly.out())
                .containsExactly("1 teams imported, 0 were known, 0 lines without team left alone, 1 lines are wrong");
        assertThat(run("export").out()).contains("RetailStore,000135," + team + ",Houston");
    }

    @Test
    void waitsForNothingWhileTandemIsDisabled() throws IOException {
        Path file = Files.writeString(
                folder.resolve("teams.csv"), "SOURCETYPE,SOURCEID,TEAMID\nRetailStore,000135," + team + "\n");

        assertThat(run("import", file.toString(), "--wait").out())
                .containsExactly(
                        "1 teams imported, 0 were known, 0 lines without team left alone, 0 lines are wrong",
                        "Tandem is disabled: it takes these teams over once somebody enables it.");
    }

    @Test
    void showsHowFarTheTakingOverIsAndWhenItWillBeDone() throws IOException {
        List<String> teams = new ArrayList<>(List.of(team));
        for (int store = 136; store <= 138; store++) {
            teams.add(retailer.graph().make("Team of " + store, "team" + store, ADA));
        }
        retailer.sandbox()
                .topics()
                .publishLines(List.of(
                        Events.opened("000137", "Tomball"),
                        Events.opened("000138", "Conroe"),
                        Events.hired("000001", ADA),
                        Events.assigned("000001", "000135", "manager"),
                        Events.assigned("000001", "000136", "manager"),
                        Events.assigned("000001", "000137", "manager"),
                        Events.assigned("000001", "000138", "manager")));
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == 9);
        String file = Files.writeString(
                        folder.resolve("teams.csv"),
                        "SOURCETYPE,SOURCEID,TEAMID\n"
                                + IntStream.range(0, 4)
                                        .mapToObj(n -> "RetailStore,00013" + (5 + n) + "," + teams.get(n))
                                        .collect(Collectors.joining("\n")))
                .toString();
        assertThat(run("import", file).out()).singleElement().asString().startsWith("4 teams imported");
        retailer.graph().delay("GET", "/groups/" + teams.getLast() + "\\?", LATE);
        assertThat(beside("enable", "--yes").code()).isZero();

        assertThat(run("import", file, "--wait").out())
                .startsWith("0 teams imported, 4 were known, 0 lines without team left alone, 0 lines are wrong")
                .anyMatch(line ->
                        line.matches("Existing teams: 3 are there, 1 to come, ready at about \\d\\d:\\d\\d:\\d\\d UTC"))
                .endsWith("All of them are taken over, or wait for what 'tandem plan' says.");
        assertThat(beside("explain", "store", "000135").out())
                .anyMatch(line -> line.contains("look at mapped team " + team + " -> group found (request-id "));

        Said kept = run("release", "000135");
        assertThat(kept.code()).isOne();
        assertThat(kept.err()).singleElement().asString().contains("which is still named for it");
        retailer.sandbox().topics().publishLines(List.of(Events.mapped("000135", null, Instant.now())));
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == 10);
        assertThat(run("release", "000135").out()).containsExactly("Let go of. What comes next is in 'tandem plan'.");
    }

    @Test
    void saysWhatIsMissing() {
        Said said = run("import", folder.resolve("none.csv").toString());

        assertThat(said.code()).isOne();
        assertThat(said.err()).singleElement().asString().contains("there is no file");
    }

    private Said run(String... arguments) {
        return beside(Stream.concat(Stream.of("mappings"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Said beside(String... arguments) {
        return Commands.run(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--url", "http://127.0.0.1:" + tandem.tandem().opsPort(), "--token", Sandbox.TOKEN))
                .toArray(String[]::new));
    }
}
