package io.tandem.deadletter;

import io.tandem.model.Claim;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that failed for good, with all that is needed to understand and to replay it (DESIGN 9).
 *
 * @param key Kafka key of the record, null when it had none
 * @param value its original bytes, null for a tombstone
 * @param headers its original headers, as text
 * @param origin where it was read, null when it is no record but a key
 * @param cause why it is here
 */
public record DeadLetter(
        @Nullable String key,
        byte @Nullable [] value,
        Map<String, String> headers,
        @Nullable Origin origin,
        Cause cause) {
    /** Names, in a record that is sent again, the letter that it is a replay of. */
    public static final String REPLAY_OF = "tandemreplayof";

    /** Bytes; a longer key is no key but a mistake, and would leave no room for the rest. */
    private static final int LONGEST_KEY = 4096;

    /** Characters of a number, or of the name of a class. */
    private static final int LONGEST_OWN = 200;

    private static final Pattern CLASS = Pattern.compile("[\\w.$]{1,200}");

    /**
     * Where a record was read; unique, so that a letter written twice can be told.
     *
     * @param topic Kafka topic
     * @param partition partition of the topic
     * @param offset offset in the partition
     */
    public record Origin(String topic, int partition, long offset) {
        /** {@return the place that {@link #toString()} wrote} */
        public static Origin parse(String text) {
            String[] parts = text.split("[/@]");
            return new Origin(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        }

        @Override
        public String toString() {
            return topic + "/" + partition + "@" + offset;
        }
    }

    /** Copies the headers. */
    public DeadLetter {
        headers = Map.copyOf(headers);
    }

    /** {@return the letter of a key that cannot be reconciled; its bytes are the key} */
    public static DeadLetter of(Claim claim, Cause cause) {
        String text = claim.key().toString();
        Map<String, String> generation = Map.of(Context.GENERATION, Long.toString(claim.generation()));
        return new DeadLetter(text, text.getBytes(StandardCharsets.UTF_8), generation, null, cause);
    }

    /**
     * {@return the letter that a record of the dead-letter topic is, whoever wrote it}
     *
     * @param context its headers, see {@link #context()}
     */
    public static DeadLetter read(@Nullable String key, byte @Nullable [] value, Map<String, String> context) {
        return new Context(context).letter(key, value);
    }

    /** {@return the original headers, without what Tandem added to them} */
    public Map<String, String> originalHeaders() {
        Map<String, String> original = new TreeMap<>(headers);
        original.keySet().removeAll(Context.ADDED);
        return original;
    }

    /** {@return the same, with what its record says of when it was written, in milliseconds since 1970} */
    public DeadLetter writtenAt(long millis) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(Context.WRITTEN, Long.toString(millis));
        return new DeadLetter(key, value, more, origin, cause);
    }

    /**
     * {@return when its record was written, in milliseconds since 1970, which tells it from another record that was at the same
     * place before the topic was made anew; empty when it does not say}
     */
    public OptionalLong written() {
        return origin == null ? OptionalLong.empty() : number(Context.WRITTEN);
    }

    /** {@return the same, with the class of what was thrown; null = nothing was} */
    public DeadLetter thrown(@Nullable String exception) {
        Map<String, String> more = new TreeMap<>(headers);
        more.remove(Context.EXCEPTION);
        if (exception != null) {
            more.put(Context.EXCEPTION, exception);
        }
        return new DeadLetter(key, value, more, origin, cause);
    }

    /** {@return the class of what was thrown, empty when nothing was} */
    public Optional<String> exception() {
        return Optional.ofNullable(headers.get(Context.EXCEPTION)).filter(CLASS.asMatchPredicate());
    }

    private OptionalLong number(String header) {
        String text = headers.getOrDefault(header, "");
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** {@return the same with another value, whole} */
    public DeadLetter with(byte @Nullable [] other) {
        Map<String, String> whole = new TreeMap<>(headers);
        whole.remove(Context.CUT);
        return new DeadLetter(key, other, whole, origin, cause);
    }

    /**
     * {@return the whole letter, of what the record is where it was read}
     *
     * @param keyThere its key
     * @param valueThere its value, which counts unless this one is whole
     */
    public DeadLetter completed(
            @Nullable String keyThere, byte @Nullable [] valueThere, Map<String, String> headersThere) {
        return new DeadLetter(
                keyThere, headers.containsKey(Context.CUT) ? valueThere : value, headersThere, origin, cause);
    }

    /** {@return whether key or value are not whole; the origin tells where they are} */
    public boolean isCut() {
        return headers.containsKey(Context.CUT) || headers.containsKey(Context.KEY_CUT);
    }

    /**
     * {@return what was desired of a key when work on it was given up, empty when this is the letter of a record or does not
     * say: whatever is newer supersedes it}
     */
    public OptionalLong generation() {
        return origin == null ? number(Context.GENERATION) : OptionalLong.empty();
    }

    /** {@return the letter of which this record was a replay, as its sender named it; empty when it was none} */
    public Optional<String> replayOf() {
        return Optional.ofNullable(headers.get(REPLAY_OF));
    }

    /** {@return headers of the record on the dead-letter topic: the original ones, and why and from where it came} */
    public Map<String, String> context() {
        Map<String, String> context = new TreeMap<>(headers);
        context.put(Context.CAUSE, cause.kind());
        context.put(Context.REASON, cause.reason());
        if (origin != null) {
            context.put(Context.TOPIC, origin.topic());
            context.put(Context.PARTITION, Integer.toString(origin.partition()));
            context.put(Context.OFFSET, Long.toString(origin.offset()));
        }
        cause.details().forEach((name, value) -> context.put(Context.PREFIX + name, value));
        return context;
    }

    /**
     * This letter, or as much of it as a record may hold: a value is cut, so is a key of more than 4096 bytes, and when
     * even that does not help the original headers go. Its origin tells where the whole record is.
     *
     * @param mostBytes room for key, value and headers
     */
    public DeadLetter fitting(int mostBytes) {
        return key != null && bytes(key) > LONGEST_KEY ? withKeyCut().fitting(mostBytes) : cut(mostBytes);
    }

    private DeadLetter withKeyCut() {
        String whole = Objects.requireNonNull(key);
        Map<String, String> kept = new TreeMap<>(headers);
        kept.put(Context.KEY_CUT, Integer.toString(whole.length()));
        // A quarter of the bytes, for a character may take four.
        return new DeadLetter(whole.substring(0, LONGEST_KEY / 4), value, kept, origin, cause);
    }

    private DeadLetter cut(int mostBytes) {
        int room = mostBytes - size();
        if (value == null || value.length <= room) {
            return this;
        }
        Map<String, String> kept = new TreeMap<>(headers);
        if (room < 0) {
            // What looks like ours may be somebody else's, and long.
            kept.entrySet()
                    .removeIf(header -> !Context.ADDED.contains(header.getKey())
                            || header.getValue().length() > LONGEST_OWN);
        }
        kept.put(Context.CUT, Integer.toString(value.length));
        DeadLetter bare = new DeadLetter(key, null, kept, origin, cause);
        int fits = Math.clamp((long) mostBytes - bare.size(), 0, value.length);
        return new DeadLetter(key, Arrays.copyOf(value, fits), kept, origin, cause);
    }

    /** Bytes of everything but the value. */
    private int size() {
        int keyBytes = key == null ? 0 : bytes(key);
        return context().entrySet().stream()
                .mapToInt(header -> bytes(header.getKey()) + bytes(header.getValue()) + 8)
                .reduce(keyBytes, Integer::sum);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
