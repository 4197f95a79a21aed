package io.tandem.embedded;

import io.tandem.embedded.SampleTable.Row;
import java.util.List;

/**
 * A store of the sample company.
 *
 * @param number store number, six digits
 * @param name its name today
 * @param openedAs the name under which it opened
 * @param unit how Commerce files it
 * @param place where it is
 * @param closed whether it was closed some weeks ago
 */
record SampleStore(String number, String name, String openedAs, Unit unit, Place place, boolean closed) {

    /**
     * How Commerce files a store.
     *
     * @param entity legal entity, {@code USRT}
     * @param operatingUnit operating unit, three digits; no two stores have the same
     * @param channel retail channel id, not always the store number
     */
    record Unit(String entity, String operatingUnit, String channel) {}

    /**
     * Where a store is.
     *
     * @param zone IANA time zone
     * @param street street and house
     * @param city city
     * @param state state or region
     * @param postalCode postal code
     * @param country country code
     */
    record Place(String zone, String street, String city, String state, String postalCode, String country) {}

    /** {@return the stores of {@code sample-stores.csv}} */
    static List<SampleStore> contoso(SampleTable table) {
        return table.rows().stream().map(SampleStore::of).toList();
    }

    String entity() {
        return unit.entity();
    }

    /** {@return a store like this one, under another number and name} */
    SampleStore as(String otherNumber, String otherName) {
        Unit other = new Unit(entity(), otherNumber, otherNumber);
        return new SampleStore(otherNumber, otherName, otherName, other, place, closed);
    }

    private static SampleStore of(Row row) {
        String name = row.text("name");
        return new SampleStore(
                row.text("number"),
                name,
                row.find("formerName").orElse(name),
                new Unit(row.text("entity"), row.text("unit"), row.text("channel")),
                placeOf(row),
                row.find("closed").isPresent());
    }

    private static Place placeOf(Row row) {
        return new Place(
                row.text("zone"),
                row.text("street"),
                row.text("city"),
                row.text("state"),
                row.text("postalCode"),
                row.text("country"));
    }
}
