package io.tandem.console;

import java.time.Instant;
import java.util.List;
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
     * @param requestIds ids of the requests that Graph had refused when it was done to what they were about, the latest three;
     *     Microsoft's support asks for them
     */
    record Entry(
            long number, Instant at, String who, String what, String subject, String detail, List<String> requestIds) {
        /** Copies the ids. */
        public Entry {
            requestIds = List.copyOf(requestIds);
        }

        /** {@return the same as the caller may see it} */
        Entry seenBy(Caller caller) {
            return caller.may(Caller.Role.OPERATOR)
                    ? this
                    : new Entry(number, at, who, what, Mask.text(subject), Mask.text(detail), requestIds);
        }
    }
}
