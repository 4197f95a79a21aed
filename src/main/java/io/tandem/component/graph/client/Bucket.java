package io.tandem.component.graph.client;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Graph throttles together, as far as an answer tells: a method on a templated path, and for Teams the one team or
 * chat besides (graph-contract 11.2: limits per app and tenant, and per resource).
 *
 * @param method the HTTP method
 * @param template the path with its ids replaced
 * @param resource the team or chat; empty when the limit has no such dimension
 * @param path the path with its ids, in one key syntax
 */
record Bucket(String method, String template, String resource, String path) {
    private static final Pattern NAME = Pattern.compile("\\$?[a-z]+([A-Z][a-z]+)*(\\.[a-z]+([A-Z][a-z]+)*)*(\\(\\))?");
    private static final Pattern KEYED = Pattern.compile("([A-Za-z$.]+)\\((.+)\\)");
    private static final Pattern PER_RESOURCE = Pattern.compile("/(?:teams|chats)/([^/]+)(?:/.*)?");
    private static final String ID = "{id}";

    /** Returns the bucket of a path below the version root; both key syntaxes give the same one. */
    static Bucket of(String method, String path) {
        String slashed = slashed(path);
        Matcher resource = PER_RESOURCE.matcher(slashed);
        boolean one = resource.matches() && !NAME.matcher(resource.group(1)).matches();
        return new Bucket(method, templated(slashed), one ? resource.group(1) : "", slashed);
    }

    /** Returns the keys that may be closed for this bucket, the widest first. */
    List<String> keys() {
        return resource.isEmpty() ? List.of(shared()) : List.of(shared(), own());
    }

    /** Returns the key shared by all resources. */
    String shared() {
        return method + " " + template;
    }

    /** Returns the key of the one resource; adding members one by one and in bulk share it (graph-contract 15, 23). */
    String own() {
        String limit = "POST".equals(method) ? template.replaceFirst("/members/add$", "/members") : template;
        return resource.isEmpty() ? shared() : method + " " + limit + " " + resource;
    }

    /** Returns the key of what is in trouble when an answer says so: the one team or chat, elsewhere the one path. */
    String place() {
        return resource.isEmpty() && !path.equals(template) ? method + " " + template + " " + path : own();
    }

    private static String slashed(String path) {
        StringBuilder out = new StringBuilder();
        for (String segment : List.of(path.split("/", -1))) {
            Matcher keyed = KEYED.matcher(segment);
            if (keyed.matches() && !keyed.group(2).contains("=")) {
                out.append('/').append(keyed.group(1)).append('/').append(unquoted(keyed.group(2)));
            } else if (!segment.isEmpty()) {
                out.append('/').append(segment);
            }
        }
        return out.toString();
    }

    private static String unquoted(String key) {
        return key.replaceAll("^(?:'|%27)|(?:'|%27)$", "");
    }

    private static String templated(String slashed) {
        StringBuilder out = new StringBuilder();
        for (String segment :
                List.of(slashed.substring(Math.min(1, slashed.length())).split("/", -1))) {
            out.append('/').append(templatedSegment(segment));
        }
        return out.toString();
    }

    private static String templatedSegment(String segment) {
        Matcher keyed = KEYED.matcher(segment);
        if (keyed.matches()) {
            return keyed.group(1) + "(" + keyed.group(2).replaceAll("=[^,]*", "=" + Matcher.quoteReplacement(ID)) + ")";
        }
        return NAME.matcher(segment).matches() ? segment : ID;
    }
}
