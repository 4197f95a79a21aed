package io.tandem.console;

import io.tandem.teams.TargetingSheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A targeting hierarchy as text: commas, quotes where a value needs them, CR LF at the end of each line. */
final class SheetFile {
    private SheetFile() {}

    static String csv(TargetingSheet sheet) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(sheet.header());
            for (List<String> row : sheet.rows()) {
                printer.printRecord(row);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
