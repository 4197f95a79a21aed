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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The doctor on a Tandem that runs, with Graph's simulator, Kafka and PostgreSQL. */
@BesideOthers
class DoctorCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Retailer retailer = Retailer.with(List.of());

    @AfterEach
    void close() {
        retailer.close();
    }

    @Test
    void findsNothingWithTheAppAndTellsWhatStoresLack() {
        try (RunningTandem tandem = RunningTandem.in(retailer.sandbox())) {
            retailer.sandbox()
                    .topics()
                    .publishLines(List.of(
                            Events.opened("000135", "San Francisco"),
                            Events.hierarchy(
                                    "Procurement",
                                    Events.TIME,
                                    "Procurement internal control",
                                    List.of(List.of("CONTOSO", "Contoso", "", ""))),
                            "garbage"));
            await().atMost(PATIENCE)
                    .until(() -> tandem.events("applied") == 2
                            && retailer.sandbox()
                                    .sql("select count(*) from dead_letter")
                                    .equals("1"));

            String letters = retailer.sandbox().letters();
            Said said = run(tandem);

            assertThat(said.out())
                    .contains("permissions: all is well", "clock: all is well", "settings: all is well")
                    .contains(
                            "  warns  1 time, in stores 000135: no manager with a usable account [finding:no-manager]")
                    .contains("         assign a manager with an account and a licence in Commerce, or set"
                            + " tandem.teams.fallback-owner")
                    .contains("  warns  1 record could not be processed [letters-open]")
                    .anyMatch(line -> line.startsWith("  warns  Kafka forgets what is on topic " + letters)
                            && line.contains("after 30 days")
                            && line.endsWith("[retention-limited:" + letters + "]"))
                    .anyMatch(line -> line.startsWith("         keep it for ever: kafka-configs.sh --bootstrap-server ")
                            && line.endsWith("--entity-name " + letters + " --add-config retention.ms=-1"))
                    .anyMatch(line -> line.startsWith("  note  ") && line.endsWith("[expiry-unreadable]"))
                    .anyMatch(line -> line.endsWith("[webhook-none]"))
                    .anyMatch(line ->
                            line.startsWith("  warns  none of the hierarchies that Commerce published (Procurement)")
                                    && line.endsWith("[hierarchy-purpose]"));
            assertThat(run(tandem, "--json").out()).singleElement().asString().startsWith("{\"blocks\":");
        }
    }

    @Test
    void exitsWithOneWhenTheAppCannotSignIn() {
        Sandbox wrong = retailer.sandbox().with("tandem.graph.client-secret", "mistyped");
        try (RunningTandem tandem = RunningTandem.in(wrong)) {
            Said said = run(tandem);

            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out())
                    .contains("  BLOCKS the client secret is wrong [secret-wrong]")
                    .anyMatch(line -> line.endsWith("[permissions-unreadable]"));
        }
    }

    private static Said run(RunningTandem tandem, String... more) {
        String url = "http://127.0.0.1:" + tandem.tandem().opsPort();
        return Commands.run(Stream.concat(Stream.of("doctor", "--url", url, "--token", Sandbox.TOKEN), Stream.of(more))
                .toArray(String[]::new));
    }
}
