package io.tandem.model;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A retail store as Commerce describes it.
 *
 * @param number its number
 * @param name its name, null while Commerce has not opened it
 * @param timeZone its time zone, null when Commerce gave none
 * @param place where it is and to whom it belongs
 * @param openedOn first day, null when Commerce gave none
 * @param closedOn first day on which it is closed, null while it is open
 */
public record Store(
        StoreNumber number,
        @Nullable String name,
        @Nullable ZoneId timeZone,
        Place place,
        @Nullable LocalDate openedOn,
        @Nullable LocalDate closedOn) {

    /**
     * Where a store is and to whom it belongs; every part may be null.
     *
     * @param legalEntity company, for example {@code USRT}
     * @param operatingUnitNumber operating unit, for example {@code 036}
     * @param channelId retail channel id, which may differ from the store number
     * @param city city of its address
     * @param state state or region of its address
     * @param country country or region code of its address
     */
    public record Place(
            @Nullable String legalEntity,
            @Nullable String operatingUnitNumber,
            @Nullable String channelId,
            @Nullable String city,
            @Nullable String state,
            @Nullable String country) {
        /** {@return a place of which nothing is known} */
        public static Place unknown() {
            return new Place(null, null, null, null, null, null);
        }
    }

    /** {@return a store of which only the number is known} */
    public static Store unknown(StoreNumber number) {
        return new Store(number, null, null, Place.unknown(), null, null);
    }

    /** {@return whether Commerce has told of this store, and not only of people in it} */
    public boolean isKnown() {
        return name != null;
    }

    /** {@return whether the store is closed on that day} */
    public boolean isClosedOn(LocalDate day) {
        return closedOn != null && !day.isBefore(closedOn);
    }

    /** {@return the zone in which the days of this store begin, UTC when Commerce gave none} */
    public ZoneId zone() {
        return Optional.ofNullable(timeZone).orElse(ZoneOffset.UTC);
    }
}
