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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
            List<Identity> unresolved =
                    worthACall(unresolved(identities, begun, 0).size(), unresolved(identities, begun, AT_ONCE));
            return !unresolved.isEmpty() && failedAt.isAfter(begun) ? failure : lookUp(identities, unresolved);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Others fill calls up, but are no reason for one more; who is needed comes first. */
    private static List<Identity> worthACall(int needed, List<Identity> all) {
        int full = all.size() / IN_ONE_CALL * IN_ONE_CALL;
        return all.subList(0, needed <= full ? full : all.size());
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

    /** Those with an object id first, so that no more than one call asks by both. */
    private Optional<Outcome> ask(List<Identity> unresolved) {
        List<Identity> sorted = unresolved.stream()
                .sorted(Comparator.comparing(PeopleLookup::property))
                .toList();
        return chunks(sorted).stream()
                .map(this::askOnce)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Outcome> askOnce(List<Identity> chunk) {
        Found found = new Found(new HashMap<>());
        Optional<Outcome> trouble = ask(chunk, found);
        Map<Identity, String> renamed = trouble.isPresent() ? Map.of() : renamed(chunk, found);
        if (!renamed.isEmpty()) {
            trouble = ask(
                    renamed.values().stream()
                            .distinct()
                            .map(id -> new Identity(id, null))
                            .toList(),
                    found);
        }
        if (trouble.isEmpty()) {
            people.remember(
                    chunk.stream()
                            .collect(Collectors.toMap(
                                    identity -> identity,
                                    identity -> found.find(identity)
                                            .or(() -> Optional.ofNullable(renamed.get(identity))
                                                    .flatMap(found::find)))),
                    clock.instant());
        }
        return trouble;
    }

    /**
     * Whoever is not found by the name of old is asked about once more by id: names change, and Commerce may not know yet. When it
     * does know, the name is free for somebody else.
     */
    private Map<Identity, String> renamed(List<Identity> chunk, Found found) {
        List<Identity> names = chunk.stream()
                .filter(identity -> identity.objectId() == null)
                .filter(identity -> found.find(identity).isEmpty())
                .toList();
        if (names.isEmpty()) {
            return Map.of();
        }
        people.forgetBearers(names, bearers(chunk, found));
        return people.directory(names).accounts().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, known -> known.getValue().userId()));
    }

    /** Who bears one of these names now; somebody may be known by id besides, for another reason than that Commerce knows the name. */
    private static Set<String> bearers(List<Identity> chunk, Found found) {
        return chunk.stream()
                .filter(identity -> identity.objectId() == null)
                .flatMap(identity -> found.find(identity).stream())
                .map(Account::userId)
                .collect(Collectors.toSet());
    }

    private Optional<Outcome> ask(List<Identity> some, Found found) {
        String filter = some.stream()
                .collect(Collectors.groupingBy(PeopleLookup::property, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(part -> part.getKey() + " in (" + values(part.getValue()) + ")")
                .collect(Collectors.joining(" or "));
        return read(graph.apply(GraphRequest.list("/users?$filter=" + filter + "&" + FIELDS)), found);
    }

    private static String property(Identity identity) {
        return identity.objectId() == null ? "userPrincipalName" : "id";
    }

    private static String values(List<Identity> identities) {
        return identities.stream()
                .map(PeopleLookup::value)
                .map(value -> "'" + URLEncoder.encode(value.replace("'", "''"), StandardCharsets.UTF_8) + "'")
                .collect(Collectors.joining(","));
    }

    private static String value(Identity identity) {
        return Objects.requireNonNull(Objects.requireNonNullElse(identity.objectId(), identity.userPrincipalName()));
    }

    private Optional<Outcome> read(GraphAnswer answer, Found found) {
        Instant now = clock.instant();
        return switch (answer) {
            case GraphAnswer.Success success -> read(success.body().path("value"), found, now);
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
    private Optional<Outcome> read(JsonNode users, Found found, Instant now) {
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
        users.forEach(found::add);
        return Optional.empty();
    }

    /**
     * What the directory told of a few people.
     *
     * @param accounts by object id and by user principal name, in lower case
     */
    private record Found(Map<String, Account> accounts) {
        void add(JsonNode user) {
            String id = user.path("id").asText().toLowerCase(Locale.ROOT);
            Account account = new Account(id, user.path("accountEnabled").asBoolean(), mayUseTeams(user));
            accounts.put(id, account);
            accounts.put(user.path("userPrincipalName").asText().toLowerCase(Locale.ROOT), account);
        }

        Optional<Account> find(Identity identity) {
            return find(value(identity));
        }

        Optional<Account> find(String idOrName) {
            return Optional.ofNullable(accounts.get(idOrName));
        }
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
