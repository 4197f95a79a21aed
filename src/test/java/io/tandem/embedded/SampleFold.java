package io.tandem.embedded;

import static io.tandem.embedded.SampleJson.TODAY;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.embedded.Expected.Finding;
import io.tandem.embedded.Expected.Problem;
import io.tandem.embedded.Expected.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is where today, found by reading the events and the accounts only: the plainest reading of DESIGN 6 and 8. */
final class SampleFold {
    final Map<String, Person> people = new TreeMap<>();
    private final Map<String, String> stores = new TreeMap<>();
    private final Set<String> closed = new HashSet<>();
    private final Map<String, JsonNode> accounts = new HashMap<>();

    /** Days from the first (inclusive) to the second (exclusive), and what holds then. */
    record Span(@Nullable LocalDate from, @Nullable LocalDate to, String value) {
        boolean holdsToday() {
            return (from == null || !TODAY.isBefore(from)) && (to == null || TODAY.isBefore(to));
        }
    }

    /** What is known of a worker. */
    static final class Person {
        final Map<String, Span> employments = new HashMap<>();
        final Map<String, Span> roles = new TreeMap<>();
        String link = "";

        /** Role by store today. */
        Map<String, String> today() {
            Map<String, String> today = new TreeMap<>();
            if (employments.values().stream().anyMatch(Span::holdsToday)) {
                roles.forEach((store, span) -> {
                    if (span.holdsToday()) {
                        today.put(store, span.value());
                    }
                });
            }
            return today;
        }
    }

    SampleFold(Collection<JsonNode> events, Collection<JsonNode> users) {
        events.forEach(event -> apply(event, event.get("data")));
        for (JsonNode user : users) {
            accounts.put(user.get("id").asText(), user);
            accounts.put(user.get("userPrincipalName").asText(), user);
        }
    }

    Map<String, Expected> expected() {
        Map<String, Expected> all = new TreeMap<>();
        stores.keySet().forEach(store -> all.put(store, expected(store)));
        return all;
    }

    /** Personnel numbers of those who are in a store today. */
    List<String> staff(String store) {
        return people.keySet().stream()
                .filter(number -> person(number).today().containsKey(store))
                .toList();
    }

    private Expected expected(String store) {
        String name = stores.getOrDefault(store, "");
        if (closed.contains(store)) {
            return new Expected(store, name, State.CLOSED_WITHOUT_TEAM, Set.of(), Set.of(), List.of());
        }
        Set<String> owners = new HashSet<>();
        Set<String> members = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (String number : staff(store)) {
            Problem problem = problem(number);
            if (problem == null) {
                boolean manager = "manager".equals(person(number).today().get(store));
                (manager ? owners : members).add(account(number).get("id").asText());
            } else {
                findings.add(new Finding(number, problem));
            }
        }
        return owners.isEmpty()
                ? new Expected(store, name, State.WAITING_NO_MANAGER, Set.of(), Set.of(), findings)
                : new Expected(store, name, State.IN_STEP, owners, members, findings);
    }

    private @Nullable Problem problem(String number) {
        if (!accounts.containsKey(person(number).link)) {
            return Problem.NO_ACCOUNT;
        }
        if (!account(number).get("accountEnabled").asBoolean()) {
            return Problem.DISABLED;
        }
        for (JsonNode plan : account(number).get("assignedPlans")) {
            if (plan.get("service").asText().equals("TeamspaceAPI")
                    && plan.get("capabilityStatus").asText().equals("Enabled")) {
                return null;
            }
        }
        return Problem.UNLICENSED;
    }

    private JsonNode account(String number) {
        return Objects.requireNonNull(accounts.get(person(number).link), number);
    }

    Person person(String number) {
        return people.computeIfAbsent(number, key -> new Person());
    }

    private void apply(JsonNode event, JsonNode data) {
        String store = data.path("storeNumber").asText();
        Person person =
                data.has("personnelNumber") ? person(data.get("personnelNumber").asText()) : new Person();
        String employer = event.get("source").asText();
        switch (SampleJson.type(event)) {
            case "store.opened", "store.updated" ->
                stores.put(store, data.get("name").asText());
            case "store.closed" -> closed.add(store);
            case "worker.hired" -> {
                person.employments.put(employer, new Span(day(data, "employmentStart"), null, "employed"));
                link(person, data);
            }
            case "worker.identity.linked" -> link(person, data);
            case "worker.identity.unlinked" -> person.link = "";
            case "worker.terminated" ->
                person.employments.compute(
                        employer, (key, was) -> new Span(was.from(), day(data, "employmentEnd"), was.value()));
            case "worker.store.assigned" ->
                person.roles.put(
                        store,
                        new Span(
                                day(data, "effectiveFrom"),
                                day(data, "effectiveTo"),
                                data.get("role").asText()));
            case "worker.store.unassigned" -> end(person, store, day(data, "effectiveOn"));
            case "worker.transferred" -> {
                end(person, data.get("fromStore").asText(), day(data, "effectiveOn"));
                person.roles.put(
                        data.get("toStore").asText(),
                        new Span(
                                day(data, "effectiveOn"), null, data.get("role").asText()));
            }
            default -> {}
        }
    }

    private static void end(Person person, String store, @Nullable LocalDate day) {
        person.roles.compute(store, (key, was) -> new Span(was.from(), day, was.value()));
    }

    private static void link(Person person, JsonNode data) {
        if (data.has("entraObjectId")) {
            person.link = data.get("entraObjectId").asText().toLowerCase(Locale.ROOT);
        } else if (data.has("userPrincipalName")) {
            person.link = data.get("userPrincipalName").asText();
        }
    }

    private static @Nullable LocalDate day(JsonNode data, String field) {
        return data.has(field) ? LocalDate.parse(data.get(field).asText()) : null;
    }
}
