package io.tandem.simulator;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Asks endpoints whether they want notifications (graph-contract 9.4). */
final class Handshake {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Courier courier;
    private final Switchboard board;
    private final World world;

    Handshake(Courier courier, Switchboard board, World world) {
        this.courier = courier;
        this.board = board;
        this.world = world;
    }

    /** One POST for each URL; the refusal of the first that did not pass, or empty. */
    Future<Optional<GraphError>> with(List<String> urls) {
        Future<Optional<GraphError>> passed = Future.succeededFuture(Optional.empty());
        for (String url : urls) {
            passed = passed.compose(refused -> refused.isPresent() ? Future.succeededFuture(refused) : with(url));
        }
        return passed;
    }

    /** The token needs decoding and loses its plus sign when it is decoded twice. */
    private Future<Optional<GraphError>> with(String url) {
        String token = "Validation: is this endpoint there? Request-Id: " + UUID.randomUUID() + " 1+1=100%";
        String query = "validationToken="
                + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
        String asked = url + (url.contains("?") ? "&" : "?") + query;
        Duration patience =
                Duration.ofMillis((long) (PATIENCE.toMillis() * board.switches().patience()));
        return courier.post(asked, PLAIN, Buffer.buffer(), patience)
                .map(reply -> problem(reply, token)
                        .map(problem -> GraphError.of(
                                400,
                                world.profile().notifications().failedValidationCode(),
                                "Subscription validation request failed. The endpoint " + url + " " + problem + ".")));
    }

    private static Optional<String> problem(Courier.Reply reply, String token) {
        Integer status = reply.status();
        if (status == null) {
            return Optional.of("did not answer in time");
        }
        if (status != 200) {
            return Optional.of("answered with status " + status + " instead of 200");
        }
        String type = reply.contentType() == null ? "" : reply.contentType();
        if (!type.toLowerCase(Locale.ROOT).split(";", -1)[0].strip().equals("text/plain")) {
            return Optional.of("answered with content type '" + type + "' instead of text/plain");
        }
        return reply.body().equals(token)
                ? Optional.empty()
                : Optional.of("did not answer with the decoded validation token");
    }
}
