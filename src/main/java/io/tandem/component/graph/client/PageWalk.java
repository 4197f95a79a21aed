package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a collection page by page into one answer: the last page's, with the items of all in {@code value}.
 *
 * <p>An {@code @odata.nextLink} is left in the body only when a limit ended the walk. Any other answer than success
 * ends it with that answer.
 */
final class PageWalk {
    private static final String NEXT = "@odata.nextLink";
    private static final String ITEMS = "value";

    private final Function<String, CompletableFuture<GraphAnswer>> get;
    private final GraphOptions options;

    PageWalk(Function<String, CompletableFuture<GraphAnswer>> get, GraphOptions options) {
        this.get = get;
        this.options = options;
    }

    /** Starts at a path or link; what {@code get} refuses to call makes the future fail. */
    CompletableFuture<GraphAnswer> from(String path) {
        return get.apply(path).thenCompose(answer -> joined(answer, null, 1));
    }

    private CompletableFuture<GraphAnswer> joined(GraphAnswer answer, @Nullable ObjectNode before, int pages) {
        if (!(answer instanceof GraphAnswer.Success success) || !(success.body() instanceof ObjectNode page)) {
            return CompletableFuture.completedFuture(answer);
        }
        ObjectNode all = before == null ? page : merged(before, page);
        String next = page.path(NEXT).asText("");
        if (next.isEmpty() || options.isEnough(pages, all.path(ITEMS).size())) {
            return CompletableFuture.completedFuture(
                    new GraphAnswer.Success(success.status(), all, success.headers(), success.requestId()));
        }
        return get.apply(next).thenCompose(further -> joined(further, all, pages + 1));
    }

    private static ObjectNode merged(ObjectNode before, ObjectNode page) {
        ArrayNode items = before.withArray("/" + ITEMS);
        page.path(ITEMS).forEach(items::add);
        ObjectNode all = page.deepCopy();
        all.set(ITEMS, items);
        return all;
    }
}
