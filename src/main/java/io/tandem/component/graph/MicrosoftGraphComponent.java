package io.tandem.component.graph;

import io.tandem.component.graph.client.GraphClient;
import io.tandem.component.graph.client.GraphConnection;
import io.tandem.component.graph.webhook.Pauses;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Makes endpoints of Microsoft Graph; those that agree on the connection share one client. */
@Component("microsoft-graph")
public class MicrosoftGraphComponent extends DefaultComponent {
    private final Map<GraphConnection, GraphClient> clients = new ConcurrentHashMap<>();

    @Metadata(description = "The options that endpoints start from")
    private MicrosoftGraphConfiguration configuration = new MicrosoftGraphConfiguration();

    private @Nullable ScheduledExecutorService scheduler;
    private @Nullable ExecutorService workers;

    public MicrosoftGraphConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(MicrosoftGraphConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MicrosoftGraphEndpoint endpoint = new MicrosoftGraphEndpoint(uri, this, configuration.copy());
        endpoint.setOperation(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Returns the client for a configuration: the same one as long as the connection is the same. */
    GraphClient client(MicrosoftGraphConfiguration of) {
        ScheduledExecutorService pauses = Objects.requireNonNull(scheduler, "the component is not started");
        return clients.computeIfAbsent(of.connection(), connection -> new GraphClient(connection, pauses));
    }

    /** Returns what does things later without a thread that waits, once the component is started. */
    Pauses pauses() {
        return (pause, task) -> Pauses.on(Objects.requireNonNull(scheduler, "the component is not started"))
                .after(pause, task);
    }

    /** Returns the threads on which routes go on after an answer. */
    ExecutorService workers() {
        return Objects.requireNonNull(workers, "the component is not started");
    }

    @Override
    protected void doStart() throws Exception {
        ExecutorServiceManager executors = getCamelContext().getExecutorServiceManager();
        scheduler = executors.newSingleThreadScheduledExecutor(this, "MicrosoftGraphAwait");
        workers = executors.newCachedThreadPool(this, "MicrosoftGraph");
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        clients.values().forEach(GraphClient::close);
        clients.clear();
        ExecutorServiceManager executors = getCamelContext().getExecutorServiceManager();
        executors.shutdownNow(scheduler);
        executors.shutdown(workers);
        scheduler = null;
        workers = null;
    }
}
