package io.tandem.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which open dead letters something is done to: those that are named, or all that options leave. */
final class MeantLetters {
    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "For example 0-1523.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All open letters.")
    private boolean all;

    List<String> ids() {
        return ids;
    }

    /**
     * {@return them as the REST API is told of them}
     *
     * @throws ParameterException when none are named, or in two ways
     */
    ObjectNode order(CommandLine command) {
        boolean filtered = all || !letters.isEmpty();
        if (filtered == !ids.isEmpty() || (all && !letters.isEmpty())) {
            throw new ParameterException(
                    command, "name letters by their ids, or by options such as --cause, or give --all");
        }
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        if (filtered) {
            order.set("filter", letters.json());
        } else {
            ids.forEach(order.putArray("ids")::add);
        }
        return order;
    }
}
