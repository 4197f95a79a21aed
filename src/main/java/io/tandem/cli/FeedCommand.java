package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tandem feed}: publishes events, one JSON a line; other lines go out as they are. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = "Publishes CloudEvents, one JSON a line. A line that is no JSON goes out as it is.")
final class FeedCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Topic (default: the one of Commerce's events).")
    private @Nullable String topic;

    @Parameters(paramLabel = "FILE", description = "File with the events, - for standard input.")
    private String file = "-";

    @Override
    public Integer call() throws IOException {
        Settings settings = kafka.settings();
        String to = topic == null ? settings.text("tandem.topics.commerce-events") : topic;
        try (InputStream in = open();
                Publisher publisher = new Publisher(settings, to)) {
            long[] odd = {0};
            long sent = publisher.publish(Lines.of(in), line -> {
                String key = key(line);
                odd[0] += key == null ? 1 : 0;
                return key;
            });
            String oddly = odd[0] == 0 ? "" : ", " + odd[0] + " of them without a subject or no JSON at all";
            spec.commandLine().getOut().println("Published " + sent + " records to " + to + oddly);
        }
        return 0;
    }

    /** {@return the record key of an event, its subject; null when the line has none} */
    static @Nullable String key(byte[] line) {
        try {
            JsonNode subject = JSON.readTree(line).path("subject");
            return subject.isTextual() ? subject.asText() : null;
        } catch (IOException noJson) {
            return null;
        }
    }

    private InputStream open() throws IOException {
        if (file.equals("-")) {
            return System.in;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new ParameterException(
                    spec.commandLine(), "cannot read " + file + "; give a file of events, or - for standard input");
        }
        return Files.newInputStream(path);
    }

    /** Publishes all events of a stream, keyed by their subjects. */
    static long publishAll(Settings settings, Stream<String> events) {
        try (Publisher publisher = new Publisher(settings, settings.text("tandem.topics.commerce-events"))) {
            return publisher.publish(events.map(event -> event.getBytes(StandardCharsets.UTF_8)), FeedCommand::key);
        }
    }
}
