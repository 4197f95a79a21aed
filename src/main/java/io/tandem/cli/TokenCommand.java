package io.tandem.cli;

import io.tandem.console.AccessToken;
import io.tandem.console.Caller;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem token}: a new token for the ops side, of which only the hash goes into the configuration. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a token for the ops side and prints it once, with its entry for tandem.ops.tokens.",
            "Nothing is kept: give the token to whoever is to use it, and put the entry into the configuration."
        })
final class TokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Who will use it; logs and the audit say this.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "viewer (reads, people are masked) or operator (reads all, and changes).")
    private Caller.Role role = Caller.Role.VIEWER;

    @Override
    public Integer call() {
        String token = AccessToken.fresh();
        String entry = entry(token);
        PrintWriter out = spec.commandLine().getOut();
        out.println("token              " + token);
        out.println("tandem.ops.tokens  " + entry);
        out.flush();
        return 0;
    }

    private String entry(String token) {
        try {
            return AccessToken.of(name, role, token).line();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--name: " + wrong.getMessage(), wrong);
        }
    }
}
