package io.tandem.component.graph;

import io.tandem.component.graph.client.BatchOrder;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphClient;
import io.tandem.component.graph.client.GraphOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Sends what a message asks for; no thread waits for the answer, which becomes the body. */
public class MicrosoftGraphProducer extends DefaultAsyncProducer {
    private final GraphClient client;
    private final GraphOptions options;
    private final RequestReader reader;
    private final Executor workers;
    private final boolean batch;
    private final BatchOrder order;

    MicrosoftGraphProducer(MicrosoftGraphEndpoint endpoint, GraphClient client, Executor workers) {
        super(endpoint);
        this.client = client;
        this.options = endpoint.getConfiguration().options();
        this.reader = new RequestReader(
                endpoint.fixedOperation(), endpoint.getConfiguration().getPath());
        this.workers = workers;
        this.batch = endpoint.isBatch();
        this.order = endpoint.isSequentialBatch() ? BatchOrder.SEQUENTIAL : BatchOrder.PARALLEL;
    }

    @Override
    @SuppressWarnings(
            "IllegalCatch") // The boundary to Camel: whatever is wrong with a message belongs to its exchange.
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<?> answer;
        try {
            answer = asked(exchange.getMessage());
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        // The client's own threads must not be held up by what the route does next.
        var unused = answer.whenCompleteAsync((value, failure) -> finish(exchange, value, failure, callback), workers);
        return false;
    }

    private CompletableFuture<?> asked(Message message) {
        return batch || isBatch(message)
                ? client.batchAsync(RequestReader.readAll(message), order, options)
                : client.sendAsync(reader.read(message), options);
    }

    private boolean isBatch(Message message) {
        return reader.isOpen()
                && MicrosoftGraphEndpoint.BATCH.equalsIgnoreCase(
                        message.getHeader(MicrosoftGraphConstants.OPERATION, "", String.class));
    }

    private static void finish(
            Exchange exchange, @Nullable Object answer, @Nullable Throwable failure, AsyncCallback callback) {
        switch (answer) {
            case GraphAnswer one -> AnswerWriter.write(one, exchange.getMessage());
            case List<?> all -> AnswerWriter.writeAll(all, exchange.getMessage());
            case null, default -> exchange.setException(failure);
        }
        callback.done(false);
    }
}
