package io.tandem.cli;

import java.util.List;
import java.util.stream.Stream;

/** Runs a command for tests of other packages. */
public final class CommandsOfKafka {
    private CommandsOfKafka() {}

    /** {@return the exit code, and then the lines that it printed, its answer first} */
    public static List<String> run(String... arguments) {
        Commands.Said said = Commands.run(arguments);
        return Stream.of(Stream.of(Integer.toString(said.code())), said.out().stream(), said.err().stream())
                .flatMap(lines -> lines)
                .toList();
    }
}
