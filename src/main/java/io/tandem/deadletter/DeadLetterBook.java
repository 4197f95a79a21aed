package io.tandem.deadletter;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The index of dead letters. It can be made anew from the dead-letter topic, but for what people did with them. */
public interface DeadLetterBook {

    /**
     * Files letters in one transaction. One that is filed already stays as it is, and so does the first of two letters of the
     * same record. One that is where an older one was before the topic was made anew gets an id that says when it was written. A letter of a key is superseded at once when something newer is known of the key, and supersedes older ones.
     *
     * @return how many were new
     */
    int file(Collection<FiledLetter> letters);

    /**
     * {@return letters, the latest filed first, without their bytes}
     *
     * @param after where the page before ended, null = from the first
     * @param limit at most so many
     */
    Page page(LetterFilter filter, @Nullable Long after, int limit);

    /** {@return how many letters have which value in common, the most first, at most so many groups} */
    List<Group> groups(LetterFilter filter, By by, int limit);

    /** {@return a letter with its bytes} */
    Optional<Whole> find(LetterId id);

    /**
     * {@return letters that a replay would be about, with their bytes and in its order}
     *
     * @param topics topics to which records are sent again
     * @param after number of the letter before the first one
     * @param limit at most so many
     */
    List<Whole> replayable(Collection<String> topics, LetterFilter filter, long after, int limit);

    /** {@return how many letters a replay can send} */
    long replayable(Collection<String> topics, LetterFilter filter);

    /**
     * Says that an open letter does not matter.
     *
     * @return whether it was open
     */
    boolean discard(LetterId id, String who, String reason);

    /**
     * Says that open letters do not matter, of all that the filter leaves or of none.
     *
     * @return how many there were
     */
    int discard(LetterFilter filter, String who, String reason);

    /** What letters may have in common. */
    enum By {
        CAUSE,
        KEY,
        TYPE,
        STORE,
        TOPIC;

        /** {@return the word people use} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * {@return what has that word}
         *
         * @throws IllegalArgumentException when nothing has
         */
        public static By of(String word) {
            return Arrays.stream(values())
                    .filter(by -> by.word().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("by=" + word + " is not cause, key, type, store or topic"));
        }
    }

    /**
     * Letters that have a value in common.
     *
     * @param value the value, null = they have none
     * @param letters how many
     * @param open how many of them are open
     */
    record Group(@Nullable String value, long letters, long open, Instant first, Instant last) {}

    /**
     * Some of the letters.
     *
     * @param total how many there are in all
     * @param next what to go on after, null when these are the last ones
     */
    record Page(List<Row> rows, long total, @Nullable Long next) {
        /** Copies the rows. */
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A letter as it is listed; it holds nothing of the payload but what is looked for by.
     *
     * @param status HTTP status of what refused, null when nothing did
     * @param code Graph's code, empty when it gave none
     * @param size bytes of the value
     * @param cut whether the topic has no more than the beginning of the record
     * @param state see {@link LetterState#word()}
     * @param note why it is in that state, null when there is nothing to say
     * @param replay number of the replay that it belongs to or went with last
     * @param repaired whether other bytes than the original ones are sent
     */
    record Row(
            String id,
            Instant at,
            String cause,
            String reason,
            @Nullable String key,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable String type,
            @Nullable String store,
            @Nullable String eventId,
            @Nullable String traceId,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String requestId,
            @Nullable Integer attempts,
            int size,
            boolean cut,
            String state,
            Instant stateAt,
            @Nullable String note,
            @Nullable String replayOf,
            @Nullable Long replay,
            boolean repaired) {

        /** {@return the same, with its sentences put differently} */
        public Row told(UnaryOperator<String> sentence) {
            return new Row(
                    id,
                    at,
                    cause,
                    sentence.apply(reason),
                    key,
                    topic,
                    partition,
                    offset,
                    type,
                    store,
                    eventId,
                    traceId,
                    status,
                    code,
                    requestId,
                    attempts,
                    size,
                    cut,
                    state,
                    stateAt,
                    note == null ? null : sentence.apply(note),
                    replayOf,
                    replay,
                    repaired);
        }
    }

    /**
     * A letter with everything.
     *
     * @param number the order in which letters were filed
     * @param repaired bytes that are sent in place of the original ones, null = the original ones
     */
    record Whole(long number, Row row, DeadLetter letter, byte @Nullable [] repaired) {}
}
