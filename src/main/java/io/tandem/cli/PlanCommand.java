package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem plan}: what would be done in Teams, without doing it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what would be done in Teams, store by store, and does nothing:",
            "removals first, the largest before the others, then new teams, other changes, and what keeps people waiting."
        })
final class PlanCommand extends OpsCommand {
    @Option(names = "--store", paramLabel = "N", description = "This store only, with everybody who would be added.")
    private @Nullable String store;

    @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
    private boolean json;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        JsonNode plan = ops.get(ApiPath.of("/api/plan").with("store", store).toString());
        if (json) {
            out.println(plan);
        } else {
            new PlanPrinter(out, store != null).print(plan);
        }
        return 0;
    }
}
