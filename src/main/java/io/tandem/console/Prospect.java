package io.tandem.console;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What would come of one letter.
 *
 * @param outcome {@code applied}, {@code stale}, {@code duplicate}, {@code refused}, {@code written-back}, {@code unknown} or
 *     {@code due}
 * @param sentence the same for people
 * @param facts what Commerce would want otherwise, {@code store/000135 name}
 * @param keys what would become due
 */
record Prospect(String outcome, String sentence, List<String> facts, Collection<String> keys) {
    static Prospect of(String outcome, String sentence) {
        return new Prospect(outcome, sentence, List.of(), Set.of());
    }
}
