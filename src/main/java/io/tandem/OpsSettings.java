package io.tandem;

import io.tandem.console.AccessToken;
import io.tandem.console.Caller;
import io.tandem.console.OpsAccess;
import io.tandem.console.OpsServer;
import io.tandem.console.TokenIssuer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the ops side is reached and who may ask it, as the settings say. */
record OpsSettings(Settings settings) {
    private static final String TOKEN = "tandem.ops.token";
    private static final String TOKENS = "tandem.ops.tokens";
    private static final String ISSUER = "tandem.ops.issuer";
    private static final String AUDIENCE = "tandem.ops.audience";
    private static final String KEYS = "tandem.ops.jwks";
    private static final String HOSTS = "tandem.ops.hosts";

    /** Plain HTTP is for trying, on this machine. */
    private static final Pattern ISSUER_URL =
            Pattern.compile("(https://[\\w.-]+|http://(localhost|127\\.0\\.0\\.1))(:\\d+)?(/[\\w.~/%?=&-]*)?");

    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+");

    OpsServer.Settings server() {
        return new OpsServer.Settings(
                settings.text("tandem.ops.host"),
                settings.number("tandem.ops.port"),
                new OpsAccess(tokens(), issuer(), Set.copyOf(hosts()), settings.flag("tandem.ops.behind-proxy")));
    }

    /** Throws what is wrong with them. */
    void check() {
        server();
    }

    private List<AccessToken> tokens() {
        List<AccessToken> tokens = new ArrayList<>();
        String own = settings.optional(TOKEN);
        if (own != null) {
            tokens.add(read(TOKEN, () -> AccessToken.of("token", Caller.Role.OPERATOR, own)));
        }
        entries(TOKENS).map(line -> read(TOKENS, () -> AccessToken.parse(line))).forEach(tokens::add);
        return tokens;
    }

    /** Says which setting is wrong, but not what it is. */
    private static AccessToken read(String key, Supplier<AccessToken> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(key + ": " + wrong.getMessage(), wrong);
        }
    }

    private @Nullable TokenIssuer issuer() {
        String issuer = settings.optional(ISSUER);
        String audience = settings.optional(AUDIENCE);
        if (issuer == null && audience == null && settings.optional(KEYS) == null) {
            return null;
        }
        if (issuer == null || audience == null) {
            throw new ConfigurationException(
                    "only " + (issuer == null ? AUDIENCE + " or " + KEYS : ISSUER) + " is set; set both " + ISSUER
                            + " and " + AUDIENCE + ", or none",
                    null);
        }
        address(ISSUER);
        return new TokenIssuer(issuer, audience, settings.optional(KEYS) == null ? null : address(KEYS), roles());
    }

    private Map<String, Caller.Role> roles() {
        String viewer = settings.text("tandem.ops.viewer-role");
        String operator = settings.text("tandem.ops.operator-role");
        if (viewer.isEmpty() || operator.isEmpty() || viewer.equals(operator)) {
            throw new ConfigurationException(
                    "tandem.ops.viewer-role and tandem.ops.operator-role are empty or the same; give two names", null);
        }
        return Map.of(viewer, Caller.Role.VIEWER, operator, Caller.Role.OPERATOR);
    }

    private URI address(String key) {
        if (!ISSUER_URL.matcher(settings.text(key)).matches()) {
            throw settings.wrong(key, "an address such as https://login.microsoftonline.com/TENANT/v2.0", null);
        }
        return URI.create(settings.text(key));
    }

    private List<String> hosts() {
        List<String> hosts =
                entries(HOSTS).map(name -> name.toLowerCase(Locale.ROOT)).toList();
        if (!hosts.stream().allMatch(HOST.asMatchPredicate())) {
            throw settings.wrong(HOSTS, "names such as tandem.example.com, separated by commas", null);
        }
        return hosts;
    }

    private Stream<String> entries(String key) {
        return Arrays.stream(settings.text(key).split(",")).map(String::strip).filter(entry -> !entry.isEmpty());
    }
}
