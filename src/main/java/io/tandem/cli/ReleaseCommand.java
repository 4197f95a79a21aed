package io.tandem.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tandem mappings release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Lets go of an existing team that a store took over and that its mapping does not name any more.",
            "Nobody is put out of it and nothing is changed there. The store follows its mapping, or gets a team of its own,"
                    + " and its tasks are made anew there."
        })
final class ReleaseCommand extends OpsCommand {
    @Parameters(paramLabel = "STORE", description = "Number of the store, or 'communications'.")
    private String source = "";

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        ops.post("/api/mappings/" + OpsClient.encoded(source) + "/release", JsonNodeFactory.instance.objectNode());
        out.println("Let go of. What comes next is in 'tandem plan'.");
        return 0;
    }
}
