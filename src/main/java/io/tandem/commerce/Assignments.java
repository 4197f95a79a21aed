package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.commerce.Statement.Begin;
import io.tandem.commerce.Statement.End;
import io.tandem.model.Role;
import io.tandem.model.StoreNumber;
import io.tandem.model.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is told of the roles of one worker in stores. */
final class Assignments {
    private final Map<StoreNumber, List<Statement<RoleSource>>> told = new TreeMap<>();

    /** Where a role comes from. */
    private sealed interface RoleSource {}

    private record Explicit(Role role) implements RoleSource {}

    /** The role is what it was in another store before the day on which this one begins. */
    private record SameAsIn(StoreNumber store) implements RoleSource {}

    private Assignments(SubjectFacts worker) {
        worker.beginningWith(FactFields.ASSIGNED).forEach(fact -> tell(fact, begin(fact)));
        worker.beginningWith(FactFields.UNASSIGNED).forEach(fact -> tell(fact, end(fact)));
    }

    /** {@return role in each store to which the worker is, was or will be assigned} */
    static Map<StoreNumber, Timeline<Role>> of(SubjectFacts worker) {
        Assignments assignments = new Assignments(worker);
        return assignments.told.keySet().stream()
                .collect(Collectors.toMap(store -> store, store -> assignments.roles(store)));
    }

    private void tell(Fact fact, Optional<? extends Statement<RoleSource>> statement) {
        SubjectFacts.readable(fact, Fact::store)
                .flatMap(store -> store)
                .ifPresent(store -> statement.ifPresent(told -> this.told
                        .computeIfAbsent(store, key -> new ArrayList<>())
                        .add(told)));
    }

    private static Optional<Begin<RoleSource>> begin(Fact fact) {
        JsonNode value = SubjectFacts.json(fact);
        return SubjectFacts.readable(
                value,
                json -> new Begin<>(
                        fact, LocalDate.parse(json.path("from").asText()), day(json.path("to")), source(json)));
    }

    private static @Nullable LocalDate day(JsonNode value) {
        return value.isTextual() ? LocalDate.parse(value.asText()) : null;
    }

    private static RoleSource source(JsonNode value) {
        return value.has("roleOf")
                ? new SameAsIn(new StoreNumber(value.required("roleOf").asText()))
                : new Explicit(Role.valueOf(value.path("role").asText().toUpperCase(Locale.ROOT)));
    }

    private static Optional<End<RoleSource>> end(Fact fact) {
        return SubjectFacts.readable(
                fact.field().substring(FactFields.UNASSIGNED.length()), day -> new End<>(fact, LocalDate.parse(day)));
    }

    private Timeline<Role> roles(StoreNumber store) {
        return new Timeline<>(Statement.settled(told.getOrDefault(store, List.of())).stream()
                .map(this::span)
                .toList());
    }

    private Timeline.Span<Role> span(Statement<RoleSource> statement) {
        return switch (statement) {
            case Begin<RoleSource> begin ->
                new Timeline.Span<>(
                        begin.from(), begin.to(), role(begin), begin.fact().toldAt());
            case End<RoleSource> end ->
                new Timeline.Span<>(end.on(), null, null, end.fact().toldAt());
        };
    }

    /** Each step goes to an older statement, so no chain of transfers can go round in circles. */
    private Role role(Begin<RoleSource> begin) {
        Begin<RoleSource> current = begin;
        while (current.value() instanceof SameAsIn(StoreNumber former)) {
            var earlier = before(current, former);
            if (earlier.isEmpty()) {
                return Role.WORKER;
            }
            current = earlier.get();
        }
        return current.value() instanceof Explicit(Role role) ? role : Role.WORKER;
    }

    /** The assignment to the former store on the day before, as far as told then; else the last that was told. */
    private Optional<Begin<RoleSource>> before(Begin<RoleSource> arrival, StoreNumber former) {
        var earlier = Statement.settled(told.getOrDefault(former, List.of()).stream()
                .filter(statement -> statement.stamp().compareTo(arrival.stamp()) < 0)
                .toList());
        var days = new Timeline<>(earlier.stream().map(Assignments::itself).toList());
        return days.on(arrival.from().minusDays(1)).or(() -> newest(earlier));
    }

    private static Timeline.Span<Begin<RoleSource>> itself(Statement<RoleSource> statement) {
        return switch (statement) {
            case Begin<RoleSource> begin -> new Timeline.Span<>(begin.from(), begin.to(), begin);
            case End<RoleSource> end -> new Timeline.Span<>(end.on(), null, null);
        };
    }

    private static Optional<Begin<RoleSource>> newest(List<Statement<RoleSource>> statements) {
        return statements.reversed().stream()
                .filter(Begin.class::isInstance)
                .map(statement -> (Begin<RoleSource>) statement)
                .findFirst();
    }
}
