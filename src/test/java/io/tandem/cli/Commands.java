package io.tandem.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a command in this process and catches what it says. */
final class Commands {
    static {
        System.setIn(InputStream.nullInputStream());
    }

    private Commands() {}

    /** What a command said and how it ended. */
    record Said(int code, List<String> out, List<String> err) {}

    /** Runs one to which nobody types anything. */
    static Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = TandemCommand.line()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** The same of a command that reads what somebody types, one at a time, for this JVM has one input. */
    static synchronized Said fed(String input, String... arguments) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(InputStream.nullInputStream());
        }
    }
}
