package io.tandem.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.NotificationKeys;
import io.tandem.model.Duties;
import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import io.tandem.teams.TeamState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of route {@code subscriptions}: one instance keeps the subscriptions of the tenant, and another takes them over as
 * they are when it is gone. What they may have missed is found by reading.
 */
public final class Subscriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final String DUTY = "subscriptions";

    /** When nobody answered for longer, Graph may have dropped notifications (graph-contract 9.5). */
    private static final Duration LONG_AWAY = Duration.ofMinutes(5);

    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(5);

    private final Settings settings;
    private final Parts parts;
    private final Supplier<Optional<NotificationKeys>> keys;
    private final Wishes wishes;
    private final SubscriptionRound round;
    private final Census census;
    private final SubscriptionGaps gaps;
    private final InstantSource clock;
    private volatile Glance glance = new Glance(0, null, Map.of());
    private Instant counted = Instant.EPOCH;
    private boolean mine;
    private boolean closed;

    /**
     * How to subscribe.
     *
     * @param url public address of the webhook, without a slash at its end
     * @param clientState the secret that Graph repeats in each notification
     * @param lifetime of a subscription, renewed when two thirds are over
     * @param hold how long the subscriptions are left alone after the instance that kept them was killed; longer than a call
     *     to Graph can last
     * @param silence how long nothing may be heard while subscriptions stand
     * @param enabled whether Graph may be called at all
     */
    public record Settings(
            String url, String clientState, Duration lifetime, Duration hold, Duration silence, boolean enabled) {
        @Override
        public String toString() {
            return "Settings[" + url + "]";
        }
    }

    /**
     * What the step works on.
     *
     * @param book where it is written how the subscriptions stand
     * @param canary tries whether they bring notifications
     * @param duties says who keeps them
     * @param teams whose rosters become doubtful when notifications may have been missed
     * @param wake tells the work loop that keys became due
     */
    public record Parts(SubscriptionBook book, Canary canary, Duties duties, TeamState teams, Runnable wake) {
        /** Whatever may have changed unnoticed: every roster is read once. */
        void sweep(boolean anew) {
            teams.doubtAll();
            book.swept(anew);
            wake.run();
        }
    }

    /** What the last round saw, for those who ask in between. */
    private record Glance(long standing, @Nullable Duration heard, Map<String, String> warnings) {}

    /**
     * Binds the step to what it works on.
     *
     * @param graph makes a call; its future never fails
     * @param keys what notifications are to be encrypted for; empty = they bring no resources
     */
    public Subscriptions(
            Settings settings,
            Function<GraphRequest, CompletableFuture<GraphAnswer>> graph,
            Parts parts,
            Supplier<Optional<NotificationKeys>> keys,
            InstantSource clock) {
        this.settings = settings;
        this.parts = parts;
        this.keys = keys;
        this.wishes = new Wishes(settings);
        Function<GraphRequest, CompletableFuture<GraphAnswer>> dutiful = request ->
                extend() ? graph.apply(request) : CompletableFuture.completedFuture(SubscriptionRound.TAKEN_OVER);
        this.round = new SubscriptionRound(dutiful, parts.book(), clock);
        this.census = new Census(dutiful, parts.book(), clock);
        this.gaps = new SubscriptionGaps(settings);
        this.clock = clock;
    }

    /** A round of many slow calls lasts longer than the duty is held; one call does not. */
    private boolean extend() {
        return parts.duties().take(DUTY, settings.hold());
    }

    /** Shows how many subscriptions stand and how old the last notification is. */
    public void bindTo(MeterRegistry meters) {
        Metric.SUBSCRIPTIONS.gauge(meters, () -> glance.standing());
        Metric.NOTIFICATION_AGE.gauge(meters, () -> seconds(glance.heard()));
    }

    /** {@return what should worry somebody though everything runs, one sentence each by the name of the part} */
    public Map<String, String> warnings() {
        return glance.warnings();
    }

    /**
     * Takes the duty if nobody has it and looks after the subscriptions; leaves them alone when another instance has it, or
     * this one is closed, for the routes still run then.
     */
    public synchronized void keep() {
        if (closed) {
            return;
        }
        boolean had = mine;
        mine = settings.enabled() && extend();
        if (mine) {
            look(!had);
        } else if (had) {
            LOG.warn("Another instance keeps the subscriptions now");
        }
        glance();
    }

    private void look(boolean begins) {
        SubscriptionBook book = parts.book();
        Duration kept = book.watch().kept();
        if (begins) {
            LOG.info("Keeps the subscriptions of the tenant");
        }
        if (begins && kept != null && kept.compareTo(LONG_AWAY) > 0) {
            parts.canary().forget();
            parts.sweep(true);
        }
        book.kept();
        if (begins || counted.plus(BETWEEN_COUNTS).isBefore(clock.instant())) {
            counted = clock.instant();
            census.take(wishes.url());
        }
        round.run(wishes.of(book.all(), teams(), keys.get()), this::made);
        if (!parts.canary().mayFly(book.all(), book.teams())) {
            recall();
        } else if (extend()) {
            parts.canary().fly();
        }
    }

    /** A canary whose subscription fell never comes back, which says nothing of the way; what it was lost with is read now. */
    private void recall() {
        if (parts.canary().isLost(null)) {
            parts.sweep(false);
        }
        if (parts.canary().isOut()) {
            parts.canary().forget();
        }
    }

    /** Those of the stores, and the canary's, which may be one of them. */
    private List<String> teams() {
        return Stream.concat(parts.book().teams().stream(), parts.canary().team().stream())
                .distinct()
                .toList();
    }

    /** Until now nobody was told of what happened; when none stood, listening begins. */
    private void made(List<Wanted> made) {
        if (parts.canary().isToldOf(made.stream().map(Wanted::resource))) {
            recall();
        }
        boolean some = parts.book().all().stream().anyMatch(Subscription::stands);
        if (some && made.stream().allMatch(Wanted::isOfTeam)) {
            parts.teams()
                    .doubt(
                            made.stream()
                                    .map(Wanted::team)
                                    .map(Objects::requireNonNull)
                                    .collect(Collectors.toSet()),
                            Set.of());
            parts.wake().run();
        } else {
            parts.sweep(true);
        }
    }

    private void glance() {
        List<Subscription> all = parts.book().all();
        SubscriptionBook.Watch watch = parts.book().watch();
        long standing = all.stream().filter(Subscription::stands).count();
        if (mine
                && (watch.swept() == null
                        || isLong(watch.swept())
                        || parts.canary().isLost(watch.swept()))) {
            LOG.info("Reads all rosters, for a notification may have been lost heard={}", watch.heard());
            parts.sweep(watch.heard() == null);
        }
        glance = new Glance(standing, watch.heard(), warnings(all, standing, isLong(watch.heard())));
    }

    private Map<String, String> warnings(List<Subscription> all, long standing, boolean silent) {
        List<String> stores = parts.book().teams();
        Map<String, String> warnings = new TreeMap<>(refusals(all));
        if (settings.enabled()) {
            warnings.putAll(parts.canary().warnings(stores));
        }
        if (silent && standing > 0 && !stores.isEmpty()) {
            warnings.put(
                    "notifications",
                    "no notification of Microsoft Graph came for longer than tandem.webhook.silence though "
                            + standing + " subscriptions stand; see whether " + settings.url()
                            + " is reached from outside");
        }
        gaps.warnings(all, clock.instant()).forEach(warnings::putIfAbsent);
        return warnings;
    }

    private static Map<String, String> refusals(List<Subscription> all) {
        return all.stream()
                .filter(one -> one.refusal() != null && Wishes.isOfTenant(one.resource()))
                .collect(Collectors.toMap(
                        one -> "subscription " + one.resource(),
                        one -> "Microsoft Graph refuses a subscription to " + one.resource() + " (" + one.refusal()
                                + "); teams are subscribed to one by one as far as Graph allows"));
    }

    private boolean isLong(@Nullable Duration since) {
        return since != null && since.compareTo(settings.silence()) > 0;
    }

    private static double seconds(@Nullable Duration age) {
        return age == null ? Double.NaN : age.toMillis() / 1000.0;
    }

    /** Leaves the subscriptions to whoever comes next: Graph sends again for hours what nobody took meanwhile. */
    @Override
    public synchronized void close() {
        closed = true;
        if (mine) {
            mine = false;
            parts.duties().lay(DUTY);
        }
    }
}
