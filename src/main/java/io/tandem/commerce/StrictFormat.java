package io.tandem.commerce;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Consumer;

/** Formats of the schemas, checked by what reads them later: what passes here can be read. */
enum StrictFormat implements Format {
    DATE("date", StrictFormat::readDay),
    DATE_TIME("date-time", OffsetDateTime::parse),
    TIME_ZONE("time-zone", StrictFormat::readZone);

    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final int DAY_LENGTH = "2026-11-23".length();

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a method without state
    private final Consumer<String> reader;

    StrictFormat(String title, Consumer<String> reader) {
        this.title = title;
        this.reader = reader;
    }

    @Override
    public String getName() {
        return title;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        try {
            reader.accept(value);
            return true;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    /** Years outside 0000 to 9999 carry a sign in Java and are no dates of RFC 3339. */
    private static void readDay(String value) {
        LocalDate.parse(value);
        if (value.length() != DAY_LENGTH) {
            throw new DateTimeException("not a day of RFC 3339");
        }
    }

    /** Java also reads offsets as zones; those know no daylight saving time. */
    private static void readZone(String value) {
        if (!ZONES.contains(value)) {
            throw new DateTimeException("not an IANA time zone");
        }
    }
}
