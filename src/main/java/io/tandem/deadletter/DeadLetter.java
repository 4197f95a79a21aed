package io.tandem.deadletter;

import io.tandem.model.Key;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
    private static final String PREFIX = "tandem-";

    /** Bytes; a longer key is no key but a mistake, and would leave no room for the rest. */
    private static final int LONGEST_KEY = 4096;

    /**
     * Where a record was read; unique, so that a letter written twice can be told.
     *
     * @param topic Kafka topic
     * @param partition partition of the topic
     * @param offset offset in the partition
     */
    public record Origin(String topic, int partition, long offset) {
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
    public static DeadLetter of(Key key, Cause cause) {
        String text = key.toString();
        return new DeadLetter(text, text.getBytes(StandardCharsets.UTF_8), Map.of(), null, cause);
    }

    /** {@return headers of the record on the dead-letter topic: the original ones, and why and from where it came} */
    public Map<String, String> context() {
        Map<String, String> context = new TreeMap<>(headers);
        context.put(PREFIX + "cause", cause.kind());
        context.put(PREFIX + "reason", cause.reason());
        if (origin != null) {
            context.put(PREFIX + "topic", origin.topic());
            context.put(PREFIX + "partition", Integer.toString(origin.partition()));
            context.put(PREFIX + "offset", Long.toString(origin.offset()));
        }
        if (cause instanceof Cause.AttemptsUsedUp used) {
            context.put(PREFIX + "attempts", Integer.toString(used.attempts()));
        }
        if (cause instanceof Cause.WriteBackRefused refused) {
            context.put(PREFIX + "status", Integer.toString(refused.status()));
        }
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
        kept.put(PREFIX + "key-cut", Integer.toString(whole.length()));
        // A quarter of the bytes, for a character may take four.
        return new DeadLetter(whole.substring(0, LONGEST_KEY / 4), value, kept, origin, cause);
    }

    private DeadLetter cut(int mostBytes) {
        int room = mostBytes - size();
        if (value == null || value.length <= room) {
            return this;
        }
        Map<String, String> kept = new TreeMap<>(room < 0 ? Map.of() : headers);
        kept.put(PREFIX + "cut", Integer.toString(value.length));
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
