package io.tandem.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a text that narrows something down. An empty one is a variable of the shell that is not set, and would mean everything. */
final class TextConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("it is empty, give a value or leave the option out");
        }
        return text;
    }
}
