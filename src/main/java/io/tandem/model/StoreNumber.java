package io.tandem.model;

import java.util.regex.Pattern;

/**
 * Number of a retail store, text with its leading zeros, for example {@code 000135} (commerce-contract 6).
 *
 * @param value 1 to 20 letters or digits
 */
public record StoreNumber(String value) implements Comparable<StoreNumber>, TeamSource {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{1,20}");

    /** @throws IllegalArgumentException when the text is no store number, or the name of another team */
    public StoreNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("storeNumber '" + value + "' is not 1 to 20 letters or digits");
        }
        if (value.equalsIgnoreCase(Communications.NAME)) {
            throw new IllegalArgumentException(
                    "storeNumber '" + value + "' is the name of the communications team; give the store another one");
        }
    }

    @Override
    public int compareTo(StoreNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
