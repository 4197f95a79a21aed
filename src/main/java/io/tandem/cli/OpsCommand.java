package io.tandem.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a running Tandem for something, or to do something, and prints what came of it. */
abstract class OpsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OpsClient ops = new OpsClient();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            return ask(ops, out);
        } finally {
            out.flush();
        }
    }

    /** {@return the exit code} */
    abstract int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException;

    final CommandLine commandLine() {
        return spec.commandLine();
    }
}
