package io.tandem.console;

import io.tandem.deadletter.DeadLetterBook.Page;
import io.tandem.deadletter.DeadLetterBook.Row;

/** Dead letters as those see them who need not know whom they are about. */
final class MaskedLetters {
    private MaskedLetters() {}

    static Row seenBy(Caller caller, Row row) {
        return caller.may(Caller.Role.OPERATOR) ? row : row.told(Mask::text);
    }

    static Page seenBy(Caller caller, Page page) {
        return new Page(page.rows().stream().map(row -> seenBy(caller, row)).toList(), page.total(), page.next());
    }
}
