package io.tandem.console;

import io.tandem.commerce.Stamp;
import io.tandem.console.Chart.Part;
import io.tandem.console.Frame.Section;
import io.tandem.model.StoreNumber;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The board of stores, and the page of each. */
record StorePages(Pages pages, OpsServer.Views views, ConsoleParts parts) {
    static final List<String> STATES = List.of("inSync", "working", "waiting", "held", "failed");
    private static final int WORDS = 60;

    /** The board. */
    record Board(StoreBoard.Wanted wanted, StoreBoard.Page page, List<Region> regions, Map<String, Long> counts) {
        String at(int number) {
            return Link.to(
                    "/stores",
                    "state",
                    wanted.state(),
                    "region",
                    wanted.region(),
                    "q",
                    wanted.text(),
                    "page",
                    number == 1 ? "" : Integer.toString(number));
        }

        String in(String state) {
            return Link.to("/stores", "state", state, "region", wanted.region(), "q", wanted.text());
        }

        Pager pager() {
            return new Pager(wanted.page(), StoreBoard.Wanted.SIZE, page.total(), this::at);
        }
    }

    /** Stores of a region by state. */
    record Region(String name, List<Part> parts) {
        long stores() {
            return parts.stream().mapToLong(Part::count).sum();
        }

        String address() {
            return Link.to("/stores", "region", name);
        }
    }

    /**
     * A store.
     *
     * @param plan what is left to do or waits for approval, as sentences
     * @param roster empty while nobody is wanted or known there
     * @param history what Commerce said, newest first
     */
    record One(
            StoreViews.Detail detail,
            List<RosterTable.Line> roster,
            List<String> plan,
            List<PersonStory.Said> history,
            @Nullable TaskTable tasks,
            boolean asked) {}

    /** The tasks of a store. */
    record TaskTable(TaskViews.StoreTasksView view, List<TaskViews.Row> rows) {}

    void addTo(Router router) {
        pages.get(router, "/stores", this::board);
        pages.get(router, "/stores/:number", this::store);
        pages.post(router, "/stores/:number/sync", this::sync);
        pages.post(router, "/sync", this::syncAll);
    }

    private void board(RoutingContext context) {
        StoreBoard.Wanted wanted = StoreBoard.Wanted.askedBy(
                Caller.of(context),
                Pages.text(context, "state"),
                Pages.text(context, "region"),
                Pages.text(context, "q"),
                Pages.page(context));
        List<Region> regions = parts.board().regions().entrySet().stream()
                .map(region -> new Region(region.getKey(), OverviewPage.stores(region.getValue())))
                .toList();
        pages.show(
                context,
                Section.STORES,
                "Stores",
                "stores",
                new Board(
                        wanted,
                        parts.board().page(wanted).seenBy(Caller.of(context)),
                        regions,
                        views.stores().counts()));
    }

    private void store(RoutingContext context) {
        StoreNumber number = number(context);
        boolean whole = Caller.of(context).may(Caller.Role.OPERATOR);
        OpsServer.Views seen = views.seenBy(Caller.of(context));
        Optional<StoreViews.Detail> detail = seen.stores().store(number);
        if (detail.isEmpty()) {
            pages.problem(context, new Problem(404, "No such store", "No event ever named store " + number + "."));
            return;
        }
        Explainer.Team team = parts.explainer().team(number);
        List<RosterTable.Line> roster = RosterTable.of(team);
        List<String> plan = team.todo();
        pages.show(
                context,
                Section.STORES,
                "Store " + number,
                "store",
                new One(
                        detail.get(),
                        whole
                                ? roster
                                : roster.stream().map(RosterTable.Line::masked).toList(),
                        whole ? plan : plan.stream().map(Mask::text).toList(),
                        history(number, whole),
                        tasks(seen.tasks(), number),
                        context.request().getParam("asked") != null));
    }

    private List<PersonStory.Said> history(StoreNumber number, boolean whole) {
        return parts.board().history(number, WORDS).stream()
                .map(word -> new PersonStory.Said(FactWords.sentence(word), new Stamp(word.stamp()).time()))
                .map(said -> whole ? said : new PersonStory.Said(Mask.text(said.what()), said.at()))
                .toList();
    }

    private static @Nullable TaskTable tasks(TaskViews tasks, StoreNumber number) {
        return tasks.store(number)
                .map(view -> new TaskTable(view, tasks.tasks(number, null)))
                .orElse(null);
    }

    private void sync(RoutingContext context) {
        StoreNumber number = number(context);
        if (parts.syncs().sync(number, Caller.of(context).name())) {
            to(context, "/stores/" + number + "?asked=1");
        } else {
            pages.problem(context, new Problem(404, "No such store", "No event ever named store " + number + "."));
        }
    }

    private void syncAll(RoutingContext context) {
        parts.syncs().syncAll(Caller.of(context).name());
        to(context, "/stores?state=working");
    }

    static void to(RoutingContext context, String address) {
        context.response().setStatusCode(303).putHeader("location", address).end();
    }

    private static StoreNumber number(RoutingContext context) {
        return new StoreNumber(Objects.requireNonNullElse(context.pathParam("number"), ""));
    }
}
