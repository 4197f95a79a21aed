package io.tandem.route;

import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A book that is not in a database. */
final class MemoryBook implements SubscriptionBook {
    final Map<String, Subscription> pages = new TreeMap<>();
    final List<String> teams = new ArrayList<>();
    private final InstantSource clock;
    private @Nullable Instant heard;
    private @Nullable Instant kept;
    private @Nullable Instant swept;

    MemoryBook(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Subscription> all() {
        return List.copyOf(pages.values());
    }

    @Override
    public void write(Subscription subscription) {
        pages.put(subscription.resource(), subscription);
    }

    @Override
    public void forget(String resource) {
        pages.remove(resource);
    }

    @Override
    public void asked(String id) {
        change(id, id, true);
    }

    @Override
    public void gone(String id) {
        change(id, null, false);
    }

    private void change(String id, @Nullable String after, boolean asked) {
        pages.replaceAll((resource, one) -> id.equals(one.id())
                ? new Subscription(
                        resource,
                        after,
                        one.terms(),
                        one.certificate(),
                        one.times(),
                        asked,
                        one.failures(),
                        one.refusal())
                : one);
    }

    @Override
    public List<String> teams() {
        return teams;
    }

    @Override
    public Watch watch() {
        return new Watch(ago(heard), ago(kept), ago(swept));
    }

    private @Nullable Duration ago(@Nullable Instant time) {
        return time == null ? null : Duration.between(time, clock.instant());
    }

    @Override
    public void heard() {
        heard = clock.instant();
    }

    @Override
    public void kept() {
        kept = clock.instant();
    }

    @Override
    public void swept(boolean anew) {
        swept = clock.instant();
        heard = anew ? swept : heard;
    }
}
