package io.tandem;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of several sites at which the cases of a test are played side by side, those of a site one after another: so no
 * case that begins has to wait for its site.
 *
 * @param name of the site
 * @param number counted from 0
 * @param lanes how many there are
 */
record Lane(String name, int number, int lanes) {

    /** {@return what of all cases is played in this lane} */
    <T> Stream<T> share(Stream<T> cases) {
        List<T> all = cases.toList();
        return IntStream.iterate(number, i -> i < all.size(), i -> i + lanes).mapToObj(all::get);
    }
}
