package io.tandem.component.graph.client;

import java.time.Duration;

/**
 * How a call is made. Values for one call; what all calls share is in {@link GraphConnection}.
 *
 * @param apiVersion {@code v1.0} or {@code beta}, for paths that name none
 * @param requestTimeout how long one HTTP exchange may take, from connecting to the last byte
 * @param maxPages after how many pages {@code list} stops; 0 = never
 * @param maxItems after how many items {@code list} stops, at the end of a page; 0 = never
 * @param pollInterval the pause between two looks of {@code await}; Graph asks for 30 s (graph-contract 4.3)
 * @param pollTimeout how long {@code await} goes on
 */
public record GraphOptions(
        String apiVersion,
        Duration requestTimeout,
        int maxPages,
        int maxItems,
        Duration pollInterval,
        Duration pollTimeout) {

    /** v1.0, 30 s a request, at most 1000 pages, a look every 30 s for 15 minutes. */
    public static final GraphOptions DEFAULTS =
            new GraphOptions("v1.0", Duration.ofSeconds(30), 1000, 0, Duration.ofSeconds(30), Duration.ofMinutes(15));

    /** Checks the values. */
    public GraphOptions {
        if (!apiVersion.equals("v1.0") && !apiVersion.equals("beta")) {
            throw new IllegalArgumentException("apiVersion: '" + apiVersion + "' is neither v1.0 nor beta");
        }
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("pollInterval", pollInterval);
        requirePositive("pollTimeout", pollTimeout);
        if (maxPages < 0 || maxItems < 0) {
            throw new IllegalArgumentException("maxPages, maxItems: must not be negative");
        }
    }

    private static void requirePositive(String field, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(field + ": must be longer than 0");
        }
    }

    boolean isEnough(int pages, int items) {
        return (maxPages > 0 && pages >= maxPages) || (maxItems > 0 && items >= maxItems);
    }
}
