package io.tandem.console;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names by which the ops side may be asked: a page of another site whose name suddenly means this machine (DNS rebinding)
 * comes with a name of its own.
 *
 * @param loopback whether only this machine reaches it
 * @param names further names
 */
record Hosts(boolean loopback, Set<String> names) {
    private static final Set<String> OF_LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|[0-9a-f:.]*:[0-9a-f:.]*");

    static Hosts of(OpsServer.Settings settings) {
        String host = settings.host();
        boolean loopback = OF_LOOPBACK.contains(bare(host)) || host.startsWith("127.");
        return new Hosts(loopback, settings.access().hosts());
    }

    /** Lets nobody pass who asks for somebody else. */
    void check(RoutingContext context) {
        HostAndPort asked = context.request().authority();
        if (asked != null && allows(bare(asked.host()))) {
            context.next();
        } else {
            new Problem(
                            421,
                            "Misdirected Request",
                            "the ops side is not asked by this name; add the name to tandem.ops.hosts")
                    .answer(context);
        }
    }

    /** An address is no name that somebody could let mean another machine. */
    private boolean allows(String host) {
        return OF_LOOPBACK.contains(host)
                || names.contains(host)
                || !loopback && (names.isEmpty() || ADDRESS.matcher(host).matches());
    }

    private static String bare(String host) {
        return host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    }
}
