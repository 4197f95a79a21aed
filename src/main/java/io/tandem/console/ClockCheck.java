package io.tandem.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether this machine and Microsoft Graph agree on the time.
 *
 * @param ahead by how much this machine is ahead of Graph, empty = Graph did not tell the time
 */
public record ClockCheck(Supplier<Optional<Duration>> ahead) implements Check {
    private static final Duration SOME = Duration.ofSeconds(30);
    private static final Duration MUCH = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Diagnosis> look() {
        Optional<Duration> skew = ahead.get();
        if (skew.isEmpty()) {
            return List.of(Diagnosis.warns(
                    "graph-unreachable",
                    "Microsoft Graph does not answer from here, or does not tell the time",
                    "look at tandem.graph.base-uri, the proxy and the firewall"));
        }
        Duration by = skew.get().abs();
        String sentence = "this machine's clock is " + Wording.length(by)
                + (skew.get().isNegative() ? " behind" : " ahead of") + " that of Microsoft Graph";
        String remedy = "have the machine keep its time (NTP): tokens and the days on which people start depend on it";
        if (by.compareTo(MUCH) > 0) {
            return List.of(Diagnosis.blocks("clock-wrong", sentence, remedy));
        }
        return by.compareTo(SOME) > 0 ? List.of(Diagnosis.warns("clock-skew", sentence, remedy)) : List.of();
    }
}
