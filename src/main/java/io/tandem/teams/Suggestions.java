package io.tandem.teams;

import io.tandem.model.Communications;
import io.tandem.teams.Resemblance.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Proposes for whoever has no team one of the existing teams that serve nobody; each team once. */
final class Suggestions {
    private static final Comparator<Pair> BEST_FIRST = Comparator.comparingInt(
                    (Pair pair) -> -pair.resemblance().confidence())
            .thenComparing(pair -> pair.wanting().served().source().value())
            .thenComparing(pair -> pair.team().team().id());

    private final Map<String, List<Named>> byWord = new HashMap<>();

    /** Somebody without a team. */
    private record Wanting(Served served, Words words) {
        String number() {
            return served.source().value().toLowerCase(Locale.ROOT);
        }

        Stream<String> keys() {
            return Stream.of(
                            words.telling().stream(),
                            Stream.of(number(), words.stem().toLowerCase(Locale.ROOT)))
                    .flatMap(keys -> keys);
        }
    }

    /** A team that serves nobody. */
    private record Named(ExistingTeam team, Words words, Words nickname) {
        static Named of(ExistingTeam team) {
            return new Named(team, Words.of(team.name()), Words.of(team.mailNickname()));
        }
    }

    private record Pair(Wanting wanting, Named team, Resemblance resemblance) {
        boolean competesWith(Pair other) {
            boolean overlap = wanting.equals(other.wanting) || team.equals(other.team);
            return overlap && !equals(other) && resemblance.confidence() <= other.resemblance.confidence();
        }
    }

    private Suggestions(Stream<ExistingTeam> free) {
        free.map(Named::of)
                .forEach(team -> Stream.concat(team.words().all().stream(), team.nickname().all().stream())
                        .distinct()
                        .forEach(word -> byWord.computeIfAbsent(word, key -> new ArrayList<>())
                                .add(team)));
    }

    /**
     * {@return a suggestion for everybody without a team, in the order in which they come}
     *
     * @param communications what the communications team would be called
     */
    static List<Suggestion> of(List<Served> served, List<ExistingTeam> teams, String communications) {
        Set<String> taken = served.stream()
                .flatMap(known -> known.team().stream())
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Wanting> wanting = served.stream()
                .filter(known -> known.team().isEmpty() && !known.closed())
                .map(known -> new Wanting(
                        known, Words.of(known.source() == Communications.TEAM ? communications : known.name())))
                .toList();
        return new Suggestions(
                        teams.stream().filter(team -> !taken.contains(team.id().toLowerCase(Locale.ROOT))))
                .forAll(wanting);
    }

    private List<Suggestion> forAll(List<Wanting> all) {
        List<Pair> pairs = all.stream().flatMap(this::pairs).sorted(BEST_FIRST).toList();
        Map<Wanting, List<Pair>> ofWanting = pairs.stream().collect(Collectors.groupingBy(Pair::wanting));
        Map<Named, List<Pair>> ofTeam = pairs.stream().collect(Collectors.groupingBy(Pair::team));
        Map<Wanting, Suggestion> chosen = new HashMap<>();
        Set<Named> given = new HashSet<>();
        for (Pair pair : pairs) {
            if (!chosen.containsKey(pair.wanting()) && given.add(pair.team())) {
                List<Pair> rivals = Stream.concat(
                                ofWanting.getOrDefault(pair.wanting(), List.of()).stream(),
                                ofTeam.getOrDefault(pair.team(), List.of()).stream())
                        .filter(pair::competesWith)
                        .toList();
                chosen.put(pair.wanting(), suggestion(pair, rivals));
            }
        }
        return all.stream()
                .map(wanting -> chosen.getOrDefault(
                        wanting, new Suggestion(wanting.served(), null, 0, "no team looks like it")))
                .toList();
    }

    private Stream<Pair> pairs(Wanting wanting) {
        Set<Named> near = new LinkedHashSet<>();
        wanting.keys().forEach(word -> near.addAll(byWord.getOrDefault(word, List.of())));
        return near.stream()
                .flatMap(team -> Resemblance.of(wanting.number(), wanting.words(), team.words(), team.nickname())
                        .map(found -> new Pair(wanting, team, found))
                        .stream());
    }

    /** What looks like more than one is a guess. */
    private static Suggestion suggestion(Pair pair, List<Pair> rivals) {
        Served served = pair.wanting().served();
        Resemblance found = pair.resemblance();
        if (rivals.isEmpty()) {
            return new Suggestion(served, pair.team().team(), found.confidence(), found.reason());
        }
        Pair rival = rivals.getFirst();
        String other = rival.wanting().equals(pair.wanting())
                ? "team " + rival.team().team().id() + " looks like it too"
                : "the team looks like " + rival.wanting().served().source().words() + " too";
        return new Suggestion(served, pair.team().team(), found.confidence() / 2, found.reason() + "; but " + other);
    }
}
