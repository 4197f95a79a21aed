package io.tandem.console;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What people did on the ops side, by whom and when. Whoever changes something writes it in the same transaction. */
public interface Activity {

    /** Writes that somebody did something that no transaction holds. */
    void add(String who, String what, String subject, String detail);

    /**
     * {@return what was done, the latest first}
     *
     * @param after goes on behind the entry of this number, null = from the latest
     * @param limit at most so many
     */
    List<Entry> latest(@Nullable Long after, int limit);

    /**
     * Something that was done.
     *
     * @param number counts up
     * @param who name of the caller
     * @param what for example {@code dead-letter.discard}
     * @param subject what it was done to
     * @param detail reason, filter and the like; holds no payload
     * @param requestIds ids of the latest requests about it that Graph had refused when it was done, else of the first ones to
     *     which it led, at most three; Microsoft's support asks for them
     */
    record Entry(
            long number, Instant at, String who, String what, String subject, String detail, List<String> requestIds) {
        /** Copies the ids. */
        public Entry {
            requestIds = List.copyOf(requestIds);
        }

        /** {@return the same as the caller may see it} */
        Entry seenBy(Caller caller) {
            UnaryOperator<String> mask = Mask.of(caller);
            return new Entry(number, at, mask.apply(who), what, mask.apply(subject), mask.apply(detail), requestIds);
        }
    }
}
