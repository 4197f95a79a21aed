package io.tandem.route;

import io.tandem.model.CanaryBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Canaries that are not in a database. */
final class MemoryCanaries implements CanaryBook {
    private final Map<String, Page> pages = new HashMap<>();
    private final InstantSource clock;

    MemoryCanaries(InstantSource clock) {
        this.clock = clock;
    }

    private record Page(
            Instant sent,
            boolean pending,
            @Nullable Instant missing,
            @Nullable Instant seen,
            @Nullable String refusal) {
        @Nullable
        Instant missingBefore() {
            return sent.equals(missing) ? null : missing;
        }
    }

    @Override
    public Flight flight(String team) {
        Page page = pages.get(team);
        return page == null
                ? Flight.NONE
                : new Flight(ago(page.sent()), ago(page.missing()), ago(page.seen()), page.pending(), page.refusal());
    }

    @Override
    public void begin(String team) {
        Instant now = clock.instant();
        Page page = pages.getOrDefault(team, new Page(now, false, null, null, null));
        Instant missing = page.pending() ? page.missingBefore() : page.missing();
        pages.put(team, new Page(now, true, missing == null ? now : missing, page.seen(), page.refusal()));
    }

    @Override
    public void sent(String team) {
        pages.computeIfPresent(team, (id, page) -> new Page(page.sent(), false, page.missing(), page.seen(), null));
    }

    @Override
    public void refused(String team, String reason) {
        pages.computeIfPresent(
                team, (id, page) -> new Page(page.sent(), false, page.missingBefore(), page.seen(), reason));
    }

    @Override
    public Optional<Duration> seen(String team) {
        Duration away = flight(team).missing();
        if (away != null) {
            pages.computeIfPresent(
                    team, (id, page) -> new Page(page.sent(), page.pending(), null, clock.instant(), page.refusal()));
        }
        return Optional.ofNullable(away);
    }

    @Override
    public void forget(String team) {
        pages.remove(team);
    }

    private @Nullable Duration ago(@Nullable Instant time) {
        return time == null ? null : Duration.between(time, clock.instant());
    }
}
