package io.tandem.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as names of properties: characters that OData gives a meaning are encoded, slashes stay (graph-contract 8.4). */
final class PlannerAddress {
    private static final String MEANINGFUL = "%:.@#";
    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    private PlannerAddress() {}

    static String encode(String address) {
        StringBuilder encoded = new StringBuilder();
        address.chars().forEach(character -> {
            if (MEANINGFUL.indexOf(character) < 0) {
                encoded.append((char) character);
            } else {
                encoded.append('%').append(Integer.toHexString(character).toUpperCase(Locale.ROOT));
            }
        });
        return encoded.toString();
    }

    /** What is no escape stays as it is: other applications write names, too. */
    static String decode(String name) {
        return ESCAPED.matcher(name)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(URLDecoder.decode(escape.group(), StandardCharsets.UTF_8)));
    }
}
