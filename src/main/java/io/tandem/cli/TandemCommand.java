package io.tandem.cli;

import io.tandem.LogFormat;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: wrong use exits 2 with one clear line, a failure exits 1 with one clear line. */
@Command(
        name = "tandem",
        description = "Keeps Microsoft Teams in step with Dynamics 365 Commerce.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            FeedCommand.class,
            TailCommand.class,
            TasksCommand.class,
            DeadLettersCommand.class,
            HoldsCommand.class,
            UndoCommand.class,
            HierarchyCommand.class,
            DriftCommand.class,
            MappingsCommand.class,
            PlanCommand.class,
            SyncCommand.class,
            ExplainCommand.class,
            DoctorCommand.class,
            SwitchCommand.Enable.class,
            SwitchCommand.Disable.class,
            TokenCommand.class
        },
        footer = {"", "  test  runs every check of the project (mvn verify)"})
public final class TandemCommand {
    private TandemCommand() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return line().execute(arguments);
    }

    static CommandLine line() {
        CommandLine line = new CommandLine(new TandemCommand());
        if (Surroundings.areThere()) {
            line.addSubcommand(new DemoCommand())
                    .addSubcommand(new SimulatorCommand())
                    .addSubcommand(new BenchCommand());
        }
        return line.setParameterExceptionHandler(TandemCommand::wrongUse)
                .setExecutionExceptionHandler(TandemCommand::failed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    private static int wrongUse(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr()
                .println("tandem: " + oneLine(wrong) + " (see '"
                        + command.getCommandSpec().qualifiedName() + " --help')");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (LogFormat.current() == LogFormat.JSON) {
            LoggerFactory.getLogger(TandemCommand.class).error("{}", oneLine(failure));
            return CommandLine.ExitCode.SOFTWARE;
        }
        err.println("tandem: " + oneLine(failure));
        if (Boolean.getBoolean("tandem.stacktrace")) {
            failure.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String oneLine(Exception failure) {
        String message = failure.getMessage();
        return (message == null || message.isBlank() ? failure.toString() : message).replaceAll("\\s*\\R\\s*", " ");
    }
}
