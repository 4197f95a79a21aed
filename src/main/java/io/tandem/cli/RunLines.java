package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Says how far work on many teams is, as {@code GET /api/status} tells of it. */
final class RunLines {
    private static final int TIME = 11;
    private static final int SECONDS = 19;

    private RunLines() {}

    /** {@return a sentence for each kind of work that is under way} */
    static List<String> of(JsonNode status) {
        return StreamSupport.stream(status.path("progress").spliterator(), false)
                .map(RunLines::sentence)
                .toList();
    }

    /** {@return how many existing teams are still to be taken over} */
    static long leftToAdopt(JsonNode status) {
        return StreamSupport.stream(status.path("progress").spliterator(), false)
                .filter(run -> run.path("kind").asText().equals("adoption"))
                .mapToLong(run -> run.path("left").asLong())
                .sum();
    }

    private static String sentence(JsonNode run) {
        boolean adopts = run.path("kind").asText().equals("adoption");
        String readyAt = run.path("readyAt").asText("");
        return "%s: %d are there, %d to come%s"
                .formatted(
                        adopts ? "Existing teams" : "New teams",
                        run.path("done").asLong(),
                        run.path("left").asLong(),
                        readyAt.length() < SECONDS
                                ? ""
                                : ", ready at about " + readyAt.substring(TIME, SECONDS) + " UTC");
    }
}
