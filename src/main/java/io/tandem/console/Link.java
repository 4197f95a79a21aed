package io.tandem.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Addresses of pages; parameters that are empty are left out. */
final class Link {
    private Link() {}

    static String to(String path, String... parameters) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (int at = 0; at < parameters.length; at += 2) {
            if (!parameters[at + 1].isEmpty()) {
                query.add(parameters[at] + "=" + encoded(parameters[at + 1]));
            }
        }
        return path + query;
    }

    /** The same, also with parameters that are empty on purpose. */
    static String exactly(String path, String... parameters) {
        StringJoiner query = new StringJoiner("&", "?", "");
        for (int at = 0; at < parameters.length; at += 2) {
            query.add(parameters[at] + "=" + encoded(parameters[at + 1]));
        }
        return path + query;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
