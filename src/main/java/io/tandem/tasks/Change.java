package io.tandem.tasks;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a step changes; all of it is saved in one transaction.
 *
 * @param known what is known now
 * @param news what Commerce is told
 * @param entries what was lost on either side
 */
public record Change(KnownPlan known, List<TaskNews> news, List<LedgerEntry> entries) {
    /** Copies the lists. */
    public Change {
        news = List.copyOf(news);
        entries = List.copyOf(entries);
    }

    Change after(List<TaskNews> earlier) {
        return new Change(known, Stream.concat(earlier.stream(), news.stream()).toList(), entries);
    }

    static Change to(KnownPlan known) {
        return new Change(known, List.of(), List.of());
    }
}
