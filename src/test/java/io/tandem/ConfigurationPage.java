package io.tandem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The reference of all settings, made from {@code tandem.properties}. */
final class ConfigurationPage {
    static final Path SOURCE = Path.of("src/main/resources/tandem.properties");

    private static final String HEAD = """
            # Settings

            <!-- Made from src/main/resources/tandem.properties: %s -->

            Each setting stands in a file of properties that is given with `--config`, or in an environment variable, which wins.
            Keys that begin with `camel.` go to Camel as they are, for example `camel.component.kafka.security-protocol`.
            `TANDEM_LOG_LEVEL` is the level of Tandem's own log, `INFO` when not set.
            """.formatted(Page.AGAIN);

    private ConfigurationPage() {}

    /**
     * Keys that are explained together.
     *
     * @param meaning what the comment before them says, empty when there is none
     */
    record Group(String meaning, List<Key> keys) {}

    /** A key and its default. */
    record Key(String name, String standard) {
        String variable() {
            return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        }
    }

    /** Reads comments and keys; a comment explains the keys up to the next comment or empty line. */
    static List<Group> groups() throws IOException {
        List<Group> groups = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        List<Key> keys = new ArrayList<>();
        for (String line : Files.readAllLines(SOURCE)) {
            boolean setting = line.startsWith("tandem.");
            if (!setting && !keys.isEmpty()) {
                groups.add(new Group(comment.toString().strip(), List.copyOf(keys)));
                comment.setLength(0);
                keys.clear();
            }
            if (line.startsWith("#")) {
                comment.append(line.substring(1).strip()).append(' ');
            } else if (setting) {
                int equals = line.indexOf('=');
                keys.add(new Key(line.substring(0, equals), line.substring(equals + 1)));
            } else {
                comment.setLength(0);
            }
        }
        if (!keys.isEmpty()) {
            groups.add(new Group(comment.toString().strip(), List.copyOf(keys)));
        }
        return groups;
    }

    static Page page() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("\n| Key | Environment | Default | Means |\n|---|---|---|---|\n");
        for (Group group : groups()) {
            String meaning = group.meaning().replace("<", "&lt;").replace("|", "\\|");
            for (Key key : group.keys()) {
                text.append("| `%s` | `%s` | %s | %s |\n"
                        .formatted(
                                key.name(),
                                key.variable(),
                                key.standard().isEmpty() ? "" : "`" + key.standard() + "`",
                                key.equals(group.keys().getFirst()) ? meaning : "see above"));
            }
        }
        return Page.named("configuration.md", text.toString());
    }
}
