package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
    private static final String ID = "5f0c1a52-8d3e-4b8f-9a51-0c9d2f1e7a10";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "user ID was added in Teams by hand            | user … was added in Teams by hand",
                "Graph refused the change for user u-7 (x1)    | Graph refused the change for user … (x1)",
                "make plain member: user ID: 404               | make plain member: user …: 404",
                "remove 2 people: ID, ID                       | remove 2 people: …, …",
                "\"ID, ID\" holds                              | \"…, …\" holds",
                "the account zoe.o'brien@contoso.example fails | the account z…@contoso.example fails",
                "mail a@b.example, then c+d@e.example.         | mail a…@b.example, then c…@e.example.",
                "team ID was deleted                           | team ID was deleted",
                "group ID was made                             | group ID was made",
                "worker 000205 has no Teams licence            | worker 000205 has no Teams licence",
                "users may not                                 | users may not",
                "5 @ 3                                         | 5 @ 3"
            })
    void hidesWhoSomebodyIs(String text, String masked) {
        assertThat(Mask.text(text.replace("ID", ID))).isEqualTo(masked.replace("ID", ID));
    }

    @Test
    void hidesAnIdHoweverItIsWritten() {
        assertThat(Mask.text(ID.toUpperCase(Locale.ROOT))).isEqualTo(Mask.HIDDEN);
    }
}
