package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem doctor}: looks for what is wrong, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for what is wrong: the app and its permissions, clocks, topics, the webhook, settings, stores and people.",
            "Exits 1 when something blocks."
        })
final class DoctorCommand extends OpsCommand {
    private static final Map<String, String> MARKS = Map.of("blocks", "BLOCKS", "warns", "warns ", "notes", "note  ");

    @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
    private boolean json;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        JsonNode answer = ops.get("/api/doctor");
        if (json) {
            out.println(answer);
        } else {
            print(out, answer);
        }
        return answer.path("blocks").asLong() > 0 ? 1 : 0;
    }

    private static void print(PrintWriter out, JsonNode answer) {
        answer.path("value").forEach(check -> {
            boolean well = check.path("findings").isEmpty();
            out.println(check.path("check").asText() + (well ? ": all is well" : ":"));
            check.path("findings").forEach(found -> {
                String mark = found.path("severity").asText();
                out.println("  " + MARKS.getOrDefault(mark, mark) + " "
                        + OpsClient.shown(found.path("sentence").asText()) + " ["
                        + found.path("code").asText() + "]");
                out.println("         " + OpsClient.shown(found.path("remedy").asText()));
            });
        });
        out.println("%d block, %d warn, %d are good to know."
                .formatted(
                        answer.path("blocks").asLong(),
                        answer.path("warns").asLong(),
                        answer.path("notes").asLong()));
    }
}
