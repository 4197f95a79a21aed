package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.tandem.teams.TargetingDraft;
import io.tandem.teams.TargetingForm;
import io.tandem.teams.TargetingForm.Attribute;
import io.tandem.teams.TargetingSheet;
import io.tandem.teams.TargetingSheet.NameColumn;
import io.tandem.teams.Tree;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written is read again by a library that did not write it. */
class SheetFileTest {
    private static final int NODES = 5_000;

    private static List<List<String>> read(String csv) throws IOException {
        try (MappingIterator<List<String>> rows = new CsvMapper()
                .readerForListOf(String.class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .readValues(csv)) {
            return rows.readAll();
        }
    }

    @Test
    void exportsFiveThousandNodesInLessThanTwoSecondsAndReadsThemAgain() throws IOException {
        Tree tree = Tree.big(NODES);
        TargetingForm form =
                new TargetingForm(NameColumn.DISPLAY_NAME, false, List.of(Attribute.STATE), List.of("Floor"));
        Instant start = Instant.now();

        TargetingDraft draft = TargetingDraft.of(tree.hierarchy(), tree.teams(), form);
        String csv = SheetFile.csv(draft.sheet());

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(draft.faults()).isEmpty();
        List<List<String>> rows = read(csv);
        assertThat(rows).hasSize(NODES + 1);
        assertThat(new TargetingSheet(rows.getFirst(), rows.subList(1, rows.size())))
                .isEqualTo(draft.sheet());
    }

    @Test
    void quotesWhatWouldBeTakenForSomethingElse() throws IOException {
        TargetingSheet sheet = new TargetingSheet(
                List.of("DisplayName", "ParentName", "TeamId", "City"),
                List.of(
                        List.of("A", "", "", "Winston, \"Salem\""),
                        List.of("B", "A", "", "Zürich\nCity"),
                        List.of("", "", "", "")));

        List<List<String>> rows = read(SheetFile.csv(sheet));

        assertThat(rows.subList(1, rows.size())).isEqualTo(sheet.rows());
        assertThat(SheetFile.csv(sheet))
                .startsWith("DisplayName,ParentName,TeamId,City\r\nA,,,\"Winston, \"\"Salem\"\"\"\r\n");
    }
}
