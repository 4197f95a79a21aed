package io.tandem.teams;

import java.text.Normalizer;
import java.util.Map;

/** Names of nodes as Teams takes them: letters A to Z, digits and single spaces (graph-contract 14.1). */
final class NodeName {
    /** Letters that are none of the alphabet with a mark. */
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("ß", "ss"),
            Map.entry("Æ", "AE"),
            Map.entry("æ", "ae"),
            Map.entry("Œ", "OE"),
            Map.entry("œ", "oe"),
            Map.entry("Ø", "O"),
            Map.entry("ø", "o"),
            Map.entry("Ł", "L"),
            Map.entry("ł", "l"),
            Map.entry("Đ", "D"),
            Map.entry("đ", "d"),
            Map.entry("Þ", "Th"),
            Map.entry("þ", "th"),
            Map.entry("ı", "i"));

    private NodeName() {}

    /** {@return the name without what Teams does not take; empty when nothing is left} */
    static String plain(String name) {
        String letters = name;
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            letters = letters.replace(letter.getKey(), letter.getValue());
        }
        return Normalizer.normalize(letters, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}'\u2019\u2018`]", "")
                .replaceAll("[^A-Za-z0-9]+", " ")
                .strip();
    }
}
