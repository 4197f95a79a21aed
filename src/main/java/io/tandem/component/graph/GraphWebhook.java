package io.tandem.component.graph;

import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.component.graph.webhook.SubscriptionKeeper;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.StartupListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhook of one endpoint: what checks posts, and what keeps the subscription that they come from. */
final class GraphWebhook {
    private static final Logger LOG = LoggerFactory.getLogger(GraphWebhook.class);
    private static final long PATIENCE_SECONDS = 10;

    private final NotificationCheck check;
    private final SubscriptionKeeper keeper;
    private final @Nullable HttpClient keyClient;
    private volatile boolean wanted;

    /** Takes the client that fetches the keys of tokens, if any, to close it at the end. */
    GraphWebhook(NotificationCheck check, SubscriptionKeeper keeper, @Nullable HttpClient keyClient) {
        this.check = check;
        this.keeper = keeper;
        this.keyClient = keyClient;
    }

    Processor handler(Processor next) {
        return new WebhookHandler(check, keeper::happened, next);
    }

    /** Subscribes once all routes are started: Graph shakes hands while it makes the subscription. */
    void register(CamelContext camel) throws Exception {
        wanted = true;
        camel.addStartupListener(new StartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
                if (alreadyStarted) {
                    subscribe();
                }
            }

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
                subscribe();
            }
        });
    }

    private void subscribe() {
        if (wanted) {
            keeper.start();
        }
    }

    /** Removes the subscription, if that can be done in a few seconds; else it ends by itself. */
    void unregister() throws InterruptedException {
        wanted = false;
        try {
            keeper.stop().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("The subscription could not be removed in time and will expire: why={}", late.toString());
        }
    }

    void close() {
        if (keyClient != null) {
            keyClient.shutdownNow();
        }
    }
}
