package io.tandem.component.graph;

import io.tandem.component.graph.client.GraphOperation;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Call any resource of Microsoft Graph: Teams, Planner, groups, users and all others. */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "microsoft-graph",
        title = "Microsoft Graph",
        syntax = "microsoft-graph:operation",
        producerOnly = true,
        category = {Category.CLOUD, Category.API},
        headersClass = MicrosoftGraphConstants.class)
public class MicrosoftGraphEndpoint extends DefaultEndpoint implements AsyncEndpoint {
    /** The operation that leaves the choice to the message. */
    private static final String SEND = "send";

    /** The operation that takes a list of requests. */
    static final String BATCH = "batch";

    private static final Set<String> WORDS = Set.of(SEND, BATCH);

    @UriPath(enums = "get,list,post,patch,put,delete,upsert,await,batch,send")
    @Metadata(
            required = true,
            description = "What to do. With send the message says it: a body of type GraphRequest, or the header"
                    + " CamelMicrosoftGraphOperation. With batch the body is a list of GraphRequest")
    private String operation = SEND;

    @UriParam(label = "producer")
    @Metadata(
            description = "Whether each request of a batch is done only after the one before it has succeeded. "
                    + "Otherwise Graph does them in any order.")
    private boolean sequentialBatch;

    @UriParam
    private final MicrosoftGraphConfiguration configuration;

    /** Makes an endpoint of a component with a configuration of its own. */
    public MicrosoftGraphEndpoint(
            String uri, MicrosoftGraphComponent component, MicrosoftGraphConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        MicrosoftGraphComponent component = (MicrosoftGraphComponent) getComponent();
        return new MicrosoftGraphProducer(this, component.client(configuration), component.workers());
    }

    /** Refuses: Graph sends change notifications to a web hook, which this endpoint does not offer. */
    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("microsoft-graph: has no consumer, use it in to()");
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
