package io.tandem;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of several sites at which the cases of a test are played side by side, those of a site one after another: so no
 * case that begins has to wait for its site.
 *
 * @param name of the site
 * @param number counted from 0 among the lanes of its kind
 * @param lanes how many lanes of its kind there are
 * @param kills whether Tandem is killed in the cases of this lane
 */
record Lane(String name, int number, int lanes, boolean kills) {

    /** {@return what of all cases is played in this lane} */
    <T> Stream<T> share(Stream<T> cases) {
        List<T> all = cases.toList();
        return IntStream.iterate(number, i -> i < all.size(), i -> i + lanes).mapToObj(all::get);
    }

    /** {@return whether a trouble belongs into a lane of this kind} */
    boolean suits(GraphFaultsTrouble trouble) {
        return kills == (trouble == GraphFaultsTrouble.TANDEM_KILLED);
    }
}
