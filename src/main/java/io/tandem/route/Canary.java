package io.tandem.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.CanaryBook;
import io.tandem.model.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From time to time a harmless change to a team that was made for this: when a notification of it comes, the way from Graph
 * through proxy, webhook and Kafka is open; when none comes, that is known long before silence would tell.
 *
 * <p>The change is a new description, of which subscriptions to teams are told (graph-contract 4.4 and 9.2). Nothing in a
 * notification says which change it is about: any about the team ends the wait for all canaries until then, and the delay
 * counts from the first of them, so that it is rather too long than too short. A change whose answer was lost counts as made;
 * one of which nobody knows whether it was tried, or which Graph had no time for, is made in the next round.
 *
 * <p>While Graph refuses to tell of all teams, the canary's is one more of those that are subscribed to one by one; one that
 * Graph refuses to change, only when that is tried again. While no subscription stands that tells of changes to the canary's
 * team there is nothing to try, and the canary rests. It rests too while its team is a store's, of which it would overwrite
 * what people see.
 */
public final class Canary {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);

    /** Most notifications come within seconds, and few later (graph-contract 9.2). */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Settings settings;
    private final Function<GraphRequest, CompletableFuture<GraphAnswer>> graph;
    private final CanaryBook book;
    private final InstantSource clock;
    private final MeterRegistry meters;

    /**
     * Where canaries fly.
     *
     * @param team id of the team that is changed, in lower case; null = none is, and there are no canaries
     * @param interval from one change to the next
     * @param url where Graph notifies, for whoever has to look why it does not
     */
    public record Settings(@Nullable String team, Duration interval, String url) {
        /** {@return after how long a canary counts as lost, at the latest when the next one is due} */
        public Duration patience() {
            return interval.compareTo(PATIENCE) < 0 ? interval : PATIENCE;
        }
    }

    /**
     * Binds it to what it works on.
     *
     * @param graph makes a call; its future never fails
     * @param book where it is written how the canaries fare
     */
    public Canary(
            Settings settings,
            Function<GraphRequest, CompletableFuture<GraphAnswer>> graph,
            CanaryBook book,
            InstantSource clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.graph = graph;
        this.book = book;
        this.clock = clock;
        this.meters = meters;
    }

    /** {@return the team that is to be subscribed to where teams are one by one} */
    Optional<String> team() {
        return Optional.ofNullable(settings.team())
                .filter(team -> book.flight(team).refusal() == null || isDue(team));
    }

    /**
     * {@return whether a canary can come back, and disturbs nobody}
     *
     * @param subscriptions how they stand
     * @param stores the teams of the stores
     */
    boolean mayFly(Collection<Subscription> subscriptions, Collection<String> stores) {
        Instant now = clock.instant();
        return !isOf(stores)
                && isToldOf(
                        subscriptions.stream().filter(one -> one.standsAt(now)).map(Subscription::resource));
    }

    /** {@return whether one of these subscriptions tells of changes to the team; those to members do not} */
    boolean isToldOf(Stream<String> resources) {
        String team = settings.team();
        return team != null && resources.anyMatch(Set.of(Wishes.TEAMS, Wishes.TEAMS + "/" + team)::contains);
    }

    private boolean isOf(Collection<String> stores) {
        return stores.stream().anyMatch(store -> store.equalsIgnoreCase(settings.team()));
    }

    /** Sends a canary when it is time; for the one instance that keeps the subscriptions, when one may fly. */
    void fly() {
        String team = settings.team();
        if (team != null && isDue(team)) {
            book.begin(team);
            answered(team, graph.apply(change(team, clock.instant())).join());
        }
    }

    private boolean isDue(String team) {
        CanaryBook.Flight flight = book.flight(team);
        return flight.sent() == null || flight.pending() || flight.sent().compareTo(settings.interval()) >= 0;
    }

    private static GraphRequest change(String team, Instant now) {
        return GraphRequest.patch(
                "/teams/" + team,
                JsonNodeFactory.instance
                        .objectNode()
                        .put(
                                "description",
                                "Tandem tries here whether Microsoft Graph notifies it of changes: " + now));
    }

    private void answered(String team, GraphAnswer answer) {
        switch (answer) {
            case GraphAnswer.Success success -> book.sent(team);
            case GraphAnswer.Rejected refusal -> {
                LOG.warn("Graph refuses the canary team={} answer={}", team, refusal);
                book.refused(team, (refusal.status() + " " + refusal.code()).strip());
            }
            case GraphAnswer.Unavailable trouble when trouble.mayHaveExecuted() -> book.sent(team);
            case GraphAnswer.Unavailable trouble -> LOG.debug("The canary waits answer={}", trouble);
            case GraphAnswer.Throttled throttled -> LOG.debug("The canary waits answer={}", throttled);
        }
    }

    /** Notifications about teams came. */
    void saw(Collection<String> teams) {
        String team = settings.team();
        if (team != null && teams.contains(team)) {
            book.seen(team).ifPresent(this::measure);
        }
    }

    private void measure(Duration delay) {
        Metric.CANARY_DELAY.timer(meters).record(delay);
    }

    /** {@return whether a notification of these teams ends a time in which changes may have been lost as a canary was} */
    boolean isBack(Collection<String> teams) {
        return settings.team() != null && teams.contains(settings.team()) && isLost(null);
    }

    /** {@return whether one was sent of which no notification came yet} */
    boolean isOut() {
        return flight().missing() != null;
    }

    /** Forgets those that came back while nobody was there, or that cannot come back any more. */
    void forget() {
        Optional.ofNullable(settings.team()).ifPresent(book::forget);
    }

    /**
     * {@return whether a canary was lost, of which everything that was read until then knows nothing}
     *
     * @param swept how long ago everything was read; null = never
     */
    boolean isLost(@Nullable Duration swept) {
        Duration missing = flight().missing();
        return missing != null
                && isLong(missing)
                && (swept == null || swept.compareTo(missing.minus(settings.patience())) > 0);
    }

    /**
     * {@return what should worry somebody, one sentence or none}
     *
     * @param stores the teams of the stores
     */
    Map<String, String> warnings(Collection<String> stores) {
        if (isOf(stores)) {
            return Map.of(
                    "canary",
                    "tandem.webhook.canary-team names the team of a store, whose description Tandem does not overwrite, so that"
                            + " nobody tries whether notifications come; make a team for this alone and name that one");
        }
        CanaryBook.Flight flight = flight();
        if (flight.refusal() != null) {
            return Map.of(
                    "canary",
                    "Microsoft Graph refuses to change the team that tandem.webhook.canary-team names ("
                            + flight.refusal()
                            + "), so that nobody tries whether notifications come; correct the setting, or grant Tandem"
                            + " TeamSettings.ReadWrite.All");
        }
        return flight.missing() == null || !isLong(flight.missing())
                ? Map.of()
                : Map.of("canary", loss(flight.missing(), flight.seen()));
    }

    private String loss(Duration missing, @Nullable Duration seen) {
        return "no notification of Microsoft Graph came of the change that was made at " + ago(missing)
                + " to the team that tandem.webhook.canary-team names (the last one came at "
                + (seen == null ? "no time" : ago(seen)) + "); see whether " + settings.url()
                + " is reached from outside; until then changes in Teams are found late";
    }

    private Instant ago(Duration time) {
        return clock.instant().minus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    private boolean isLong(Duration missing) {
        return missing.compareTo(settings.patience()) >= 0;
    }

    private CanaryBook.Flight flight() {
        return settings.team() == null ? CanaryBook.Flight.NONE : book.flight(settings.team());
    }
}
