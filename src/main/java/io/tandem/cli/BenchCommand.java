package io.tandem.cli;

import picocli.CommandLine.Command;

/** {@code tandem bench}: measurements that anybody can repeat. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures parts of Tandem on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ConsoleBench.class,
            DriftBench.class,
            FailuresBench.class,
            IntakeBench.class,
            PlannerBench.class,
            RetailerBench.class,
            WebhookBench.class
        })
final class BenchCommand {}
