package io.tandem.teams;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much a team looks as if it served somebody, by names and mail nickname.
 *
 * @param confidence in percent
 * @param reason why, for people
 */
record Resemblance(int confidence, String reason) {
    /** Words that stand in many names and tell nothing. */
    private static final Set<String> NOISE = Set.of("store", "shop", "team", "retail", "staff", "d365");

    /** Shorter numbers stand in many names. */
    private static final int SHORTEST_NUMBER = 3;

    private static final double LEAST_OVERLAP = 0.5;

    /**
     * What is compared of a name.
     *
     * @param all every word of it, in lower case and without accents
     * @param telling those that tell something
     * @param stem what a mail nickname makes of it
     */
    record Words(Set<String> all, Set<String> telling, String stem) {
        static Words of(String name) {
            String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
            Set<String> all =
                    new TreeSet<>(Arrays.asList(plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
            all.remove("");
            Set<String> telling = new TreeSet<>(all);
            telling.removeAll(NOISE);
            return new Words(Set.copyOf(all), telling.isEmpty() ? Set.copyOf(all) : Set.copyOf(telling), stem(name));
        }

        private static String stem(String name) {
            return name.isBlank() ? "" : MailNickname.stem(name);
        }

        private double overlap(Words other) {
            Set<String> both = new HashSet<>(telling);
            both.retainAll(other.telling);
            int either = telling.size() + other.telling.size() - both.size();
            return either == 0 ? 0 : (double) both.size() / either;
        }
    }

    /**
     * Compares.
     *
     * @param number number of the store in lower case
     * @param name its name
     * @param team display name of the team
     * @param nickname mail nickname of the team
     */
    static Optional<Resemblance> of(String number, Words name, Words team, Words nickname) {
        double overlap = name.overlap(team);
        boolean sameNickname =
                !name.stem().isEmpty() && nickname.all().stream().anyMatch(name.stem()::equalsIgnoreCase);
        boolean numbered = number.length() >= SHORTEST_NUMBER
                && (team.all().contains(number) || nickname.all().contains(number));
        if (numbered) {
            boolean named = overlap > 0 || sameNickname;
            return found(named ? 99 : 85, named ? "number and name" : "number, but another name");
        }
        if (overlap == 1) {
            return found(sameNickname ? 95 : 90, sameNickname ? "name and mail nickname" : "name");
        }
        if (sameNickname) {
            return found(75, "mail nickname");
        }
        return overlap >= LEAST_OVERLAP ? found((int) (30 + 40 * overlap), "similar name") : Optional.empty();
    }

    private static Optional<Resemblance> found(int confidence, String reason) {
        return Optional.of(new Resemblance(confidence, reason));
    }
}
