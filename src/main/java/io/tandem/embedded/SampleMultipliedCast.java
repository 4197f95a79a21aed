package io.tandem.embedded;

import io.tandem.embedded.SampleNames.Name;
import io.tandem.embedded.SampleWorker.Posting;
import io.tandem.model.Role;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Contoso's stores over and over, with workers who are computed from their ordinal and never kept: worker {@code w}
 * is at store {@code w mod stores}, of rank {@code w / stores}; the first ranks are the managers. One worker in
 * twenty is at the next store too.
 */
final class SampleMultipliedCast implements SampleCast {
    private static final List<SamplePlot> PLOTS = List.of(SamplePlot.values());
    private static final int WORKERS_PER_ROUND_OF_PLOTS = 400;
    private static final int RANKS_OF_MANAGERS = 2;

    private final SampleTable table = SampleTable.read("sample-stores.csv");
    private final List<SampleStore> templates = SampleStore.contoso(table);
    private final List<Integer> managers =
            table.rows().stream().map(row -> row.count("managers")).toList();
    private final SampleNames names = new SampleNames(SampleTable.read("sample-names.csv"));
    private final int stores;
    private final int workers;
    private final long seed;

    SampleMultipliedCast(int stores, int workers, long seed) {
        if (stores < 2 || workers < 0) {
            throw new IllegalArgumentException("a retailer has 2 stores at least, not " + stores
                    + ", and no fewer than 0 workers, not " + workers);
        }
        this.stores = stores;
        this.workers = workers;
        this.seed = seed;
    }

    @Override
    public int storeCount() {
        return stores;
    }

    @Override
    public SampleStore store(int ordinal) {
        SampleStore template = template(ordinal);
        int round = ordinal / templates.size();
        return template.as(storeNumber(ordinal), round == 0 ? template.name() : template.name() + " " + (round + 1));
    }

    @Override
    public int workerCount() {
        return workers;
    }

    @Override
    public Stream<SampleWorker> staffOf(int storeOrdinal) {
        int previous = Math.floorMod(storeOrdinal - 1, stores);
        Stream<SampleWorker> guests =
                homeStaff(previous).filter(worker -> worker.postings().size() > 1);
        return Stream.concat(homeStaff(storeOrdinal), guests);
    }

    @Override
    public SampleWorker worker(int ordinal) {
        SplittableRandom random = new SplittableRandom(seed * 31 + ordinal);
        String entity = template(ordinal % stores).entity();
        Name name = names.pick(entity, random);
        String shown = name.display();
        String number = SampleCast.sixDigits(ordinal + 1);
        SamplePlot plot = plot(ordinal);
        return new SampleWorker(
                ordinal,
                number,
                plot == SamplePlot.RENAMED ? names.pick(entity, random).display() : shown,
                shown,
                name.alias(random.nextBoolean()) + number,
                plot,
                SampleLink.usual(plot, ordinal),
                entity,
                postings(ordinal, plot));
    }

    @Override
    public SamplePlot plot(int ordinal) {
        int turn = (ordinal - RANKS_OF_MANAGERS * stores) % WORKERS_PER_ROUND_OF_PLOTS;
        return turn < 0 || turn >= PLOTS.size() ? SamplePlot.ORDINARY : PLOTS.get(turn);
    }

    private List<Posting> postings(int ordinal, SamplePlot plot) {
        int store = ordinal % stores;
        Role role = ordinal / stores < managers.get(store % templates.size()) ? Role.MANAGER : Role.WORKER;
        Posting home = new Posting(storeNumber(store), role);
        boolean two = plot.needsTwoStores() || (plot == SamplePlot.ORDINARY && ordinal % 20 == 7);
        return two ? List.of(home, new Posting(storeNumber((store + 1) % stores), Role.WORKER)) : List.of(home);
    }

    private Stream<SampleWorker> homeStaff(int store) {
        int ranks = (workers - store + stores - 1) / stores;
        return IntStream.range(0, ranks).mapToObj(rank -> worker(rank * stores + store));
    }

    private SampleStore template(int store) {
        return templates.get(store % templates.size());
    }

    private static String storeNumber(int ordinal) {
        return SampleCast.sixDigits(ordinal + 1);
    }
}
