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
        List<Activity.Entry> entries = activity.latest(Requests.after(context), SIZE).stream()
                .map(entry -> entry.seenBy(Caller.of(context)))
                .toList();
        String next = entries.size() < SIZE
                ? ""
                : "/activity?after=" + entries.getLast().number();
        pages.show(context, Section.ACTIVITY, "Activity", "activity", new Shown(entries, next));
    }
}
