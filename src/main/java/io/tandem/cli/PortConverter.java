package io.tandem.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a TCP port, so that a wrong one is wrong use and not a failure later on. */
final class PortConverter implements ITypeConverter<Integer> {
    private static final int MOST = 65_535;

    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MOST) {
            throw new TypeConversionException("'" + text + "' is no port, give 0 (any free one) to " + MOST);
        }
        return Integer.valueOf(text);
    }
}
