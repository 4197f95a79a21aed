package io.tandem.console;

import io.tandem.deadletter.DeadLetterBook.Page;
import io.tandem.deadletter.DeadLetterBook.Row;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.ReplayBook.Replay;
import java.util.List;
import java.util.regex.Pattern;

/** Dead letters as those see them who need not know whom they are about. */
final class MaskedLetters {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private MaskedLetters() {}

    /** What a reason quotes may be the name of somebody. */
    static Row seenBy(Caller caller, Row row) {
        Row told = row.told(Mask.of(caller));
        return caller.may(Caller.Role.OPERATOR)
                ? told
                : told.told(text -> QUOTED.matcher(text).replaceAll(Mask.HIDDEN));
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
