package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem doctor}: looks for what is wrong, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for what is wrong: the app and its permissions, clocks, topics, the webhook, settings, stores and people.",
            "Exits 1 when something blocks."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Map<String, String> MARKS = Map.of("blocks", "BLOCKS", "warns", "warns ", "notes", "note  ");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OpsClient ops = new OpsClient();

    @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode answer = ops.get("/api/doctor");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer);
        } else {
            print(out, answer);
        }
        out.flush();
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
