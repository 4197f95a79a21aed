package io.tandem.deadletter;

import java.util.regex.Pattern;

/**
 * What people call a dead letter: its place on the dead-letter topic, for example {@code 0-1523}.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
public record LetterId(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("\\d{1,9}-\\d{1,18}");

    /**
     * {@return the id that {@link #toString()} wrote}
     *
     * @throws IllegalArgumentException when the text is no id
     */
    public static LetterId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no id of a dead letter such as 0-1523");
        }
        int dash = text.indexOf('-');
        return new LetterId(Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
