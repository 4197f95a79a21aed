package io.tandem.cli;

import static io.tandem.cli.Deeds.deed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.cli.Deed.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeedBookTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void isEmptyAtFirst() throws IOException {
        DeedBook book = open();

        assertThat(book.isEmpty()).isTrue();
        assertThat(book.isClosed()).isFalse();
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        DeedBook book = open();
        book.choose(List.of(deed(Kind.COMPLETED), deed(Kind.ADDED)));
        book.tick();

        DeedBook again = open();

        assertThat(again.deeds()).containsExactly(deed(Kind.COMPLETED), deed(Kind.ADDED));
        assertThat(again.open()).containsExactly(deed(Kind.ADDED));
        assertThat(again.isClosed()).isFalse();
    }

    @Test
    void remembersThatAllWasTold() throws IOException {
        DeedBook book = open();
        book.choose(List.of(deed(Kind.COMPLETED)));
        book.tick();
        book.close();

        assertThat(open().isClosed()).isTrue();
        assertThat(open().open()).isEmpty();
    }

    private DeedBook open() throws IOException {
        return DeedBook.open(folder.resolve("deeds.json"));
    }
}
