package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What undoing a run did, for people.
 *
 * @param number of the run
 * @param detail the answer of the REST API
 */
record UndoneRun(long number, JsonNode detail) {
    private static final Comparator<JsonNode> LARGEST_FIRST = Comparator.comparingInt(
                    (JsonNode team) -> -team.path("restored").size())
            .thenComparing(team -> team.path("storeNumber").asText());

    Stream<String> lines() {
        JsonNode hold = detail.path("hold");
        Stream<String> done = HoldsCommand.isOfPeople(hold)
                ? people()
                : Stream.of("Run %d is undone: %s leave the archive, or are not archived."
                        .formatted(number, HoldsCommand.subject(hold)));
        return Stream.concat(
                done, Stream.of("The teams follow one after the other; 'tandem plan' shows what is left to do."));
    }

    private Stream<String> people() {
        List<JsonNode> teams = elements(detail.path("teams"))
                .filter(team -> !team.path("restored").isEmpty())
                .sorted(LARGEST_FIRST)
                .toList();
        Stream<String> back = teams.stream()
                .map(team -> "  %s %s: %s"
                        .formatted(
                                team.path("storeNumber").asText(),
                                OpsClient.shown(team.path("name").asText("")),
                                people(Stream.of(team))));
        Stream<String> sum = Stream.of("Run %d is undone: %s of %d teams are back or stay."
                .formatted(number, people(teams.stream()), teams.size()));
        Stream<String> skipped = elements(detail.path("teams")).flatMap(this::skipped);
        return Stream.of(back, sum, skipped).flatMap(lines -> lines);
    }

    private Stream<String> skipped(JsonNode team) {
        return elements(team.path("skipped"))
                .map(person -> "  %s: %s is not back, for %s."
                        .formatted(
                                team.path("storeNumber").asText(),
                                HoldsCommand.who(detail, person.path("userId")),
                                person.path("reason").asText()));
    }

    private static String people(Stream<JsonNode> teams) {
        List<String> roles = teams.flatMap(team -> elements(team.path("restored")))
                .map(person -> person.path("role").asText())
                .toList();
        long owners = roles.stream().filter("owner"::equals).count();
        return owners + " owners and " + (roles.size() - owners) + " members";
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
