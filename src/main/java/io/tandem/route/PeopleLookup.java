package io.tandem.route;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.apache.camel.Body;

/**
 * Asks the directory about people, in bulk and one lookup at a time: whoever needs one person looked up fills the call
 * with everybody else who was never asked about.
 */
public final class PeopleLookup {
    private static final String FIELDS = "$select=id,userPrincipalName,accountEnabled,assignedPlans";
    /** Object ids in one getByIds call. */
    private static final int MOST_IDS = 1000;
    /** Values in one {@code in} filter of the directory. */
    private static final int MOST_NAMES = 15;

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
            List<Identity> unresolved = unresolved(identities, begun, MOST_IDS);
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
        List<Identity> ids = unresolved.stream().filter(PeopleLookup::hasId).toList();
        List<Identity> names =
                unresolved.stream().filter(not(PeopleLookup::hasId)).toList();
        return chunks(ids, MOST_IDS).stream()
                .map(this::askByIds)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> chunks(names, MOST_NAMES).stream()
                        .map(this::askByNames)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static boolean hasId(Identity identity) {
        return identity.objectId() != null;
    }

    private Optional<Outcome> askByIds(List<Identity> chunk) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = body.putArray("ids");
        chunk.forEach(identity -> ids.add(identity.objectId()));
        body.putArray("types").add("user");
        return remember(chunk, graph.apply(GraphRequest.post("/directoryObjects/getByIds?" + FIELDS, body)));
    }

    private Optional<Outcome> askByNames(List<Identity> chunk) {
        String names = chunk.stream()
                .map(identity -> Objects.requireNonNull(identity.userPrincipalName()))
                .map(name -> "'" + URLEncoder.encode(name.replace("'", "''"), StandardCharsets.UTF_8) + "'")
                .collect(Collectors.joining(","));
        return remember(
                chunk, graph.apply(GraphRequest.list("/users?$filter=userPrincipalName in (" + names + ")&" + FIELDS)));
    }

    private Optional<Outcome> remember(List<Identity> asked, GraphAnswer answer) {
        Instant now = clock.instant();
        return switch (answer) {
            case GraphAnswer.Success success -> {
                people.remember(accounts(asked, success.body().path("value")), now);
                yield Optional.empty();
            }
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

    private static Map<Identity, Optional<Account>> accounts(Collection<Identity> asked, JsonNode users) {
        Map<String, Account> found = new HashMap<>();
        users.forEach(user -> {
            String id = user.path("id").asText().toLowerCase(Locale.ROOT);
            Account account = new Account(id, user.path("accountEnabled").asBoolean(true), mayUseTeams(user));
            found.put(id, account);
            found.put(user.path("userPrincipalName").asText().toLowerCase(Locale.ROOT), account);
        });
        return asked.stream()
                .collect(Collectors.toMap(
                        identity -> identity,
                        identity -> Optional.ofNullable(found.get(
                                Objects.requireNonNullElse(identity.objectId(), identity.userPrincipalName())))));
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

    private static List<List<Identity>> chunks(List<Identity> all, int most) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + most)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + most)))
                .toList();
    }
}
