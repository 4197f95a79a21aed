package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem undo}: the teams as they were before a hold was approved. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description =
                "Puts those back who left their teams when a hold was approved, with the role they had, and lets whoever is"
                        + " still in stay; teams that were archived leave the archive. So it remains until Commerce wants them again.")
final class UndoCommand extends OpsCommand {
    private static final Comparator<JsonNode> LARGEST_FIRST = Comparator.comparingInt(
                    (JsonNode team) -> -team.path("restored").size())
            .thenComparing(team -> team.path("storeNumber").asText());

    @Parameters(paramLabel = "RUN", description = "Number of the hold that was approved; 'tandem holds list' has it.")
    private long number;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the hold.")
    private @Nullable String reason;

    @Option(names = "--yes", description = "Does not ask whether that is meant.")
    private boolean yes;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        JsonNode hold = ops.get(path()).path("hold");
        if (hold.path("undone").isObject()) {
            say(
                    out,
                    "Run " + number + " was undone already, at "
                            + hold.path("undone").path("at").asText() + " by " + by(hold) + ".");
            return 0;
        }
        if (!hold.path("state").asText().equals("approved")) {
            say(
                    out,
                    "Hold " + number + " is " + hold.path("state").asText()
                            + ": nothing came of it, so there is nothing to undo.");
            return 1;
        }
        if (!yes && !isMeant(out, hold)) {
            say(out, "Nothing was changed.");
            return 1;
        }
        ApiPath path = ApiPath.of(path() + "/undo").with("reason", reason);
        print(out, ops.post(path.toString(), JsonNodeFactory.instance.objectNode()));
        return 0;
    }

    private boolean isMeant(PrintWriter out, JsonNode hold) throws IOException {
        say(
                out,
                "Run %d, approved at %s by %s, was about %s."
                        .formatted(
                                number,
                                hold.path("decidedAt").asText(),
                                OpsClient.shown(hold.path("decidedBy").asText("somebody")),
                                HoldsCommand.subject(hold)));
        say(out, "Whoever was put out comes back with the role of then, and whoever is not out yet stays.");
        say(out, "So it remains until Commerce wants them there again, whatever else it says of them.");
        return SwitchCommand.isMeant(out);
    }

    private void print(PrintWriter out, JsonNode detail) {
        JsonNode hold = detail.path("hold");
        if (HoldsCommand.isOfPeople(hold)) {
            List<JsonNode> teams = StreamSupport.stream(detail.path("teams").spliterator(), false)
                    .filter(team -> !team.path("restored").isEmpty())
                    .sorted(LARGEST_FIRST)
                    .toList();
            teams.forEach(team -> say(
                    out,
                    "  %s %s: %s"
                            .formatted(
                                    team.path("storeNumber").asText(),
                                    OpsClient.shown(team.path("name").asText("")),
                                    people(Stream.of(team)))));
            say(
                    out,
                    "Run %d is undone: %s of %d teams are back or stay."
                            .formatted(number, people(teams.stream()), teams.size()));
            others(hold.path("people").asLong()
                            - teams.stream()
                                    .mapToLong(team -> team.path("restored").size())
                                    .sum())
                    .forEach(line -> say(out, line));
        } else {
            say(
                    out,
                    "Run %d is undone: %s leave the archive, or are not archived."
                            .formatted(number, HoldsCommand.subject(hold)));
        }
        say(out, "The teams follow one after the other; 'tandem sync' shows how far they are.");
    }

    private static Stream<String> others(long people) {
        return people == 0
                ? Stream.of()
                : Stream.of(people + " others are not: Commerce has wanted them in their teams again since.");
    }

    private static String people(Stream<JsonNode> teams) {
        List<String> roles = teams.flatMap(
                        team -> StreamSupport.stream(team.path("restored").spliterator(), false))
                .map(person -> person.path("role").asText())
                .toList();
        long owners = roles.stream().filter("owner"::equals).count();
        return owners + " owners and " + (roles.size() - owners) + " members";
    }

    private static String by(JsonNode hold) {
        return OpsClient.shown(hold.path("undone").path("by").asText("somebody"));
    }

    private String path() {
        return HoldsCommand.PATH + "/" + number;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
