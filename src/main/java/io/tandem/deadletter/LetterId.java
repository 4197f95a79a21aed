package io.tandem.deadletter;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What people call a dead letter: its place on the dead-letter topic, for example {@code 0-1523}, and when the place was that of
 * another letter before the topic was made anew also when it was written, {@code 0-1523-1764000000000}.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 * @param written when it was written, in milliseconds since 1970; 0 = the first letter at that place
 */
public record LetterId(int partition, long offset, long written) {
    private static final Pattern FORM = Pattern.compile("\\d{1,9}-\\d{1,18}(-\\d{1,18})?");

    /** The first letter at a place. */
    public LetterId(int partition, long offset) {
        this(partition, offset, 0);
    }

    /**
     * {@return the id that {@link #toString()} wrote}
     *
     * @throws IllegalArgumentException when the text is no id
     */
    public static LetterId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no id of a dead letter such as 0-1523");
        }
        String[] parts = text.split("-");
        return new LetterId(
                Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts.length == 2 ? 0 : Long.parseLong(parts[2]));
    }

    /** {@return the id of a letter whose place was that of another one} */
    public LetterId writtenAt(Instant at) {
        return new LetterId(partition, offset, Math.max(1, at.toEpochMilli()));
    }

    @Override
    public String toString() {
        return partition + "-" + offset + (written == 0 ? "" : "-" + written);
    }
}
