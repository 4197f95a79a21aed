package io.tandem.cli;

import io.micrometer.core.instrument.Timer;
import io.tandem.Tandem;
import io.tandem.console.StoreViews.Detail;
import io.tandem.console.StoreViews.Person;
import io.tandem.console.StoreViews.Row;
import io.tandem.embedded.Expected;
import io.tandem.model.StoreNumber;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came out of the demo, and whether it is what the sample retailer should see. */
final class DemoSummary {
    private static final Set<String> LOOKUPS = Set.of("/users");
    private static final String SUBSCRIPTIONS = "/subscriptions";

    private final Tandem tandem;
    private final Map<String, Expected> expected;
    private final Set<String> byHand;
    private final List<Row> rows;

    /**
     * What is to be told.
     *
     * @param expected what the sample wants, by store
     * @param byHand people whom somebody added to a team by hand, {@code store/user}
     */
    DemoSummary(Tandem tandem, Map<String, Expected> expected, Set<String> byHand) {
        this.tandem = tandem;
        this.expected = expected;
        this.byHand = byHand;
        this.rows = tandem.stores().stores();
    }

    /** Prints the summary; {@return whether every store is as the sample expects} */
    boolean print(PrintWriter out, boolean converged) {
        out.println();
        out.println(converged ? "All stores have settled." : "Not all stores have settled.");
        states(out);
        tasks(out);
        findings(out);
        calls(out);
        List<String> differences = differences();
        differences.forEach(difference -> out.println("  NOT AS EXPECTED  " + difference));
        out.println();
        out.flush();
        return differences.isEmpty();
    }

    private void states(PrintWriter out) {
        Map<String, List<Row>> byState = rows.stream().collect(Collectors.groupingBy(Row::state));
        out.println("  in step  " + size(byState.get("inSync")) + " stores, with "
                + sum(rows, Row::owners) + " owners and " + sum(rows, Row::members) + " members in "
                + rows.stream().filter(row -> row.teamId() != null).count() + " teams");
        tandem.stores()
                .communications()
                .map(Detail::store)
                .ifPresent(team -> out.println("  comms    the communications team is %s, with %d owners and %d members"
                        .formatted(team.state(), team.owners(), team.members())));
        for (String state : List.of("waiting", "working", "held", "failed")) {
            if (byState.containsKey(state)) {
                out.println("  %-8s %d stores".formatted(state, size(byState.get(state))));
                byState.get(state).forEach(row -> out.println("             " + label(row) + ": " + row.reason()));
            }
        }
        rows.stream()
                .filter(row -> row.state().equals("inSync") && !row.reason().isEmpty())
                .forEach(row -> out.println("  no team  " + label(row) + ": " + row.reason()));
    }

    private void tasks(PrintWriter out) {
        Map<String, Long> counts = tandem.tasks().counts();
        out.println("  tasks    %d open, %d in progress, %d done, %d canceled; %d are overdue"
                .formatted(
                        counts.getOrDefault("open", 0L),
                        counts.getOrDefault("inProgress", 0L),
                        counts.getOrDefault("done", 0L),
                        counts.getOrDefault("canceled", 0L),
                        counts.getOrDefault("overdue", 0L)));
    }

    private void findings(PrintWriter out) {
        List<String> sentences = rows.stream()
                .flatMap(row -> tandem.stores().store(new StoreNumber(row.storeNumber())).stream())
                .flatMap(store -> store.findings().stream()
                        .filter(sentence -> !sentence.equals(store.store().reason()))
                        .map(sentence -> label(store.store()) + ": " + sentence))
                .toList();
        if (!sentences.isEmpty()) {
            out.println("  to mend  " + sentences.size() + " findings; everybody else went ahead");
            sentences.forEach(sentence -> out.println("             " + sentence));
        }
    }

    private void calls(PrintWriter out) {
        List<Row> teams = rows.stream().filter(row -> row.teamId() != null).toList();
        Map<Long, Long> perStore =
                teams.stream().collect(Collectors.groupingBy(Row::graphCalls, TreeMap::new, Collectors.counting()));
        String spread = perStore.entrySet().stream()
                .map(calls ->
                        calls.getValue() + (calls.getValue() == 1 ? " store with " : " stores with ") + calls.getKey())
                .collect(Collectors.joining(", "));
        out.println("  calls    Graph calls a team has cost so far: " + spread + "; polls of operations besides: "
                + sum(teams, Row::operationPolls));
        long lookups = count(timer -> LOOKUPS.contains(path(timer)));
        long subscribing = count(timer -> path(timer).startsWith(SUBSCRIPTIONS));
        long writes = count(timer -> !"GET".equals(timer.getId().getTag("method"))
                && !LOOKUPS.contains(path(timer))
                && !path(timer).startsWith(SUBSCRIPTIONS));
        out.println(
                "  this run %d Graph writes, %d lookups of people, %d calls for subscriptions, %d Graph calls in all"
                        .formatted(writes, lookups, subscribing, count(timer -> true)));
    }

    private static String path(Timer timer) {
        return Objects.requireNonNullElse(timer.getId().getTag("path"), "");
    }

    private long count(Predicate<Timer> which) {
        return tandem.meters().find("tandem.graph.calls").timers().stream()
                .filter(which)
                .mapToLong(Timer::count)
                .sum();
    }

    private List<String> differences() {
        Map<String, Row> byNumber = rows.stream().collect(Collectors.toMap(Row::storeNumber, row -> row));
        return expected.values().stream()
                .flatMap(store -> difference(store, byNumber.get(store.storeNumber())))
                .toList();
    }

    private Stream<String> difference(Expected store, @Nullable Row row) {
        if (row == null) {
            return Stream.of("store " + store.storeNumber() + " never arrived");
        }
        String state = store.state() == Expected.State.WAITING_NO_MANAGER ? "waiting" : "inSync";
        boolean same = row.state().equals(state)
                && (row.teamId() != null) == store.hasTeam()
                && people(row, "owner").equals(store.owners())
                && people(row, "member").equals(store.members());
        return same
                ? Stream.empty()
                : Stream.of(label(row) + " is " + row.state() + ", expected " + store.state() + " with "
                        + store.owners().size() + " owners and "
                        + store.members().size() + " members");
    }

    private Set<String> people(Row row, String role) {
        return tandem.stores().store(new StoreNumber(row.storeNumber())).map(Detail::roster).stream()
                .flatMap(Collection::stream)
                .filter(person -> person.role().equals(role) && person.refusal() == null)
                .map(Person::userId)
                .filter(user -> !byHand.contains(row.storeNumber() + "/" + user))
                .collect(Collectors.toSet());
    }

    private static String label(Row row) {
        return row.storeNumber() + " " + Objects.requireNonNullElse(row.name(), "(unknown)");
    }

    private static int size(@Nullable List<Row> stores) {
        return stores == null ? 0 : stores.size();
    }

    private static long sum(List<Row> stores, ToLongFunction<Row> number) {
        return stores.stream().mapToLong(number).sum();
    }
}
