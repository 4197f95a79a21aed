package io.tandem.component.graph.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns paths and links into URIs below the root, and only below it: the token must not go anywhere else. */
record GraphAddress(URI root) {
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://.*");
    private static final Pattern VERSIONED = Pattern.compile("/(v1\\.0|beta)([/?(].*)?");
    private static final String LEGAL = "-._~:/?@!$&'()*+,;=";

    /**
     * Returns the URI of a path or link.
     *
     * @throws IllegalArgumentException when it is not below the root
     */
    URI resolve(String path, String apiVersion) {
        String text = encoded(path);
        if (ABSOLUTE.matcher(text).matches()) {
            return own(URI.create(text));
        }
        String rooted = text.startsWith("/") ? text : "/" + text;
        String prefix = VERSIONED.matcher(rooted).matches() ? "" : "/" + apiVersion;
        return own(URI.create(root + prefix + rooted).normalize());
    }

    /** Returns the path below the version root, without query. */
    String below(URI uri) {
        String path = uri.getRawPath().substring(root.getRawPath().length());
        return VERSIONED.matcher(path).replaceFirst("$2");
    }

    /** Returns the version that the URI names: {@code v1.0} or {@code beta}. */
    String version(URI uri) {
        String[] segments =
                uri.getRawPath().substring(root.getRawPath().length()).split("/", 3);
        return segments[1];
    }

    /** Returns path and query below the version root, as a batch takes them. */
    String relative(URI uri) {
        return below(uri) + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private URI own(URI uri) {
        if (!origin(uri).equals(origin(root)) || !uri.getRawPath().startsWith(root.getRawPath() + "/")) {
            throw new IllegalArgumentException("path: leads away from " + root);
        }
        return uri;
    }

    private static String origin(URI uri) {
        int standard = "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
        return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT)
                + ":"
                + (uri.getPort() < 0 ? standard : uri.getPort());
    }

    private static String encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            char c = (char) (bytes[at] & 0xff);
            if (isLegal(c) || (c == '%' && isEscape(bytes, at))) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isLegal(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0);
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }
}
