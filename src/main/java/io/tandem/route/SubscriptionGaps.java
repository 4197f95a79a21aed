package io.tandem.route;

import io.tandem.model.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Of which kinds of changes nobody tells Tandem, and since when: one kind may be missing while the other is told. */
final class SubscriptionGaps {
    /** Whoever starts, or whose endpoint comes up later than Tandem, has subscribed by then. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Subscriptions.Settings settings;
    private final Map<String, Instant> since = new TreeMap<>();

    SubscriptionGaps(Subscriptions.Settings settings) {
        this.settings = settings;
    }

    /** {@return what should worry somebody by now, one sentence each by the name of the part} */
    Map<String, String> warnings(Collection<Subscription> all, Instant now) {
        look(all, now);
        List<String> missing = since.entrySet().stream()
                .filter(gap -> gap.getValue().plus(LONG).isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        return missing.containsAll(Wishes.everywhere())
                ? Map.of(
                        "subscriptions",
                        sentence("changes in Microsoft Graph", "that nobody tells Tandem what is done in Teams"))
                : missing.stream()
                        .collect(Collectors.toMap(
                                kind -> "subscription " + kind,
                                kind -> sentence(
                                        kind + ", nor to single teams in its place,",
                                        "that such changes are only seen when all teams are read")));
    }

    /** A kind is told of by the subscription of the whole tenant, or by those of teams. */
    private void look(Collection<Subscription> all, Instant now) {
        Set<String> told = all.stream()
                .filter(one -> one.standsAt(now))
                .map(one -> Wishes.everywhere(one.resource()))
                .collect(Collectors.toSet());
        Wishes.everywhere().forEach(kind -> since.putIfAbsent(kind, now));
        since.keySet().removeIf(kind -> !settings.enabled() || told.contains(kind));
    }

    private String sentence(String what, String so) {
        return "no subscription to " + what + " stands, so " + so + "; see whether " + settings.url()
                + " is reached from outside, and in the log what Graph says";
    }
}
