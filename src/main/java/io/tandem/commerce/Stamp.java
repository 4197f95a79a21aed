package io.tandem.commerce;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When an event was said, as one text whose ordinal order is the order of events: {@code time|sequence|id|source}.
 *
 * <p>The time is UTC with nine fraction digits, a numeric sequence is padded with zeros to 20 digits, an absent one is
 * empty. Id and source come last, so that no two events have the same stamp and every reader breaks ties alike. The text
 * is ASCII: a database must compare it with {@code COLLATE "C"}.
 *
 * @param text for example {@code 2026-11-22T09:30:00.123456700Z|00000005637620001001|0b1d7e52|/d365/contoso/usrt}
 */
public record Stamp(String text) implements Comparable<Stamp> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,20})");
    private static final String TIME_FORM = "0000-00-00T00:00:00.000000000Z|";
    private static final int TIME_LENGTH = TIME_FORM.length() - 1;

    /** @throws IllegalArgumentException when the text is no stamp */
    public Stamp {
        if (!beginsWithTime(text) || !hasSequenceIdAndSource(text)) {
            throw new IllegalArgumentException("stamp '" + text + "' is not time|sequence|id|source");
        }
    }

    /** Stamps are read by the hundred thousand, for which regular expressions are too slow. */
    private static boolean beginsWithTime(String text) {
        for (int i = 0; i < TIME_FORM.length(); i++) {
            char form = TIME_FORM.charAt(i);
            char found = i < text.length() ? text.charAt(i) : 0;
            if (form == '0' ? found < '0' || found > '9' : found != form) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSequenceIdAndSource(String text) {
        int id = text.indexOf('|', TIME_LENGTH + 1) + 1;
        int end = text.lastIndexOf('|');
        return id > 0 && end > id && end + 1 < text.length();
    }

    /** {@return the stamp of the event with that key, said at that time; the sequence orders events of the same time} */
    public static Stamp of(Instant time, @Nullable String sequence, EventKey event) {
        return new Stamp(TIME.format(time) + "|" + padded(sequence) + "|" + event.id() + "|" + event.source());
    }

    private static String padded(@Nullable String sequence) {
        if (sequence == null) {
            return "";
        }
        var number = NUMBER.matcher(sequence);
        return number.matches() ? "0".repeat(20 - number.group(1).length()) + number.group(1) : sequence;
    }

    /** {@return the event that said it} */
    public EventKey event() {
        int id = text.indexOf('|', TIME_LENGTH + 1) + 1;
        int source = text.lastIndexOf('|') + 1;
        return new EventKey(text.substring(source), text.substring(id, source - 1));
    }

    /** {@return when it was said} */
    public Instant time() {
        return Instant.parse(text.substring(0, TIME_LENGTH));
    }

    /** {@return a day that has begun in every time zone when it was said: what "at once" means for a day} */
    LocalDate atOnce() {
        return LocalDate.ofInstant(time(), ZoneOffset.UTC).minusDays(1);
    }

    @Override
    public int compareTo(Stamp other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
