package io.tandem.simulator;

import io.tandem.simulator.ODataPath.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The table of operations. A resource adds its own, so Planner and subscriptions are further classes and nothing else. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** Something that answers calls. */
    interface Handler {
        GraphResponse handle(Call call);

        /** Completes when the call may be handled; at once for all but those that must ask someone else first. */
        default CompletionStage<Void> before(Call call) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** A part of Graph. */
    interface Resource {
        void addTo(Routes routes);
    }

    /**
     * One operation.
     *
     * @param method HTTP method
     * @param template for example {@code /teams/{team}/members}
     * @param words its segments
     * @param handler what answers
     */
    record Route(String method, String template, List<String> words, Handler handler) {

        @Nullable
        Map<String, Segment> match(List<Segment> segments) {
            if (segments.size() != words.size()) {
                return null;
            }
            Map<String, Segment> keys = new HashMap<>();
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                Segment segment = segments.get(i);
                if (word.startsWith("{")) {
                    keys.put(word.substring(1, word.length() - 1), segment);
                } else if (segment.key() || !word.equalsIgnoreCase(segment.text())) {
                    return null;
                }
            }
            return keys;
        }

        private long placeholders() {
            return words.stream().filter(word -> word.startsWith("{")).count();
        }
    }

    /** A route and the keys it found. */
    record Match(Route route, Map<String, Segment> keys) {}

    void on(String method, String template, Handler handler) {
        routes.add(new Route(method, template, List.of(template.substring(1).split("/")), handler));
        routes.sort(Comparator.comparingLong(Route::placeholders));
    }

    /** The operation for a path: 405 when only other methods fit, 400 when nothing does, as Graph answers. */
    Match find(String method, ODataPath path) {
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, Segment>> keys = Optional.ofNullable(route.match(path.segments()));
            if (keys.isPresent() && route.method().equals(method)) {
                return new Match(route, keys.get());
            }
            known |= keys.isPresent();
        }
        if (known) {
            throw GraphError.of(
                    405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
        }
        String last = path.segments().isEmpty() ? "" : path.segments().getLast().text();
        throw GraphError.badRequest("Resource not found for the segment '" + last + "'.");
    }
}
