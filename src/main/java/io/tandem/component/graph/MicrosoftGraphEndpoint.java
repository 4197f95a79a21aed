package io.tandem.component.graph;

import io.tandem.component.graph.client.GraphClient;
import io.tandem.component.graph.client.GraphOperation;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Call any resource of Microsoft Graph, and be told when one changes: Teams, Planner, groups, users and all others. */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "microsoft-graph",
        title = "Microsoft Graph",
        syntax = "microsoft-graph:operation",
        category = {Category.CLOUD, Category.API},
        headersClass = MicrosoftGraphConstants.class)
public class MicrosoftGraphEndpoint extends DefaultEndpoint implements AsyncEndpoint, WebhookCapableEndpoint {
    /** The operation that leaves the choice to the message. */
    private static final String SEND = "send";

    /** The operation that takes a list of requests. */
    static final String BATCH = "batch";

    private static final String SUBSCRIBE = "subscribe";
    private static final Set<String> WORDS = Set.of(SEND, BATCH, SUBSCRIBE);

    @UriPath(enums = "get,list,post,patch,put,delete,upsert,await,batch,send,subscribe")
    @Metadata(
            required = true,
            description = "What to do. With send the message says it: a body of type GraphRequest, or the header"
                    + " CamelMicrosoftGraphOperation. With batch the body is a list of GraphRequest. With"
                    + " subscribe and in front of it webhook: changes are consumed")
    private String operation = SEND;

    @UriParam(label = "producer")
    @Metadata(
            description = "Whether each request of a batch is done only after the one before it has succeeded. "
                    + "Otherwise Graph does them in any order.")
    private boolean sequentialBatch;

    @UriParam
    private final MicrosoftGraphConfiguration configuration;

    private @Nullable WebhookConfiguration webhookConfiguration;
    private @Nullable GraphWebhook webhook;

    /** Makes an endpoint of a component with a configuration of its own. */
    public MicrosoftGraphEndpoint(
            String uri, MicrosoftGraphComponent component, MicrosoftGraphConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        if (SUBSCRIBE.equalsIgnoreCase(operation)) {
            throw new UnsupportedOperationException("microsoft-graph:subscribe has no producer, use it in from()");
        }
        return new MicrosoftGraphProducer(
                this, component().client(configuration), component().workers());
    }

    /** Refuses: Graph sends change notifications to a web hook, which camel-webhook offers. */
    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "microsoft-graph: has no consumer of its own, use from(\"webhook:microsoft-graph:subscribe\")");
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        return webhook().handler(next);
    }

    @Override
    public void registerWebhook() throws Exception {
        // Options that nobody can call Graph with are refused now, not later in the background.
        GraphClient unused = component().client(configuration);
        webhook().register(getCamelContext());
    }

    @Override
    public void unregisterWebhook() throws Exception {
        webhook().unregister();
    }

    @Override
    public void setWebhookConfiguration(WebhookConfiguration webhookConfiguration) {
        this.webhookConfiguration = webhookConfiguration;
    }

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST");
    }

    @Override
    protected void doShutdown() throws Exception {
        if (webhook != null) {
            webhook.close();
        }
        super.doShutdown();
    }

    private synchronized GraphWebhook webhook() {
        if (webhook == null) {
            WebhookConfiguration listener =
                    Objects.requireNonNull(webhookConfiguration, "the endpoint is not behind webhook:");
            webhook = made(new WebhookFactory(getCamelContext(), configuration, listener));
        }
        return webhook;
    }

    private GraphWebhook made(WebhookFactory factory) {
        try {
            return factory.with(
                    () -> component().client(configuration), component().pauses());
        } catch (GeneralSecurityException | IOException e) {
            throw new RuntimeCamelException("The keys of the webhook cannot be used", e);
        }
    }

    private MicrosoftGraphComponent component() {
        return (MicrosoftGraphComponent) getComponent();
    }

    /** Returns what the endpoint does, empty when the message says it. */
    Optional<GraphOperation> fixedOperation() {
        return WORDS.contains(operation.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(GraphOperation.named(operation));
    }

    /** Returns whether messages bring lists of requests. */
    boolean isBatch() {
        return BATCH.equalsIgnoreCase(operation);
    }

    public String getOperation() {
        return operation;
    }

    /**
     * Sets what to do.
     *
     * @throws IllegalArgumentException when it is no operation
     */
    public void setOperation(String operation) {
        this.operation = operation;
        fixedOperation();
    }

    public boolean isSequentialBatch() {
        return sequentialBatch;
    }

    public void setSequentialBatch(boolean sequentialBatch) {
        this.sequentialBatch = sequentialBatch;
    }

    public MicrosoftGraphConfiguration getConfiguration() {
        return configuration;
    }
}
