package io.tandem.teams;

import io.tandem.model.TeamSource;
import io.tandem.teams.MappingFile.Line;
import io.tandem.teams.MappingFile.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adopts existing teams by mapping files (DESIGN 6).
 *
 * @param mappings which teams serve whom
 * @param teams the teams that are there
 * @param policy names what is to be looked for
 */
public record MappingDesk(Mappings mappings, ExistingTeams teams, TeamPolicy policy) {

    /**
     * What came of a file.
     *
     * @param imported mappings that are new
     * @param unchanged mappings that were there already
     * @param empty lines without team, which are left alone
     * @param flaws what is wrong with the others, in order
     */
    public record Report(int imported, int unchanged, int empty, List<Flaw> flaws) {
        /** Copies the flaws. */
        public Report {
            flaws = List.copyOf(flaws);
        }
    }

    /**
     * Reads, checks and writes a file.
     *
     * @param partial whether good lines count when there are bad ones; else nothing does
     * @param who whoever gave it
     * @throws TeamsUnreadableException when Graph does not tell which teams there are; nothing is written
     */
    public Report take(String file, boolean partial, String who) {
        Reading reading = MappingFile.read(file);
        List<Served> served = mappings.served();
        List<Flaw> flaws = new ArrayList<>(reading.flaws());
        flaws.addAll(new MappingCheck(served, reading.lines()).flaws(teams));
        flaws.sort(Comparator.comparing(Flaw::line));
        if (!flaws.isEmpty() && !partial) {
            return new Report(0, 0, reading.empty(), flaws);
        }
        Set<Long> bad = flaws.stream().map(Flaw::line).collect(Collectors.toSet());
        Map<Boolean, List<Mapping>> good = reading.lines().stream()
                .filter(line -> !bad.contains(line.number()))
                .map(Line::mapping)
                .collect(Collectors.partitioningBy(mapping -> isNews(mapping, served)));
        List<Mapping> news = good.getOrDefault(true, List.of());
        if (!news.isEmpty()) {
            mappings.write(news, who);
        }
        return new Report(news.size(), good.getOrDefault(false, List.of()).size(), reading.empty(), flaws);
    }

    /**
     * Has a store, or the communications managers, let go of a team that was taken over and that nothing names any more. They follow
     * their mapping then, or get a team of their own; the team stays as it is.
     *
     * @return why it is not done, in one sentence; empty = it is
     */
    public Optional<String> release(TeamSource source, String who) {
        return mappings.release(source, who);
    }

    private static boolean isNews(Mapping mapping, List<Served> served) {
        return served.stream()
                .map(Served::mapping)
                .noneMatch(known -> known != null
                        && known.source().equals(mapping.source())
                        && known.teamId().equals(mapping.teamId()));
    }

    /** {@return a file with everything that has a team, or may get one: what has none can be filled in and given back} */
    public String export() {
        return MappingFile.write(
                List.of("NAME"),
                mappings.served().stream()
                        .map(served -> new MappingFile.Row(
                                served.source(),
                                served.mapping() == null
                                        ? served.source().value()
                                        : served.mapping().sourceId(),
                                served.team().orElse(""),
                                List.of(served.name()))));
    }

    /**
     * {@return a file for review, which can be given back: which existing team looks as if it served what has none, with a
     * confidence in percent and the reason}
     *
     * @throws TeamsUnreadableException when Graph does not tell which teams there are
     */
    public String suggest() {
        return MappingFile.write(
                List.of("CONFIDENCE", "NAME", "TEAMNAME", "REASON"),
                Suggestions.of(
                                mappings.served(),
                                teams.all(),
                                policy.communications().name())
                        .stream()
                        .map(Suggestion::row));
    }
}
