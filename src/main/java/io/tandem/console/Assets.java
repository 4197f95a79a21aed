package io.tandem.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Style sheet and scripts of the pages, each under a path that changes with its content, so that browsers keep them for ever.
 * There is nothing secret in them: they are for everybody.
 */
final class Assets {
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/%s/dist/htmx.min.js";
    private static final String HTMX_ABOUT = "/META-INF/maven/org.webjars.npm/htmx.org/pom.properties";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final int TAG = 12;

    private final Map<String, Asset> byName = new TreeMap<>();

    private record Asset(String path, String type, byte[] bytes) {}

    Assets() {
        add("console.css", "text/css; charset=utf-8", read("console.css"));
        add("console.js", SCRIPT, read("console.js"));
        add("icon.svg", "image/svg+xml", read("icon.svg"));
        add("htmx.js", SCRIPT, read(HTMX.formatted(version())));
    }

    private void add(String name, String type, byte[] bytes) {
        byName.put(name, new Asset("/assets/" + tag(bytes) + "/" + name, type, bytes));
    }

    void addTo(Router router) {
        byName.values().forEach(asset -> router.get(asset.path()).handler(context -> answer(context, asset)));
    }

    /** {@return where it is now} */
    String path(String name) {
        return Objects.requireNonNull(byName.get(name), name).path();
    }

    private static void answer(RoutingContext context, Asset asset) {
        context.response()
                .putHeader("content-type", asset.type())
                .putHeader("cache-control", "public, max-age=31536000, immutable")
                .end(Buffer.buffer(asset.bytes()));
    }

    /** The jar says which version it is; its files are in a folder of that name. */
    private static String version() {
        return new String(read(HTMX_ABOUT), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("version="))
                .map(line -> line.substring("version=".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, TAG);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
