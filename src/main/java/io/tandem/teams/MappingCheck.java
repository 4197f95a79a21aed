package io.tandem.teams;

import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.teams.MappingFile.Line;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks the lines of a mapping file against each other, against what is known, and against the teams that are there. */
final class MappingCheck {
    private final Map<TeamSource, Served> served;
    private final List<Line> lines;
    private final Map<TeamSource, List<Line>> bySource;
    private final Map<String, List<Line>> byTeam;

    MappingCheck(List<Served> served, List<Line> lines) {
        this.served = served.stream().collect(Collectors.toMap(Served::source, Function.identity()));
        this.lines = List.copyOf(lines);
        this.bySource = lines.stream()
                .collect(Collectors.groupingBy(line -> line.mapping().source()));
        this.byTeam = lines.stream()
                .collect(Collectors.groupingBy(line -> line.mapping().teamId()));
    }

    /** {@return what is wrong, at most one flaw a line} */
    List<Flaw> flaws(ExistingTeams teams) {
        Map<Line, Flaw> flaws = new HashMap<>();
        lines.forEach(line -> flaw(line).ifPresent(reason -> flaws.put(line, new Flaw(line.number(), reason))));
        Set<String> asked = new HashSet<>();
        lines.stream()
                .filter(line -> !flaws.containsKey(line))
                .forEach(line -> asked.add(line.mapping().teamId()));
        Set<String> there = asked.isEmpty() ? Set.of() : teams.among(asked);
        lines.stream()
                .filter(line -> asked.contains(line.mapping().teamId()))
                .filter(line -> !there.contains(line.mapping().teamId()))
                .forEach(line -> flaws.putIfAbsent(
                        line,
                        new Flaw(
                                line.number(),
                                "there is no team " + line.mapping().teamId() + " in Microsoft Teams")));
        return flaws.values().stream().sorted(Comparator.comparing(Flaw::line)).toList();
    }

    private Optional<String> flaw(Line line) {
        Mapping mapping = line.mapping();
        return unknown(mapping)
                .or(() -> twice(line, mapping.source().words(), bySource.getOrDefault(mapping.source(), List.of())))
                .or(() -> twice(line, "team " + mapping.teamId(), byTeam.getOrDefault(mapping.teamId(), List.of())))
                .or(() -> hasAnother(mapping))
                .or(() -> servesAnother(mapping));
    }

    /** A spreadsheet takes the zeros away; nobody puts them back but whoever knows which store is meant. */
    private Optional<String> unknown(Mapping mapping) {
        if (served.containsKey(mapping.source())) {
            return Optional.empty();
        }
        String number = mapping.sourceId();
        String meant = served.keySet().stream()
                .filter(StoreNumber.class::isInstance)
                .map(TeamSource::value)
                .filter(value -> significant(value).equals(significant(number)))
                .sorted()
                .findFirst()
                .map(value -> "; is " + value + " meant?")
                .orElse("");
        return Optional.of("Commerce never opened a store " + number + meant);
    }

    private static String significant(String number) {
        return number.replaceFirst("^0+", "");
    }

    /** Nobody knows which of the lines is meant, so that none of them counts. */
    private static Optional<String> twice(Line line, String what, List<Line> all) {
        String others = all.stream()
                .filter(other -> other != line)
                .map(other -> String.valueOf(other.number()))
                .collect(Collectors.joining(" and "));
        return others.isEmpty() ? Optional.empty() : Optional.of("also in line " + others + ": " + what);
    }

    /** A team that Tandem made is never exchanged for another (I1). */
    private Optional<String> hasAnother(Mapping mapping) {
        return Optional.ofNullable(served.get(mapping.source()))
                .filter(known -> !known.adopted())
                .map(Served::teamId)
                .filter(team -> !team.equalsIgnoreCase(mapping.teamId()))
                .map(team -> "team " + team + " serves " + mapping.source().words() + " already");
    }

    private Optional<String> servesAnother(Mapping mapping) {
        return served.values().stream()
                .filter(other -> !other.source().equals(mapping.source()))
                .filter(other -> keeps(other, mapping.teamId()))
                .map(other ->
                        "team " + mapping.teamId() + " serves " + other.source().words() + " already")
                .findFirst();
    }

    /** What is only named for another one is free once the file names another team for that one. */
    private boolean keeps(Served other, String team) {
        boolean stays = other.teamId() != null || !bySource.containsKey(other.source());
        return stays && other.team().filter(team::equalsIgnoreCase).isPresent();
    }
}
