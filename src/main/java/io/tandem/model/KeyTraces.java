package io.tandem.model;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Which trace the work on a key belongs to: that of the event which was the last one to make it due, as far as that is known. */
public interface KeyTraces {
    /** So long after the event work on its keys, and what comes of that, still belongs to its trace. */
    Duration LIFE = Duration.ofHours(1);

    /** Remembers traces, as W3C Trace Context writes them: {@code 00-<trace>-<span>-01}. */
    void follow(Map<Key, String> traces);

    /** {@return the trace of a key, empty when no event of the last hour is known to have made it due} */
    Optional<String> of(Key key);

    /** {@return the same of the keys that these teams serve} */
    Map<Key, String> ofTeams(Collection<String> teamIds);
}
