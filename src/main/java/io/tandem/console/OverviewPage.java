package io.tandem.console;

import io.tandem.console.Chart.Part;
import io.tandem.console.Frame.Section;
import io.tandem.deadletter.LetterFilter;
import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first page: whether all is well, and if not, what is missing. */
record OverviewPage(Pages pages, OpsServer.Views views, ConsoleParts parts, Watch watch) {
    private static final String EVENTS = "tandem_commerce_events_total";

    /**
     * What it shows.
     *
     * @param stores stores by state
     * @param communications state of the communications team, empty when there is none
     * @param tasks tasks by status
     * @param events records of Commerce a minute, from look to look
     * @param calls calls to Graph a minute
     */
    record Shown(
            Standing standing,
            List<Part> stores,
            String communications,
            List<Part> tasks,
            long overdue,
            long openLetters,
            Vitals vitals,
            Trend events,
            Trend calls,
            Freshness freshness,
            List<Ceiling> ceilings,
            List<Subscription> subscriptions,
            SubscriptionBook.Watch heard,
            CanaryView.Shown canary) {}

    /** Something over the last half hour. */
    record Trend(List<Double> values, String unit) {
        String chart() {
            return Chart.line(values, words());
        }

        long now() {
            List<Double> last = values.subList(Math.max(0, values.size() - 12), values.size());
            return Math.round(
                    last.stream().mapToDouble(Double::doubleValue).average().orElse(0));
        }

        long most() {
            return Math.round(
                    values.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        }

        String words() {
            return Wording.number(now()) + " " + unit + " in the last minute, at most " + Wording.number(most())
                    + " in the last half hour";
        }
    }

    void addTo(Router router) {
        pages.get(router, "/", this::show);
    }

    private void show(RoutingContext context) {
        Vitals vitals = watch.now();
        Map<String, Long> stores = views.stores().counts();
        Map<String, Long> tasks = views.tasks().counts();
        String communications = views.stores()
                .communications()
                .map(team -> team.store().state())
                .orElse("");
        long letters =
                views.letters().letters().page(LetterFilter.OPEN, null, 1).total();
        pages.show(
                context,
                Section.OVERVIEW,
                "Overview",
                "overview",
                new Shown(
                        Standing.of(vitals, stores, communications, tasks, letters)
                                .unless(Optional.ofNullable(views.console())
                                        .flatMap(parts -> parts.enabling().sentence())
                                        .map(Mask.of(Caller.of(context)))),
                        stores(stores),
                        communications,
                        tasks(tasks),
                        count(tasks, "overdue"),
                        letters,
                        vitals,
                        new Trend(watch.perMinute(at -> at.readings().sum(EVENTS)), "events a minute"),
                        new Trend(watch.perMinute(at -> at.readings().sum(Watch.CALLS)), "calls a minute"),
                        Freshness.of(vitals.readings()),
                        Ceiling.of(parts.budgets().together()),
                        parts.subscriptions().all(),
                        parts.subscriptions().watch(),
                        parts.canary().shown()));
    }

    static List<Part> stores(Map<String, Long> counts) {
        return List.of("inSync", "working", "waiting", "held", "failed").stream()
                .map(state -> new Part(state, Wording.state(state), count(counts, state)))
                .toList();
    }

    static List<Part> tasks(Map<String, Long> counts) {
        return List.of(
                new Part("inSync", "Done", count(counts, "done")),
                new Part("working", "In progress", count(counts, "inProgress")),
                new Part("none", "Not started", count(counts, "open")));
    }

    private static long count(Map<String, Long> counts, String word) {
        return counts.getOrDefault(word, 0L);
    }
}
