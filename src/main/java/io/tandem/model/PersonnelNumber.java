package io.tandem.model;

import java.util.regex.Pattern;

/**
 * Number of a worker, text with its leading zeros, for example {@code 000205} (commerce-contract 6).
 *
 * @param value 1 to 20 letters or digits
 */
public record PersonnelNumber(String value) implements Comparable<PersonnelNumber> {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{1,20}");

    /** @throws IllegalArgumentException when the text is no personnel number */
    public PersonnelNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("personnelNumber '" + value + "' is not 1 to 20 letters or digits");
        }
    }

    @Override
    public int compareTo(PersonnelNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
