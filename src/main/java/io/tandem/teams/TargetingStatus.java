package io.tandem.teams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of an uploaded hierarchy, as {@code Get-TeamTargetingHierarchyStatus} prints it (graph-contract 14.3, commerce-contract
 * R27).
 *
 * @param id of the upload, empty when it is not told
 * @param state how far it is
 * @param errors what Teams has against it, a line each; Microsoft's pages name two fields for it
 */
public record TargetingStatus(String id, State state, List<String> errors) {
    private static final String SEPARATOR = ":";

    /** How far an upload is. */
    public enum State {
        /** It has arrived. */
        STARTING,
        /** Its rows are looked at. */
        VALIDATING,
        /** It has replaced the former one. */
        SUCCESSFUL,
        /** The former one stays. */
        FAILED
    }

    /** Copies the lines. */
    public TargetingStatus {
        errors = List.copyOf(errors);
    }

    /** {@return what some lines tell, each a name and a value; empty when they tell no state that is known} */
    public static Optional<TargetingStatus> read(List<String> lines) {
        Map<String, List<String>> fields = fields(lines);
        String word = String.join("", fields.getOrDefault("status", List.of()));
        return Stream.of(State.values())
                .filter(state -> state.name().equalsIgnoreCase(word))
                .findFirst()
                .map(state -> new TargetingStatus(
                        String.join("", fields.getOrDefault("id", List.of())),
                        state,
                        Stream.of("errordetails", "errormessage")
                                .flatMap(name -> fields.getOrDefault(name, List.of()).stream())
                                .distinct()
                                .toList()));
    }

    /** {@return one sentence for people} */
    public String sentence() {
        return switch (state) {
            case STARTING, VALIDATING -> "Teams is not done with the hierarchy yet; ask for its status again.";
            case SUCCESSFUL -> "Teams has taken the hierarchy, which has replaced the former one.";
            case FAILED ->
                "Teams has refused the hierarchy, and the former one stays; mend what it names, and upload the file again.";
        };
    }

    /** A line that begins with blanks goes on with the value of the one before. */
    private static Map<String, List<String>> fields(List<String> lines) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            int at = line.indexOf(SEPARATOR);
            boolean goesOn = line.startsWith(" ") || at < 0;
            if (!goesOn) {
                values = new ArrayList<>();
                fields.put(line.substring(0, at).strip().toLowerCase(Locale.ROOT), values);
            }
            String value = (goesOn ? line : line.substring(at + 1)).strip();
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return fields;
    }
}
