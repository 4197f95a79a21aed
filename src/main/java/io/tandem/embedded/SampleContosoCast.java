package io.tandem.embedded;

import io.tandem.embedded.SampleTable.Row;
import io.tandem.embedded.SampleWorker.Posting;
import io.tandem.model.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Contoso: the stores of {@code sample-stores.csv}, the people of {@code sample-cast.csv}, and as many ordinary
 * workers as fill each store to its {@code staff}. A store with a {@code lender} shares that many ({@code lent})
 * ordinary workers with it, as stores do that share an address book (commerce-contract 3.3).
 */
final class SampleContosoCast implements SampleCast {
    private final SampleRecruiting recruiting = new SampleRecruiting();
    private final List<SampleStore> stores;
    private final List<SampleWorker> workers = new ArrayList<>();
    private final Map<String, Deque<String>> borrowers = new HashMap<>();

    SampleContosoCast() {
        SampleTable table = SampleTable.read("sample-stores.csv");
        stores = SampleStore.contoso(table);
        table.rows().forEach(this::noteLender);
        SampleTable.read("sample-cast.csv").rows().forEach(row -> workers.add(named(row)));
        table.rows().forEach(this::fill);
    }

    @Override
    public int storeCount() {
        return stores.size();
    }

    @Override
    public SampleStore store(int ordinal) {
        return stores.get(ordinal);
    }

    @Override
    public int workerCount() {
        return workers.size();
    }

    @Override
    public SampleWorker worker(int ordinal) {
        return workers.get(ordinal);
    }

    @Override
    public SamplePlot plot(int ordinal) {
        return worker(ordinal).plot();
    }

    @Override
    public Stream<SampleWorker> staffOf(int storeOrdinal) {
        String number = store(storeOrdinal).number();
        return workers()
                .filter(worker ->
                        worker.postings().stream().anyMatch(p -> p.store().equals(number)));
    }

    private void noteLender(Row store) {
        store.find("lender")
                .ifPresent(lender -> borrowers
                        .computeIfAbsent(lender, key -> new ArrayDeque<>())
                        .addAll(Collections.nCopies(store.count("lent"), store.text("number"))));
    }

    private SampleWorker named(Row row) {
        int ordinal = workers.size();
        recruiting.reserve(row.text("alias"));
        SamplePlot plot = SamplePlot.valueOf(row.text("plot"));
        String name = row.text("name");
        List<Posting> postings = Stream.of("store", "otherStore")
                .flatMap(column -> row.find(column).stream().map(store -> posting(row, column, store)))
                .toList();
        return new SampleWorker(
                ordinal,
                row.text("number"),
                name,
                row.find("formerName").orElse(name),
                row.text("alias"),
                plot,
                row.find("link").map(SampleLink::valueOf).orElseGet(() -> SampleLink.usual(plot, ordinal)),
                postings.isEmpty() ? "USRT" : entityOf(postings.getFirst().store()),
                postings);
    }

    private static Posting posting(Row row, String column, String store) {
        String role = row.text(column.equals("store") ? "role" : "otherRole");
        return new Posting(store, Role.valueOf(role.toUpperCase(Locale.ROOT)));
    }

    private String entityOf(String store) {
        return stores.stream()
                .filter(each -> each.number().equals(store))
                .findFirst()
                .orElseThrow()
                .entity();
    }

    private void fill(Row store) {
        String number = store.text("number");
        while (present(number, Role.MANAGER) < store.count("managers")) {
            recruit(store, List.of(new Posting(number, Role.MANAGER)));
        }
        while (present(number, Role.MANAGER) + present(number, Role.WORKER) < store.count("staff")) {
            recruit(store, postings(number));
        }
    }

    private void recruit(Row store, List<Posting> postings) {
        workers.add(recruiting.recruit(workers.size(), store.text("entity"), postings));
    }

    private long present(String store, Role role) {
        return workers.stream()
                .filter(worker -> worker.roleToday(store).filter(role::equals).isPresent())
                .count();
    }

    private List<Posting> postings(String store) {
        Posting here = new Posting(store, Role.WORKER);
        String borrower = borrowers.getOrDefault(store, new ArrayDeque<>()).poll();
        return borrower == null ? List.of(here) : List.of(here, new Posting(borrower, Role.WORKER));
    }
}
