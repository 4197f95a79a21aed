package io.tandem.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.commerce.Calendar;
import io.tandem.model.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says which teams a retailer must have, and who must be in them, from what Commerce said and without a line of the product: the
 * rules are those of the documentation. A team is never without an owner: of several who would all go, one has to stay, and
 * either will do.
 */
public final class RosterOracle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int archiveAfter;
    private final Map<String, List<JsonNode>> heard = new HashMap<>();
    private final Map<String, Calendar> calendars = new HashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private final Map<String, Shop> shops = new HashMap<>();
    private final Map<String, Team> teams = new HashMap<>();
    private Map<String, Boolean> accounts = Map.of();

    /** A team as people see it. */
    public record Team(String name, Set<String> owners, Set<String> members, boolean archived) {
        /** Copies the people. */
        public Team {
            owners = Set.copyOf(owners);
            members = Set.copyOf(members);
        }
    }

    /** A store as Commerce tells of it. */
    private record Shop(String name, ZoneId zone, @Nullable LocalDate closedOn) {
        boolean isPast(@Nullable LocalDate day, LocalDate today) {
            return day != null && !today.isBefore(day);
        }
    }

    /** Who has a place in a team: those who can be added, and those who cannot but may stay if they are in. */
    private record Places(Map<String, Role> people, Map<String, Role> lame) {
        Set<String> usable(Role role) {
            return with(people, role);
        }

        /** {@return those who were something in the team and stay in it as something} */
        Set<String> staying(Set<String> before, Role now) {
            Set<String> stay = with(lame, now);
            stay.retainAll(before);
            return stay;
        }

        private static Set<String> with(Map<String, Role> some, Role role) {
            return some.entrySet().stream()
                    .filter(person -> person.getValue() == role)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    /**
     * An oracle that has heard nothing yet.
     *
     * @param archiveAfter days from that on which a store is closed to that on which its team is archived
     */
    public RosterOracle(int archiveAfter) {
        this.archiveAfter = archiveAfter;
    }

    /**
     * Commerce says something, later than all it said before.
     *
     * @param usable whether each account may use Teams by now
     */
    public void hear(List<String> events, Map<String, Boolean> usable) {
        accounts = usable;
        Set<String> workers = new HashSet<>();
        events.stream().map(RosterOracle::json).forEach(event -> {
            JsonNode data = event.path("data");
            hear(event.path("type").asText().replace("io.tandem.commerce.", ""), data);
            if (data.has("personnelNumber")) {
                String worker = data.path("personnelNumber").asText();
                workers.add(worker);
                heard.computeIfAbsent(worker, nobody -> new ArrayList<>()).add(event);
            }
        });
        workers.forEach(worker ->
                calendars.put(worker, new Calendar(worker, heard.getOrDefault(worker, List.of()).stream())));
    }

    private void hear(String type, JsonNode data) {
        String worker = data.path("personnelNumber").asText();
        String store = data.path("storeNumber").asText();
        switch (type) {
            case "worker.hired", "worker.identity.linked" ->
                users.put(worker, data.path("entraObjectId").asText());
            case "worker.identity.unlinked" -> users.remove(worker);
            case "store.opened" -> {
                String name = data.path("name").asText();
                shops.put(store, new Shop(name, ZoneId.of(data.path("timeZone").asText()), null));
            }
            case "store.closed" ->
                shops.computeIfPresent(
                        store,
                        (number, shop) -> new Shop(
                                shop.name(),
                                shop.zone(),
                                LocalDate.parse(data.path("closedOn").asText())));
            default -> {}
        }
    }

    /** {@return what a store may have at that time for a team; each of these is right} */
    public Set<Optional<Team>> right(String store, Instant now) {
        Shop shop = shops.get(store);
        Team before = teams.get(store);
        if (shop == null) {
            return Set.of(Optional.empty());
        }
        LocalDate today = now.atZone(shop.zone()).toLocalDate();
        Places places = places(store, today);
        if (before == null) {
            boolean wanted = !shop.isPast(shop.closedOn(), today)
                    && !places.usable(Role.MANAGER).isEmpty();
            Team first = new Team(shop.name(), places.usable(Role.MANAGER), places.usable(Role.WORKER), false);
            return Set.of(wanted ? Optional.of(first) : Optional.empty());
        }
        boolean archived =
                shop.closedOn() != null && shop.isPast(shop.closedOn().plusDays(archiveAfter), today);
        String name = before.archived() && archived ? before.name() : shop.name();
        return rosters(before, places)
                .map(roster -> Optional.of(new Team(name, roster.owners(), roster.members(), archived)))
                .collect(Collectors.toSet());
    }

    /** Tells which of the right ones it is. */
    public void is(String store, Optional<Team> team) {
        team.ifPresent(known -> teams.put(store, known));
    }

    private Places places(String store, LocalDate today) {
        Map<String, Role> people = new HashMap<>();
        Map<String, Role> lame = new HashMap<>();
        calendars.forEach((worker, calendar) -> {
            Role role = calendar.roleIn(store, today).orElse(null);
            String user = users.get(worker);
            if (role != null && user != null && calendar.isEmployedOn(today) && accounts.containsKey(user)) {
                Map<String, Role> place = Boolean.TRUE.equals(accounts.get(user)) ? people : lame;
                place.merge(user, role, (one, other) -> one == Role.MANAGER ? one : other);
            }
        });
        return new Places(people, lame);
    }

    private static Stream<Team> rosters(Team before, Places places) {
        Set<String> owners = union(places.usable(Role.MANAGER), places.staying(before.owners(), Role.MANAGER));
        Set<String> members = union(
                places.usable(Role.WORKER),
                places.staying(union(before.owners(), before.members()), Role.WORKER),
                places.staying(before.members(), Role.MANAGER));
        Set<String> leaving = new HashSet<>(before.owners());
        leaving.removeAll(owners);
        if (!places.usable(Role.MANAGER).isEmpty() || leaving.isEmpty()) {
            return Stream.of(new Team("", owners, members, false));
        }
        Set<String> working = new HashSet<>(leaving);
        working.retainAll(members);
        return (working.isEmpty() ? leaving : working)
                .stream()
                        .map(last -> new Team(
                                "",
                                union(owners, Set.of(last)),
                                members.stream()
                                        .filter(member -> !member.equals(last))
                                        .collect(Collectors.toSet()),
                                false));
    }

    @SafeVarargs
    private static Set<String> union(Collection<String>... parts) {
        return Stream.of(parts).flatMap(Collection::stream).collect(Collectors.toSet());
    }

    private static JsonNode json(String text) {
        try {
            return Objects.requireNonNull(JSON.readTree(text));
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException(text, noJson);
        }
    }
}
