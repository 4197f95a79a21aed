package io.tandem.embedded;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Contoso, a retailer that is small enough to know by heart and has every awkward case (commerce-contract 6): 39
 * stores in 4 companies. The same on every machine; ids of people never change, dates move with {@code today}.
 */
public final class SampleCompany {
    private final SampleRetailer retailer;

    private SampleCompany(SampleRetailer retailer) {
        this.retailer = retailer;
    }

    /**
     * Contoso as it is on a day.
     *
     * @param today all that has happened is before this day, future hires and ends are at least ten days after it
     */
    public static SampleCompany contoso(LocalDate today) {
        return new SampleCompany(new SampleRetailer(new SampleContosoCast(), today));
    }

    /**
     * A retailer of any size, made of Contoso's stores over and over.
     *
     * @param stores how many stores, 2 at least
     * @param workers how many workers, spread over the stores
     * @param seed which names the people have
     * @param today as for {@link #contoso}
     * @throws IllegalArgumentException when there are too few stores
     */
    public static SampleRetailer retailer(int stores, int workers, long seed, LocalDate today) {
        return new SampleRetailer(new SampleMultipliedCast(stores, workers, seed), today);
    }

    /** {@return the events of Commerce, as {@link SampleRetailer#events()}} */
    public List<String> events() {
        return retailer.events().toList();
    }

    /** {@return the trees of the stores, as {@link SampleRetailer#hierarchies()}} */
    public List<String> hierarchies() {
        return retailer.hierarchies().toList();
    }

    /** {@return what Commerce tells of tasks, as {@link SampleRetailer#tasks()}} */
    public List<String> tasks() {
        return retailer.tasks().toList();
    }

    /** {@return the rows of Commerce headquarters, as {@link SampleRetailer#headquarters()}} */
    public List<String> headquarters() {
        return retailer.headquarters().toList();
    }

    /** {@return the accounts in Entra, as {@link SampleRetailer#people()}} */
    public List<String> people() {
        return retailer.people().toList();
    }

    /** {@return what must come out, by store number in order} */
    public Map<String, Expected> expected() {
        return retailer.expected()
                .collect(Collectors.toMap(
                        Expected::storeNumber, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    /**
     * What must come out for one store.
     *
     * @throws NoSuchElementException when there is no such store
     */
    public Expected expected(String storeNumber) {
        return retailer.expected()
                .filter(store -> store.storeNumber().equals(storeNumber))
                .findFirst()
                .orElseThrow();
    }

    /** {@return object ids of the people of the communications team} */
    public Set<String> communications() {
        return retailer.communications().collect(Collectors.toSet());
    }
}
