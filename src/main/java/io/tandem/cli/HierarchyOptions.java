package io.tandem.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hierarchy, and how it is written. */
final class HierarchyOptions {
    static final String NAME = "Name of the hierarchy (default: the only one with the purpose Retail reporting).";

    @Option(names = "--name", paramLabel = "NAME", description = NAME)
    private @Nullable String name;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            defaultValue = "DisplayName",
            description = "Name of the first column: DisplayName or TargetName (default: ${DEFAULT-VALUE}).")
    private String column = "DisplayName";

    @Option(names = "--leave-out", description = "Leaves out what has no team.")
    private boolean leaveOut;

    @Option(
            names = "--attribute",
            paramLabel = "WHAT",
            split = ",",
            description = "Adds a column to choose stores by: legal-entity, country, state, city.")
    private List<String> attributes = new ArrayList<>();

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            split = ",",
            description = "Adds a bucket that published tasks can be put into; it never goes away again.")
    private List<String> buckets = new ArrayList<>();

    String path(String path) {
        return ApiPath.of(path)
                .with("name", name)
                .with("column", column)
                .with("leaveOut", leaveOut ? true : null)
                .with("attributes", String.join(",", attributes))
                .with("buckets", String.join(",", buckets))
                .toString();
    }
}
