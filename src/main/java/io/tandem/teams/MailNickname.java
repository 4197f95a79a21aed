package io.tandem.teams;

import io.tandem.model.TeamSource;
import java.text.Normalizer;
import java.util.Locale;

/** Mail nicknames that people can read and that are unique: {@code SANFRANCISCO_000135} (graph-contract 3.1). */
final class MailNickname {
    private static final int LONGEST = 64;

    private MailNickname() {}

    /** {@return the letters and digits of a name in ASCII capitals, {@code STORE} when it has none} */
    static String stem(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "");
        return plain.isEmpty() ? "STORE" : plain;
    }

    /** {@return the stem, shortened where needed, with the number or name that makes it unique} */
    static String of(String stem, TeamSource source) {
        String tail = "_" + source;
        return stem.substring(0, Math.min(stem.length(), LONGEST - tail.length())) + tail;
    }
}
