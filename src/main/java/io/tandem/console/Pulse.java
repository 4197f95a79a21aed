package io.tandem.console;

import java.util.Map;

/** What the running application tells of itself. */
public interface Pulse {

    /** {@return records of Commerce that wait to be folded, by topic; -1 = Kafka did not say} */
    Map<String, Long> lag();

    /** {@return what is down, one sentence each by the name of the part; empty when ready} */
    Map<String, String> troubles();

    /** {@return what should worry somebody though all is ready, one sentence each by the name of the part} */
    default Map<String, String> warnings() {
        return Map.of();
    }

    /** {@return metrics in the Prometheus text format} */
    String metrics();
}
