package io.tandem;

import io.tandem.console.CanaryView;
import io.tandem.model.CanaryBook;
import io.tandem.route.Canary;
import io.tandem.route.Subscriptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How Microsoft Graph notifies of changes, as the settings say. */
record WebhookSettings(Settings settings) {
    private static final Pattern URL = Pattern.compile("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?");
    private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** So many rounds are left out before another instance takes the subscriptions over. */
    private static final int ROUNDS_OF_PATIENCE = 6;

    /** {@return whether there is a public address to be notified at} */
    boolean isConfigured() {
        return settings.optional("tandem.webhook.url") != null;
    }

    /** Reads every value as what it is meant to be. */
    void check() {
        settings.positive("tandem.webhook.watch-ms");
        settings.atLeast("tandem.webhook.patience", Duration.ofSeconds(1), "1s");
        settings.atLeast("tandem.webhook.silence", Duration.ofSeconds(1), "1s");
        settings.atLeast("tandem.webhook.canary-interval", Duration.ofSeconds(1), "1s");
        settings.duration("tandem.webhook.subscription-lifetime");
        canaryTeam();
        Set<String> tenants = tenants();
        if (isConfigured()) {
            clientState(url());
        }
        if (certificates() != null && tenants.isEmpty()) {
            throw new ConfigurationException(
                    "tandem.webhook.certificates is set but tandem.graph.tenant is a name; set tandem.webhook.tenant-ids to the"
                            + " tenant's id, which the tokens of notifications carry",
                    null);
        }
    }

    /** {@return how to subscribe} */
    Subscriptions.Settings subscriptions() {
        String url = url();
        return new Subscriptions.Settings(
                url,
                clientState(url),
                settings.duration("tandem.webhook.subscription-lifetime"),
                hold(),
                settings.duration("tandem.webhook.silence"),
                settings.flag("tandem.enabled"));
    }

    private Duration hold() {
        Duration rounds = Duration.ofMillis((long) settings.positive("tandem.webhook.watch-ms") * ROUNDS_OF_PATIENCE);
        Duration call = settings.duration("tandem.graph.request-timeout").multipliedBy(2);
        return rounds.compareTo(call) < 0 ? call : rounds;
    }

    /** {@return which team is changed, and how often, to see whether notifications come} */
    Canary.Settings canary() {
        return new Canary.Settings(canaryTeam(), settings.duration("tandem.webhook.canary-interval"), url());
    }

    /** {@return how the canary fares} */
    CanaryView canaryView(CanaryBook book) {
        return isConfigured()
                ? new CanaryView(canaryTeam(), book, canary().patience())
                : new CanaryView(null, book, Duration.ZERO);
    }

    private @Nullable String canaryTeam() {
        String team = settings.optional("tandem.webhook.canary-team");
        if (team != null && !ID.matcher(team).matches()) {
            throw settings.wrong("tandem.webhook.canary-team", "the id of a team", null);
        }
        return team == null ? null : team.toLowerCase(Locale.ROOT);
    }

    /** {@return the key store or folder of what resources are encrypted for, null = notifications bring none} */
    @Nullable
    Path certificates() {
        String place = settings.optional("tandem.webhook.certificates");
        return place == null ? null : Path.of(place);
    }

    /** {@return the ids of the tenants whose notifications are believed} */
    Set<String> tenants() {
        String named = Optional.ofNullable(settings.optional("tandem.webhook.tenant-ids"))
                .orElseGet(() -> Stream.of(settings.text("tandem.graph.tenant"))
                        .filter(ID.asMatchPredicate())
                        .findFirst()
                        .orElse(""));
        Set<String> tenants = Arrays.stream(named.split(",", -1))
                .map(id -> id.strip().toLowerCase(Locale.ROOT))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!tenants.stream().allMatch(ID.asMatchPredicate())) {
            throw settings.wrong("tandem.webhook.tenant-ids", "one or more ids of tenants, separated by commas", null);
        }
        return tenants;
    }

    private String url() {
        String url = settings.text("tandem.webhook.url");
        if (!URL.matcher(url).matches()) {
            throw settings.wrong("tandem.webhook.url", "an address such as https://tandem.example.com", null);
        }
        return url;
    }

    /** The same for all instances and after a restart, and never written down. */
    private String clientState(String url) {
        String configured = settings.optional("tandem.webhook.client-state");
        if (configured != null) {
            return configured;
        }
        String secret = settings.optional("tandem.graph.client-secret");
        if (secret == null) {
            throw new ConfigurationException(
                    "tandem.webhook.url is set but there is no client secret to derive a client state from;"
                            + " set tandem.webhook.client-state to a secret of your own",
                    null);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(("tandem webhook " + url).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
