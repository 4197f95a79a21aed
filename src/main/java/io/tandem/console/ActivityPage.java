package io.tandem.console;

import io.tandem.console.Frame.Section;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Who did what on the ops side. */
record ActivityPage(Pages pages, Activity activity) {
    private static final int SIZE = 100;

    /**
     * What it shows.
     *
     * @param next address of the entries before these, empty when there are none
     */
    record Shown(List<Activity.Entry> entries, String next) {}

    void addTo(Router router) {
        pages.get(router, "/activity", this::show);
    }

    private void show(RoutingContext context) {
        boolean whole = Caller.of(context).may(Caller.Role.OPERATOR);
        List<Activity.Entry> entries = activity.latest(Requests.after(context), SIZE);
        String next = entries.size() < SIZE
                ? ""
                : "/activity?after=" + entries.getLast().number();
        pages.show(
                context,
                Section.ACTIVITY,
                "Activity",
                "activity",
                new Shown(
                        whole
                                ? entries
                                : entries.stream().map(ActivityPage::masked).toList(),
                        next));
    }

    private static Activity.Entry masked(Activity.Entry entry) {
        return new Activity.Entry(
                entry.number(),
                entry.at(),
                entry.who(),
                entry.what(),
                Mask.text(entry.subject()),
                Mask.text(entry.detail()));
    }
}
