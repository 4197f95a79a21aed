package io.tandem.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Addresses as names of properties: characters that OData gives a meaning are encoded, slashes stay (graph-contract 8.4). */
final class PlannerAddress {
    private static final String MEANINGFUL = "%:.@#";

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

    static String decode(String name) {
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
