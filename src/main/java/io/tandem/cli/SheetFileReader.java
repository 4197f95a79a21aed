package io.tandem.cli;

import io.tandem.teams.TargetingSheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a targeting hierarchy that somebody may have changed by hand. Blank lines at the end are what editors leave. */
final class SheetFileReader {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    /** Spreadsheets mark UTF-8 so. */
    private static final String MARK = "\uFEFF";

    /** And PowerShell UTF-16 so. */
    private static final byte[] WIDE = {(byte) 0xFF, (byte) 0xFE};

    private SheetFileReader() {}

    /** @throws IOException when it cannot be read as CSV in UTF-8; one sentence says why */
    static TargetingSheet read(Path file) throws IOException {
        try (CSVParser parser = CSVParser.parse(text(file, StandardCharsets.UTF_8), FORMAT)) {
            List<List<String>> rows = parser.stream().map(CSVRecord::toList).toList();
            return rows.isEmpty()
                    ? new TargetingSheet(List.of(), List.of())
                    : new TargetingSheet(rows.getFirst(), rows.subList(1, rows.size()));
        } catch (UncheckedIOException noCsv) {
            throw new IOException(file + " is no CSV: " + noCsv.getMessage(), noCsv);
        }
    }

    /** {@return what PowerShell printed into a file, which it does in UTF-16 or in UTF-8, by its version} */
    static List<String> lines(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            boolean isWide = Arrays.equals(in.readNBytes(WIDE.length), WIDE);
            return text(file, isWide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException absent) {
            throw new IOException("there is no file " + file, absent);
        }
    }

    private static String text(Path file, Charset charset) throws IOException {
        try {
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        } catch (NoSuchFileException absent) {
            throw new IOException("there is no file " + file, absent);
        } catch (CharacterCodingException otherCode) {
            throw new IOException(file + " is not in UTF-8; save it as CSV UTF-8", otherCode);
        }
    }
}
