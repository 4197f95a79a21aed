package io.tandem;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A route that begins at the public port. It gets method, path, its parameters and query of a post, and the bytes: what else
 * strangers write into the head of a post is nothing that a route should work with.
 */
final class WebhookConsumer extends DefaultConsumer implements PlatformHttpConsumer {
    private final PlatformHttpEndpoint endpoint;
    private final Collection<WebhookConsumer> open;
    private final List<String> template;
    private final Set<String> methods;

    /** @param open those that take posts; it is there from its start to its end */
    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor processor, Collection<WebhookConsumer> open) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.open = open;
        this.template = segments(endpoint.getPath());
        String restrict = endpoint.getHttpMethodRestrict();
        this.methods = restrict == null
                ? Set.of()
                : Arrays.stream(restrict.toUpperCase(Locale.ROOT).split(",", -1))
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A whole post.
     *
     * @param query as it came, null when there was none
     */
    record Post(String method, String path, @Nullable String query, byte[] body) {}

    /**
     * What the route says to it.
     *
     * @param type media type of the body, null when there is none
     */
    record Answer(int status, @Nullable String type, String body) {
        static Answer in(Message message) {
            return new Answer(
                    message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class),
                    message.getHeader(Exchange.CONTENT_TYPE, String.class),
                    message.getBody() == null ? "" : message.getBody(String.class));
        }
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        open.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        open.remove(this);
        super.doStop();
    }

    boolean isAt(String path) {
        List<String> segments = segments(path);
        if (segments.size() < template.size() || segments.size() > template.size() && !endpoint.isMatchOnUriPrefix()) {
            return false;
        }
        for (int i = 0; i < template.size(); i++) {
            if (!isParameter(template.get(i)) && !template.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    /**
     * Sends a post through the route.
     *
     * @param answered called once, by whatever thread ends the route
     */
    @SuppressWarnings("IllegalCatch") // Camel declares Exception; whatever it is, the sender must be answered
    void take(Post post, Consumer<Answer> answered) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        fill(exchange.getMessage(), post);
        try {
            createUoW(exchange);
            getAsyncProcessor().process(exchange, here -> end(exchange, answered));
        } catch (Exception failed) {
            exchange.setException(failed);
            end(exchange, answered);
        }
    }

    private void end(Exchange exchange, Consumer<Answer> answered) {
        Answer answer = answer(exchange);
        doneUoW(exchange);
        releaseExchange(exchange, false);
        answered.accept(answer);
    }

    private Answer answer(Exchange exchange) {
        try {
            if (!exchange.isFailed()) {
                return Answer.in(exchange.getMessage());
            }
        } catch (TypeConversionException odd) {
            exchange.setException(odd);
        }
        getExceptionHandler().handleException("A post could not be worked on", exchange, exchange.getException());
        return new Answer(500, null, "");
    }

    private void fill(Message message, Post post) {
        message.setHeader(Exchange.HTTP_METHOD, post.method());
        message.setHeader(Exchange.HTTP_PATH, post.path());
        if (post.query() != null) {
            message.setHeader(Exchange.HTTP_RAW_QUERY, post.query());
        }
        List<String> segments = segments(post.path());
        for (int i = 0; i < template.size(); i++) {
            String name = template.get(i);
            if (isParameter(name)) {
                message.setHeader(name.substring(1, name.length() - 1), segments.get(i));
            }
        }
        message.setBody(post.body());
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
