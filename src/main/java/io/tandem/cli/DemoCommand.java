package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.cli.Aftermath.Picture;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.embedded.Expected;
import io.tandem.embedded.SampleCompany;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.hq.HqSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem demo}: the whole product on one machine, with a sample retailer. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the whole product on this machine: Kafka, PostgreSQL, stand-ins of Graph and Commerce HQ,"
                + " Tandem, and the events and people of a sample retailer.")
final class DemoCommand implements Callable<Integer> {
    /** For so many days the sample's future stays the future. */
    private static final int DAYS = 9;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--hq-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "8082",
            description = "Port of the Commerce HQ stand-in (default: ${DEFAULT-VALUE}).")
    private int hqPort = 8082;

    @Option(names = "--once", description = "Ends after all is in step: exit 0, or 1 with what is not.")
    private boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getOut());
        Settings settings = common.settings(null);
        Map<String, String> token = Surroundings.token(settings);
        settings = settings.with(token).with(Surroundings.simulated(settings, common));
        settings = settings.with(Surroundings.hurried(settings));
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step)) {
            SampleCompany sample = SampleCompany.contoso(firstDay());
            Simulator simulator = simulator(sample);
            platform.closeFirst(simulator);
            HqSimulator hq = HqSimulator.start(common.data(), hqPort);
            platform.closeFirst(hq);
            hq.seed(sample.headquarters());
            progress.step(
                    "Microsoft Graph is simulated at " + simulator.baseUri() + ", Commerce HQ at " + hq.baseUri());
            settings = settings.with(Surroundings.of(platform)).with(Surroundings.headquarters(settings, hq));
            Tandem tandem = Tandem.start(settings, null);
            platform.closeFirst(tandem);
            progress.step("Tandem runs; ops at " + Surroundings.ops(tandem, token));
            return play(tandem, sample, settings, hq, progress);
        }
    }

    private int play(Tandem tandem, SampleCompany sample, Settings settings, HqSimulator hq, Progress progress)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> events = Stream.of(sample.events(), sample.hierarchies(), sample.tasks())
                .flatMap(List::stream)
                .toList();
        FeedCommand.publishAll(settings, events.stream());
        progress.step("Commerce published " + events.size() + " events of Contoso's 39 stores and of their tasks");
        boolean converged = progress.follow(tandem, PATIENCE);
        DeedBook book = DeedBook.open(common.data().resolve("contoso-deeds.json"));
        @Nullable Picture picture = null;
        if (converged && Surroundings.areStandIns(settings, hq)) {
            picture = new DemoStage(tandem, settings, hq, progress).perform(book, sample.people());
            converged = progress.follow(tandem, PATIENCE);
        }
        boolean asExpected = new DemoSummary(tandem, expected(sample, progress), byHand(book)).print(out, converged);
        boolean allArrived = picture == null || new DeedSummary(picture).print(out);
        if (allArrived && !book.isEmpty()) {
            book.close();
        }
        if (!once) {
            out.println("Running until Ctrl-C. Try: ./tandem tasks rollup --url " + address(tandem)
                    + " --token TOKEN, ./tandem feed FILE, or ./tandem tail commerce.updates --from-beginning");
            out.flush();
            Ending.await();
        }
        return converged && asExpected && allArrived ? 0 : 1;
    }

    private Map<String, Expected> expected(SampleCompany sample, Progress progress) throws IOException {
        if (LocalDate.now(ZoneOffset.UTC).isAfter(firstDay().plusDays(DAYS))) {
            progress.step("The sample's dates have passed: it began on " + firstDay()
                    + "; for its own expectations start with another --data folder");
            return Map.of();
        }
        return sample.expected();
    }

    private static Set<String> byHand(DeedBook book) {
        return book.deeds().stream()
                .filter(deed -> deed.kind() == Deed.Kind.ADDED)
                .map(deed -> deed.store() + "/" + deed.object().id())
                .collect(Collectors.toSet());
    }

    private Simulator simulator(SampleCompany sample) throws IOException {
        Path people = common.data().resolve("contoso-people.jsonl");
        Files.write(people, sample.people());
        return Surroundings.simulator(common, common.graphPort(), SimulatorProfile.fast(), 1, people);
    }

    /** A demo that goes on with its data goes on with the dates of its first day. */
    private LocalDate firstDay() throws IOException {
        Path kept = common.data().resolve("contoso-first-day");
        if (!Files.exists(kept)) {
            Files.writeString(kept, LocalDate.now(ZoneOffset.UTC).toString());
        }
        return LocalDate.parse(Files.readString(kept).strip());
    }

    private static String address(Tandem tandem) {
        return "http://localhost:" + tandem.opsPort();
    }
}
