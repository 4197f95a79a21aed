package io.tandem.embedded;

import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stores and people of a sample company, made when asked for and always the same. */
interface SampleCast {

    int storeCount();

    SampleStore store(int ordinal);

    int workerCount();

    SampleWorker worker(int ordinal);

    /** {@return what happens to a worker, without making the worker} */
    SamplePlot plot(int ordinal);

    /** {@return everybody who is, was or will be in a store} */
    Stream<SampleWorker> staffOf(int storeOrdinal);

    /** {@return the stores in order} */
    default Stream<SampleStore> stores() {
        return IntStream.range(0, storeCount()).mapToObj(this::store);
    }

    /** {@return the workers in order} */
    default Stream<SampleWorker> workers() {
        return IntStream.range(0, workerCount()).mapToObj(this::worker);
    }

    /** {@return the workers with one of these plots in order} */
    default Stream<SampleWorker> workers(Set<SamplePlot> plots) {
        return IntStream.range(0, workerCount())
                .filter(ordinal -> plots.contains(plot(ordinal)))
                .mapToObj(this::worker);
    }

    /** {@return a number as Commerce writes it: six digits at least} */
    static String sixDigits(int number) {
        return number < 1_000_000
                ? Integer.toString(1_000_000 + number).substring(1)
                : String.format(Locale.ROOT, "%d", number);
    }
}
