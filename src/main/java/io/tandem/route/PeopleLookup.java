package io.tandem.route;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.Identity;
import io.tandem.teams.Account;
import io.tandem.teams.Outcome;
import io.tandem.teams.People;
import io.tandem.teams.TeamPolicy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Body;

/**
 * Asks the directory about people, in bulk and one lookup at a time: whoever needs one person looked up fills the call
 * with everybody else who was never asked about.
 */
public final class PeopleLookup {
    private static final String FIELDS = "$select=id,userPrincipalName,accountEnabled,assignedPlans";
    /** Values in one {@code in} filter of the directory. */
    private static final int IN_ONE_CALL = 15;
    /** People asked about before others may ask: twenty calls. */
    private static final int AT_ONCE = 20 * IN_ONE_CALL;

    private static final Duration GOOD = Duration.ofHours(24);

    private final People people;
    private final Function<GraphRequest, GraphAnswer> graph;
    private final TeamPolicy.Pace pace;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private Instant failedAt = Instant.MIN;
    private Optional<Outcome> failure = Optional.empty();

    /**
     * Binds the lookup to what it asks.
     *
     * @param graph makes one call
     */
    public PeopleLookup(People people, Function<GraphRequest, GraphAnswer> graph, TeamPolicy.Pace pace, Clock clock) {
        this.people = people;
        this.graph = graph;
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Sees to it that somebody's accounts are known. Whoever knows them waits for nobody, and whoever waited for a lookup
     * that came to nothing does not try another one.
     *
     * @return nothing to say once everybody is known, else why it has to wait or was refused
     */
    public Optional<Outcome> lookUp(@Body List<Identity> identities) {
        Instant begun = clock.instant();
        if (unresolved(identities, begun, 0).isEmpty()) {
            return Optional.empty();
        }
        oneAtATime.lock();
        try {
            List<Identity> unresolved = unresolved(identities, begun, AT_ONCE);
            return !unresolved.isEmpty() && failedAt.isAfter(begun) ? failure : lookUp(identities, unresolved);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** What is refused may be the fault of somebody else in the call, so it is tried once more without them. */
    private Optional<Outcome> lookUp(List<Identity> wanted, List<Identity> unresolved) {
        Optional<Outcome> trouble = ask(unresolved);
        if (trouble.filter(Outcome.Refused.class::isInstance).isPresent()) {
            trouble = ask(unresolved(wanted, clock.instant(), 0));
        }
        if (trouble.filter(not(Outcome.Refused.class::isInstance)).isPresent()) {
            failedAt = clock.instant();
            failure = trouble;
        }
        return trouble;
    }

    /** Those of these people who are to be asked about, filled up with others to so many. */
    private List<Identity> unresolved(List<Identity> wanted, Instant now, int most) {
        return people.unresolved(
                wanted, now.minus(GOOD), now.minus(pace.recheck().dividedBy(2)), most);
    }

    private Optional<Outcome> ask(List<Identity> unresolved) {
        Map<Boolean, List<Identity>> byId =
                unresolved.stream().collect(Collectors.partitioningBy(identity -> identity.objectId() != null));
        return Stream.of(true, false)
                .flatMap(id -> chunks(byId.getOrDefault(id, List.of())).stream())
                .map(this::askOnce)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** All of the chunk have an object id, or none has. */
    private Optional<Outcome> askOnce(List<Identity> chunk) {
        String property = chunk.getFirst().objectId() == null ? "userPrincipalName" : "id";
        String values = chunk.stream()
                .map(PeopleLookup::value)
                .map(value -> "'" + URLEncoder.encode(value.replace("'", "''"), StandardCharsets.UTF_8) + "'")
                .collect(Collectors.joining(","));
        String filter = "$filter=" + property + " in (" + values + ")";
        return remember(chunk, graph.apply(GraphRequest.list("/users?" + filter + "&" + FIELDS)));
    }

    private static String value(Identity identity) {
        return Objects.requireNonNull(Objects.requireNonNullElse(identity.objectId(), identity.userPrincipalName()));
    }

    private Optional<Outcome> remember(List<Identity> asked, GraphAnswer answer) {
        Instant now = clock.instant();
        return switch (answer) {
            case GraphAnswer.Success success -> read(asked, success.body().path("value"), now);
            case GraphAnswer.Throttled throttled ->
                Optional.of(new Outcome.Postponed(
                        now.plus(throttled.retryAfter()), "Graph throttles lookups of people", throttled.sent()));
            case GraphAnswer.Unavailable unavailable ->
                Optional.of(new Outcome.Postponed(
                        now.plus(Objects.requireNonNullElse(unavailable.retryAfter(), pace.look())),
                        "no answer to a lookup of people (" + unavailable.reason() + ")",
                        unavailable.mayHaveExecuted()));
            case GraphAnswer.Rejected rejected -> Optional.of(TeamAnswers.refused("look people up", rejected));
        };
    }

    /** Who is not among the users does not exist; so an answer without users, or without what is asked, is none. */
    private Optional<Outcome> read(Collection<Identity> asked, JsonNode users, Instant now) {
        if (!users.isArray()) {
            return Optional.of(
                    new Outcome.Postponed(now.plus(pace.look()), "no usable answer to a lookup of people", true));
        }
        for (JsonNode user : users) {
            if (!user.path("accountEnabled").isBoolean()
                    || !user.path("assignedPlans").isArray()) {
                return Optional.of(new Outcome.Denied("Graph does not tell accountEnabled and assignedPlans of users;"
                        + " grant the application User.Read.All"));
            }
        }
        people.remember(accounts(asked, users), now);
        return Optional.empty();
    }

    private static Map<Identity, Optional<Account>> accounts(Collection<Identity> asked, JsonNode users) {
        Map<String, Account> found = new HashMap<>();
        users.forEach(user -> {
            String id = user.path("id").asText().toLowerCase(Locale.ROOT);
            Account account = new Account(id, user.path("accountEnabled").asBoolean(), mayUseTeams(user));
            found.put(id, account);
            found.put(user.path("userPrincipalName").asText().toLowerCase(Locale.ROOT), account);
        });
        return asked.stream()
                .collect(Collectors.toMap(
                        identity -> identity, identity -> Optional.ofNullable(found.get(value(identity)))));
    }

    private static boolean mayUseTeams(JsonNode user) {
        for (JsonNode plan : user.path("assignedPlans")) {
            if ("TeamspaceAPI".equals(plan.path("service").asText())
                    && "Enabled".equals(plan.path("capabilityStatus").asText())) {
                return true;
            }
        }
        return false;
    }

    private static List<List<Identity>> chunks(List<Identity> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + IN_ONE_CALL)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + IN_ONE_CALL)))
                .toList();
    }
}
