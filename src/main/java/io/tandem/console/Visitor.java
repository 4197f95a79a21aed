package io.tandem.console;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param behindProxy whether what a proxy says of the client is believed
 */
record Visitor(HttpServerRequest request, boolean behindProxy) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final Pattern ORIGIN = Pattern.compile("https?://(.+)");

    /** {@return the client's address; of those that proxies name, the last, for others may be made up} */
    String address() {
        String named = behindProxy ? String.join(",", request.headers().getAll("X-Forwarded-For")) : "";
        String last = named.substring(named.lastIndexOf(',') + 1).strip();
        return ADDRESS.matcher(last).matches() ? last : request.remoteAddress().hostAddress();
    }

    boolean isEncrypted() {
        return request.isSSL() || "https".equalsIgnoreCase(forwarded("X-Forwarded-Proto"));
    }

    /** {@return whether no other site makes the browser ask this; what is no browser says nothing of sites} */
    boolean isFromHere() {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return (site == null || site.equals("same-origin")) && (origin == null || isOurs(origin));
    }

    private boolean isOurs(String origin) {
        Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        return parts.matches() && names().contains(parts.group(1));
    }

    private Set<String> names() {
        return Stream.of(
                        Optional.ofNullable(request.authority()).map(HostAndPort::toString),
                        Optional.ofNullable(forwarded("X-Forwarded-Host")))
                .flatMap(Optional::stream)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private @Nullable String forwarded(String header) {
        return behindProxy ? request.getHeader(header) : null;
    }
}
