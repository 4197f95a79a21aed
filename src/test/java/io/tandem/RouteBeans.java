package io.tandem;

import com.azure.core.credential.TokenCredential;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.CurrentState;
import io.tandem.commerce.Outbox;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.ReplayBook;
import io.tandem.model.CanaryBook;
import io.tandem.model.DueKeys;
import io.tandem.model.Duties;
import io.tandem.model.Leftovers;
import io.tandem.model.SubscriptionBook;
import io.tandem.route.Canary;
import io.tandem.route.DeadLetterIndex;
import io.tandem.route.DeadLetters;
import io.tandem.route.DriftSweep;
import io.tandem.route.Housekeeping;
import io.tandem.route.HqLogin;
import io.tandem.route.Intake;
import io.tandem.route.Notifications;
import io.tandem.route.PeopleLookup;
import io.tandem.route.PlannerPace;
import io.tandem.route.Replays;
import io.tandem.route.Settlement;
import io.tandem.route.StoreTeams;
import io.tandem.route.Subscriptions;
import io.tandem.route.TaskSync;
import io.tandem.route.TeamSync;
import io.tandem.route.TopicReader;
import io.tandem.route.Updates;
import io.tandem.route.Webhook;
import io.tandem.route.WriteBack;
import io.tandem.tasks.TaskPolicy;
import io.tandem.tasks.TaskState;
import io.tandem.teams.Departures;
import io.tandem.teams.People;
import io.tandem.teams.Sweeps;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamState;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The beans that routes name, bound to nothing: for tests that look at routes and send nothing through them. */
final class RouteBeans {
    private RouteBeans() {}

    static Map<String, Object> unbound() {
        TeamPolicy policy = TeamPolicy.defaults();
        People people = absent(People.class);
        Settlement settlement = new Settlement(absent(DueKeys.class), letter -> {}, Clock.systemUTC());
        Map<String, Object> beans = new HashMap<>(webhook());
        beans.putAll(tasks(people, settlement));
        beans.put(
                "driftSweep",
                new DriftSweep(
                        absent(Sweeps.class),
                        absent(Duties.class),
                        new DriftSweep.Settings(true, null, 30),
                        () -> {},
                        Clock.systemUTC()));
        beans.putAll(Map.of(
                "intake",
                        new Intake(
                                absent(CommerceState.class),
                                event -> false,
                                () -> {},
                                new SimpleMeterRegistry(),
                                InstantSource.system()),
                "deadLetters", new DeadLetters(1_048_576),
                "deadLetterIndex",
                        new DeadLetterIndex(absent(DeadLetterBook.class), new TopicReader(Map.of()), "letters"),
                "replays",
                        new Replays(
                                absent(ReplayBook.class),
                                absent(Duties.class),
                                new TopicReader(Map.of()),
                                new Replays.Targets(Set.of(), () -> {}, Duration.ZERO, 1_048_576),
                                Clock.systemUTC()),
                "housekeeping",
                        new Housekeeping(
                                absent(Leftovers.class),
                                absent(Duties.class),
                                new Housekeeping.Settings(
                                        Duration.ofDays(30),
                                        Duration.ofDays(90),
                                        Duration.ofDays(400),
                                        Duration.ofDays(400))),
                "updates", new Updates(absent(Outbox.class), absent(Duties.class), Clock.systemUTC()),
                "peopleLookup", new PeopleLookup(people, RouteBeans::never, policy.pace(), Clock.systemUTC()),
                "teamSync",
                        new TeamSync(
                                new TeamSync.Parts(absent(TeamState.class), people, absent(Departures.class)),
                                settlement,
                                policy,
                                new SimpleMeterRegistry()),
                "writeBack",
                        new WriteBack(
                                new HqLogin(() -> absent(TokenCredential.class), "https://hq.invalid/.default"),
                                absent(CurrentState.class),
                                new SimpleMeterRegistry(),
                                InstantSource.system())));
        return beans;
    }

    private static Map<String, Object> tasks(People people, Settlement settlement) {
        return Map.of(
                "taskSync",
                new TaskSync(
                        absent(TaskState.class),
                        new StoreTeams(absent(TeamState.class), people),
                        settlement,
                        TaskPolicy.defaults(),
                        new SimpleMeterRegistry()),
                "plannerPace",
                new PlannerPace(new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    private static Map<String, Object> webhook() {
        Canary canary = new Canary(
                new Canary.Settings(null, Duration.ofMinutes(15), "http://localhost"),
                request -> CompletableFuture.failedFuture(new IllegalStateException()),
                absent(CanaryBook.class),
                InstantSource.system(),
                new SimpleMeterRegistry());
        Subscriptions.Parts parts = new Subscriptions.Parts(
                absent(SubscriptionBook.class), canary, absent(Duties.class), absent(TeamState.class), () -> {});
        return Map.of(
                "webhook", new Webhook("secret", InstantSource.system(), new SimpleMeterRegistry()),
                "notifications",
                        new Notifications(
                                () -> new NotificationCheck("secret", Set.of(), null, null),
                                parts,
                                new SimpleMeterRegistry()),
                "subscriptions",
                        new Subscriptions(
                                new Subscriptions.Settings(
                                        "http://localhost",
                                        "secret",
                                        Duration.ofHours(1),
                                        Duration.ofMinutes(1),
                                        Duration.ofHours(6),
                                        true),
                                request -> CompletableFuture.failedFuture(new IllegalStateException()),
                                parts,
                                Optional::empty,
                                Clock.systemUTC()));
    }

    private static GraphAnswer never(GraphRequest request) {
        throw new IllegalStateException("nothing is sent through the routes of this test: " + request);
    }

    private static <T> T absent(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    throw new IllegalStateException("nothing is sent through the routes of this test: " + method);
                }));
    }
}
