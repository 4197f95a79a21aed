package io.tandem.tasks;

import java.util.ArrayList;
import java.util.List;

/** Collects what a step makes known besides the state. */
final class Bulletin {
    private final List<TaskNews> news = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

    void tell(TaskNews item) {
        news.add(item);
    }

    void enter(LedgerEntry entry) {
        entries.add(entry);
    }

    boolean hasNews() {
        return !news.isEmpty();
    }

    /** The change, of which this is told first. */
    Change before(Change change) {
        return change.after(news);
    }

    Change with(KnownPlan known) {
        return new Change(known, news, entries);
    }
}
