package io.tandem.console;

import io.tandem.console.Caller.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan of some stores, as {@code GET /api/plan} shows it.
 *
 * @param at when it was worked out
 * @param stores those that lose most people first
 */
record PlanTable(Instant at, List<PlannedStore> stores) {
    private static final int SHOWN = 20;

    /** Copies the list. */
    PlanTable {
        stores = List.copyOf(stores);
    }

    /** {@return it in JSON, with every store, as whoever asks may see it} */
    Map<String, Object> whole(Caller caller) {
        return body(caller, stores);
    }

    /** {@return it in JSON without stores that are in step and have nothing to say, as whoever asks may see it} */
    Map<String, Object> brief(Caller caller) {
        return body(caller, news());
    }

    private Map<String, Object> body(Caller caller, List<PlannedStore> listed) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("at", at);
        body.put("summary", summary());
        body.put(
                "value",
                listed.stream()
                        .map(one -> caller.may(Role.OPERATOR) ? one : one.masked())
                        .toList());
        return body;
    }

    /** {@return the stores where something would be done or is to be said} */
    List<PlannedStore> news() {
        return stores.stream().filter(one -> !one.group().equals("inStep")).toList();
    }

    /** {@return the first of them, few enough to read} */
    List<PlannedStore> shown() {
        return news().stream().limit(SHOWN).toList();
    }

    /** {@return its numbers for people, without those that are none} */
    String words() {
        Map<String, Long> sum = summary();
        return Stream.of(
                        word(sum, "newTeams", "new team", "new teams"),
                        word(sum, "additions", "person to add", "people to add"),
                        word(sum, "removals", "person to remove", "people to remove"),
                        word(sum, "awaitingApproval", "of them waits for approval", "of them wait for approval"),
                        word(sum, "roleChanges", "role to change", "roles to change"),
                        word(sum, "renames", "team to rename", "teams to rename"),
                        word(sum, "archivings", "team to archive", "teams to archive"),
                        word(
                                sum,
                                "unarchivings",
                                "team to take out of the archive",
                                "teams to take out of the archive"),
                        word(sum, "madePrivate", "team to make private", "teams to make private"),
                        word(sum, "held", "team held", "teams held"),
                        word(sum, "findings", "finding", "findings"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> word(Map<String, Long> sum, String what, String one, String many) {
        return Optional.of(sum.getOrDefault(what, 0L))
                .filter(number -> number > 0)
                .map(number -> Wording.count(number, one, many));
    }

    private Map<String, Long> summary() {
        Map<String, Long> summary = new LinkedHashMap<>();
        summary.put("stores", count(one -> one.isOfStore() ? 1 : 0));
        summary.put("communications", count(one -> one.isOfStore() ? 0 : 1));
        summary.put("inStep", count(one -> one.group().equals("inStep") ? 1 : 0));
        summary.put("toChange", count(one -> one.steps().isEmpty() ? 0 : 1));
        summary.put("newTeams", count(one -> steps(one, "createTeam")));
        summary.put("additions", count(PlannedStore::additions));
        summary.put("removals", count(PlannedStore::removals));
        summary.put("awaitingApproval", count(PlannedStore::awaitingApproval));
        summary.put("roleChanges", count(one -> steps(one, "changeRole")));
        summary.put("renames", count(one -> steps(one, "renameTeam")));
        summary.put("archivings", count(one -> steps(one, "archiveTeam")));
        summary.put("unarchivings", count(one -> steps(one, "unarchiveTeam")));
        summary.put("madePrivate", count(one -> steps(one, "makePrivate")));
        summary.put("held", count(one -> one.holds().isEmpty() ? 0 : 1));
        summary.put("findings", count(one -> one.findings().size()));
        summary.put("assumed", count(PlannedStore::assumed));
        return summary;
    }

    private long count(ToLongFunction<PlannedStore> what) {
        return stores.stream().mapToLong(what).sum();
    }

    private static long steps(PlannedStore store, String kind) {
        return store.steps().stream().filter(step -> step.kind().equals(kind)).count();
    }
}
