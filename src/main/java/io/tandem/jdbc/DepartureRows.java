package io.tandem.jdbc;

import io.tandem.model.TeamSource;
import io.tandem.teams.Decision;
import io.tandem.teams.Leave;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who is to leave one team, or was. */
record DepartureRows(List<Departure> all) {
    static final DepartureRows NONE = new DepartureRows(List.of());

    private static final String DEPARTURES = """
            select store_number, user_id, state, hold from departure
            where store_number = any(:stores) and state <> 'done'""";

    /** Whoever stays as a last owner while others are restored was put out by no run. */
    private static final String DECISIONS = """
            select d.user_id, d.state, case when d.state <> 'restored' or h.undone_at is not null then d.hold end as number
            from departure d left join hold h on h.number = d.hold
            where d.store_number = :store and d.state in ('held', 'kept', 'restored')""";

    /** One of them. */
    record Departure(String user, String state, @Nullable Long hold) {}

    /** {@return those of some teams, by number or name of whom they serve; one that nobody is to leave is left out} */
    static Map<String, DepartureRows> of(Handle handle, List<String> sources) {
        return handle.createQuery(DEPARTURES)
                .bindArray("stores", String.class, sources)
                .map((row, context) -> Map.entry(
                        row.getString("store_number"),
                        new Departure(
                                row.getString("user_id"), row.getString("state"), row.getObject("hold", Long.class))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()), DepartureRows::new)));
    }

    static Map<String, Decision> decisions(Handle handle, TeamSource source) {
        return handle.createQuery(DECISIONS)
                .bind("store", source.value())
                .map((row, context) -> Map.entry(
                        row.getString("user_id"),
                        new Decision(Decision.Verdict.of(row.getString("state")), row.getObject("number", Long.class))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Leave leave() {
        Long hold = all.stream()
                .filter(one -> one.state().equals("held"))
                .map(Departure::hold)
                .filter(Objects::nonNull)
                .max(Long::compareTo)
                .orElse(null);
        return new Leave(users("held"), users("kept", "restored"), hold, null);
    }

    Set<String> users(String... wanted) {
        return all.stream()
                .filter(one -> List.of(wanted).contains(one.state()))
                .map(Departure::user)
                .collect(Collectors.toSet());
    }
}
