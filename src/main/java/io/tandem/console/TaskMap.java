package io.tandem.console;

import io.tandem.tasks.Rollup;
import java.util.List;
import java.util.Map;

/** Tasks by region and list, and what is overdue among them. */
public interface TaskMap {

    /** {@return the counts of each list in each region that has tasks of it} */
    List<Cell> cells();

    /** {@return the counts of so many stores at most, those first that have the most overdue} */
    Stores stores(Wanted wanted, int most);

    /** {@return overdue tasks, the longest overdue first} */
    Page overdue(Wanted wanted);

    /** {@return tasks whose title or id contains the text, whatever the case} */
    List<TaskViews.Row> find(String text, int most);

    /** {@return the tasks that have this id, in Commerce or in Planner} */
    List<TaskViews.Row> named(String id, int most);

    /** {@return the task of this name in its store, as {@code commerce/<id>} or {@code planner/<id>}; none or one} */
    List<TaskViews.Row> task(String storeNumber, String ref);

    /**
     * The tasks of a list in a region.
     *
     * @param region empty = of stores that are in none
     * @param list empty = on no list
     * @param stores how many stores have some
     */
    record Cell(String region, String list, Rollup counts, long stores) {}

    /** The tasks of a store. */
    record StoreCount(String storeNumber, String name, Rollup counts) {}

    /**
     * Stores that have some.
     *
     * @param total how many have
     */
    record Stores(List<StoreCount> first, long total) {
        /** Copies the list. */
        public Stores {
            first = List.copyOf(first);
        }
    }

    /**
     * Which tasks are wanted.
     *
     * @param only columns and the values they must have: {@code region}, {@code list}; one that is absent may have any
     * @param page counts from 1
     */
    record Wanted(Map<String, String> only, int page) {
        /** Tasks on a page. */
        public static final int SIZE = 50;

        /** Copies the map. */
        public Wanted {
            only = Map.copyOf(only);
        }
    }

    /**
     * Some tasks.
     *
     * @param total how many there are on all pages
     */
    record Page(List<TaskViews.Row> rows, long total) {
        /** Copies the list. */
        public Page {
            rows = List.copyOf(rows);
        }

        /** {@return the same as the caller may see it} */
        Page seenBy(Caller caller) {
            return caller.may(Caller.Role.OPERATOR)
                    ? this
                    : new Page(rows.stream().map(MaskedTaskViews::masked).toList(), total);
        }
    }
}
