package io.tandem.component.graph;

import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphClient;
import io.tandem.component.graph.client.GraphOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Sends what a message asks for; no thread waits for the answer, which becomes the body. */
public class MicrosoftGraphProducer extends DefaultAsyncProducer {
    private final GraphClient client;
    private final GraphOptions options;
    private final RequestReader reader;
    private final Executor workers;

    MicrosoftGraphProducer(MicrosoftGraphEndpoint endpoint, GraphClient client, Executor workers) {
        super(endpoint);
        this.client = client;
        this.options = endpoint.getConfiguration().options();
        this.reader = new RequestReader(
                endpoint.fixedOperation(), endpoint.getConfiguration().getPath());
        this.workers = workers;
    }

    @Override
    @SuppressWarnings(
            "IllegalCatch") // The boundary to Camel: whatever is wrong with a message belongs to its exchange.
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<GraphAnswer> answer;
        try {
            answer = client.sendAsync(reader.read(exchange.getMessage()), options);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        // The client's own threads must not be held up by what the route does next.
        var unused = answer.whenCompleteAsync((value, failure) -> finish(exchange, value, failure, callback), workers);
        return false;
    }

    private static void finish(Exchange exchange, GraphAnswer answer, Throwable failure, AsyncCallback callback) {
        if (failure == null) {
            AnswerWriter.write(answer, exchange.getMessage());
        } else {
            exchange.setException(failure);
        }
        callback.done(false);
    }
}
