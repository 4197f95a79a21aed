package io.tandem.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;

/** Lines as the bytes they are, whatever these mean; blank ones are left out. */
final class Lines {
    private final InputStream in;

    private Lines(InputStream in) {
        this.in = in;
    }

    static Stream<byte[]> of(InputStream in) {
        Lines lines = new Lines(new BufferedInputStream(in));
        return Stream.generate(lines::next).takeWhile(line -> line.length > 0);
    }

    /** The next line that is not blank, empty at the end. */
    private byte[] next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean blank = true;
        try {
            for (int next = in.read(); next >= 0 && (blank || next != '\n'); next = in.read()) {
                if (next == '\n') {
                    line.reset();
                } else {
                    line.write(next);
                    blank &= next <= ' ';
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return blank ? new byte[0] : withoutReturn(line.toByteArray());
    }

    private static byte[] withoutReturn(byte[] line) {
        return line[line.length - 1] == '\r' ? Arrays.copyOf(line, line.length - 1) : line;
    }
}
