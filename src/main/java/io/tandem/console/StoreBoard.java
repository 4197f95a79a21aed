package io.tandem.console;

import io.tandem.model.TeamSource;
import java.util.List;
import java.util.Map;

/** Stores a page at a time, for people. */
public interface StoreBoard {

    /** {@return some stores by number} */
    Page page(Wanted wanted);

    /** {@return how many stores are in each state, by region; the empty region is that of stores that are in none} */
    Map<String, Map<String, Long>> regions();

    /** {@return what Commerce said of a store and of who works there, or of the communications managers, newest first} */
    List<Word> history(TeamSource source, int most);

    /**
     * Which stores are wanted.
     *
     * @param state in this state only, empty = in any
     * @param region in this region only, empty = in any
     * @param text number, name or city contains it, whatever the case, or the reason; empty = all
     * @param reasons whether reasons are searched; whoever sees them masked would find out letter by letter what they say
     * @param page counts from 1
     */
    record Wanted(String state, String region, String text, boolean reasons, int page) {
        /** Stores on a page. */
        public static final int SIZE = 50;

        static Wanted askedBy(Caller caller, String text) {
            return askedBy(caller, "", "", text, 1);
        }

        static Wanted askedBy(Caller caller, String state, String region, String text, int page) {
            return new Wanted(state, region, text, caller.may(Caller.Role.OPERATOR), page);
        }
    }

    /**
     * Some stores.
     *
     * @param total how many there are on all pages
     */
    record Page(List<Row> rows, long total) {
        /** Copies the list. */
        public Page {
            rows = List.copyOf(rows);
        }

        /** {@return the same as the caller may see it} */
        Page seenBy(Caller caller) {
            return caller.may(Caller.Role.OPERATOR)
                    ? this
                    : new Page(rows.stream().map(Row::masked).toList(), total);
        }
    }

    /**
     * A store in a table.
     *
     * @param region its state or region, else its country, else empty
     * @param findings how many sentences there are for people
     * @param tasks open tasks
     * @param overdue tasks among them whose day is over
     */
    record Row(StoreViews.Row store, String region, long findings, long tasks, long overdue) {
        Row masked() {
            return new Row(MaskedStoreViews.masked(store), region, findings, tasks, overdue);
        }
    }

    /**
     * The newest word of Commerce on one thing.
     *
     * @param subject {@code store/000135}, {@code worker/000205}, ...
     * @param field {@code name}, {@code assigned/2026-11-23}, ...
     * @param value JSON, empty = none
     * @param stamp when it was said, by which event
     */
    record Word(String subject, String field, String value, String stamp) {}
}
