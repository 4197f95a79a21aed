package io.tandem.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of things, so that none of them is wrong use and not a failure later on. */
final class CountConverter implements ITypeConverter<Integer> {
    private static final int MOST = 1_000_000;

    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new TypeConversionException("'" + text + "' is no number from 1 to " + MOST);
        }
        return Integer.valueOf(text);
    }
}
