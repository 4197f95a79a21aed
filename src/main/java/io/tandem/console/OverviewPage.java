package io.tandem.console;

import io.tandem.console.Chart.Part;
import io.tandem.console.Frame.Section;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterState;
import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first page: whether all is well, and if not, what is missing. */
record OverviewPage(Pages pages, OpsServer.Views views, SubscriptionBook book, Watch watch) {
    private static final String EVENTS = "tandem_commerce_events_total";
    static final LetterFilter OPEN = LetterFilter.read(name -> name.equals("state") ? LetterState.OPEN.word() : null);
    private static final String CALLS = "tandem_graph_calls_seconds_count";

    /**
     * What it shows.
     *
     * @param missing sentences on what is not as it should be; empty = all is in step
     * @param stores stores by state
     * @param communications state of the communications team, empty when there is none
     * @param tasks tasks by status
     * @param events records of Commerce a minute, from look to look
     * @param calls calls to Graph a minute
     */
    record Shown(
            List<String> missing,
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
            SubscriptionBook.Watch heard) {}

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
        pages.show(
                context,
                Section.OVERVIEW,
                "Overview",
                "overview",
                new Shown(
                        missing(vitals, stores, communications, tasks),
                        stores(stores),
                        communications,
                        tasks(tasks),
                        count(tasks, "overdue"),
                        views.letters().letters().page(OPEN, null, 1).total(),
                        vitals,
                        new Trend(watch.perMinute(at -> at.readings().sum(EVENTS)), "events a minute"),
                        new Trend(watch.perMinute(at -> at.readings().sum(CALLS)), "calls a minute"),
                        Freshness.of(vitals.readings()),
                        Ceiling.of(watch.lastMinute(at ->
                                at.readings().sums(CALLS, call -> call.label("method") + " " + call.label("path")))),
                        book.all(),
                        book.watch()));
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

    private List<String> missing(
            Vitals vitals, Map<String, Long> stores, String communications, Map<String, Long> tasks) {
        List<String> missing = new ArrayList<>();
        Optional.ofNullable(views.console())
                .flatMap(parts -> parts.enabling().sentence())
                .ifPresent(missing::add);
        vitals.troubles().values().forEach(trouble -> missing.add(Wording.capital(trouble) + "."));
        vitals.lag().forEach((topic, records) -> {
            if (records != 0) {
                missing.add(
                        records < 0
                                ? "Nobody knows how many records wait on " + topic + "."
                                : Wording.count(records, "record waits on ", "records wait on ") + topic + ".");
            }
        });
        unsettled(missing, stores, "team");
        unsettled(missing, Map.of(communications, 1L), "communications team");
        unsettled(missing, tasks, "task board");
        return missing;
    }

    private static void unsettled(List<String> missing, Map<String, Long> counts, String what) {
        long working = count(counts, "working");
        long failed = count(counts, "failed");
        if (working > 0) {
            missing.add(Wording.count(working, what + " is", what + "s are") + " being worked on.");
        }
        if (failed > 0) {
            missing.add(Wording.count(failed, what + " has", what + "s have") + " failed and will be tried again.");
        }
    }
}
