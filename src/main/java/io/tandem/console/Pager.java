package io.tandem.console;

import java.util.function.IntFunction;

/**
 * Where one is among the pages of a table.
 *
 * @param page from 1
 * @param size rows on each
 * @param total rows on all
 * @param address of a page
 */
record Pager(int page, int size, long total, IntFunction<String> address) {
    boolean hasEarlier() {
        return page > 1;
    }

    boolean hasLater() {
        return (long) page * size < total;
    }

    String earlier() {
        return address.apply(page - 1);
    }

    String later() {
        return address.apply(page + 1);
    }

    String words() {
        long first = Math.min(total, (page - 1L) * size + 1);
        return Wording.number(first) + "–" + Wording.number(Math.min(total, (long) page * size)) + " of "
                + Wording.number(total);
    }
}
