package io.tandem.console;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether Microsoft Graph can notify of changes.
 *
 * @param url the public address, null = none is set
 * @param probe asks it the way Graph does before it subscribes (graph-contract 9.3), from this machine
 */
public record WebhookCheck(@Nullable String url, Function<String, Reach> probe) implements Check {
    private static final Pattern HERE =
            Pattern.compile("(localhost|127\\..*|10\\..*|192\\.168\\..*|\\[?::1]?|.*\\.(local|internal))");

    /** What came of asking. */
    public enum Reach {
        /** It answered as it should. */
        ANSWERS,
        /** Something answered, but not Tandem's webhook. */
        ANSWERS_WRONGLY,
        /** Nothing answered. */
        SILENT
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<Diagnosis> look() {
        if (url == null) {
            return List.of(Diagnosis.warns(
                    "webhook-none",
                    "Microsoft Graph is not asked to notify, so what people change in Teams by hand is not seen at once",
                    "set tandem.webhook.url to a public https address that leads to tandem.webhook.port"));
        }
        URI address = URI.create(url);
        if (HERE.matcher(Objects.requireNonNullElse(address.getHost(), "")).matches()) {
            return List.of(Diagnosis.warns(
                    "webhook-private",
                    "Microsoft cannot reach " + url + ", which is an address of this network",
                    "set tandem.webhook.url to a public address"));
        }
        if (!"https".equals(address.getScheme())) {
            return List.of(Diagnosis.blocks(
                    "webhook-http",
                    "Microsoft Graph notifies over https only, and tandem.webhook.url is " + url,
                    "put TLS before the webhook, and give its https address"));
        }
        return reached(url, probe.apply(url));
    }

    private static List<Diagnosis> reached(String url, Reach reach) {
        return switch (reach) {
            case ANSWERS -> List.of();
            case SILENT ->
                List.of(
                        Diagnosis.warns(
                                "webhook-unreachable",
                                "nothing answers at " + url + " when it is asked from here",
                                "look at its name, certificate and firewall; only if this network cannot ask itself is that no trouble"));
            case ANSWERS_WRONGLY ->
                List.of(Diagnosis.blocks(
                        "webhook-elsewhere",
                        "something else than Tandem answers at " + url,
                        "have the address lead to tandem.webhook.port, with path and query as they are"));
        };
    }
}
