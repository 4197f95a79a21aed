package io.tandem.console;

import io.tandem.deadletter.DeadLetterBook.Page;
import io.tandem.deadletter.DeadLetterBook.Row;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.ReplayBook.Replay;
import java.util.List;

/** Dead letters as those see them who need not know whom they are about. */
final class MaskedLetters {
    private MaskedLetters() {}

    static Row seenBy(Caller caller, Row row) {
        return row.told(Mask.of(caller));
    }

    static List<Replay> seenBy(Caller caller, List<Replay> replays) {
        return replays.stream().map(replay -> seenBy(caller, replay)).toList();
    }

    static Replay seenBy(Caller caller, Replay replay) {
        return replay.told(Mask.of(caller));
    }

    /**
     * The filter, if the caller may see all that it looks into: whoever counts what fits finds out letter by letter what is masked.
     *
     * @throws IllegalArgumentException when the caller may not
     */
    static LetterFilter askedBy(Caller caller, LetterFilter filter) {
        if (filter.text() != null && !caller.may(Caller.Role.OPERATOR)) {
            throw new IllegalArgumentException(
                    "text looks into reasons, which may name people, and takes the role operator; use cause, type, key or store");
        }
        return filter;
    }

    static Page seenBy(Caller caller, Page page) {
        return new Page(page.rows().stream().map(row -> seenBy(caller, row)).toList(), page.total(), page.next());
    }
}
