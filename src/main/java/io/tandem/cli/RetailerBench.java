package io.tandem.cli;

import io.tandem.embedded.SampleCompany;
import io.tandem.embedded.SampleRetailer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench retailer}: makes up a retailer of any size, to be fed. */
@Command(
        name = "retailer",
        mixinStandardHelpOptions = true,
        description = "Writes the people and the events of a made-up retailer: for 'simulator --directory' and 'feed'.")
final class RetailerBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stores",
            converter = CountConverter.class,
            defaultValue = "2000",
            description = "Stores (default: ${DEFAULT-VALUE}).")
    private int stores = 2000;

    @Option(
            names = "--workers",
            converter = CountConverter.class,
            defaultValue = "60000",
            description = "Workers (default: ${DEFAULT-VALUE}).")
    private int workers = 60_000;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the names.")
    private long seed = 1;

    @Option(names = "--people", required = true, paramLabel = "FILE", description = "Where the people go.")
    private Path people = Path.of("people.jsonl");

    @Option(names = "--events", required = true, paramLabel = "FILE", description = "Where the events go.")
    private Path events = Path.of("events.jsonl");

    @Override
    public Integer call() throws IOException {
        SampleRetailer retailer = SampleCompany.retailer(stores, workers, seed, LocalDate.now(ZoneOffset.UTC));
        write(people, retailer.people());
        write(events, retailer.events());
        spec.commandLine().getOut().println("Wrote " + people + " and " + events);
        return 0;
    }

    private static void write(Path file, Stream<String> lines) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                out.println(all.next());
            }
        }
    }
}
