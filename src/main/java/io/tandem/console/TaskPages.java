package io.tandem.console;

import io.tandem.console.Frame.Section;
import io.tandem.tasks.Rollup;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How far tasks are, by region and list, and which are overdue. */
record TaskPages(Pages pages, TaskMap map) {
    private static final int STEPS = 5;
    private static final int STORES = 100;

    /**
     * What it shows.
     *
     * @param only the region and list that were chosen; with neither the map is shown
     * @param stores of what was chosen
     */
    record Shown(
            Map<String, Long> counts,
            Heat heat,
            Map<String, String> only,
            TaskMap.Stores stores,
            TaskMap.Page overdue,
            Pager pager) {
        String place() {
            String list = only.get("list");
            String region = only.get("region");
            return (list == null ? "" : list(list))
                    + (list != null && region != null ? " in " : "")
                    + (region == null ? "" : region(region));
        }
    }

    /** Lists across, regions down. */
    record Heat(List<String> lists, List<String> regions, Map<String, TaskMap.Cell> cells) {
        @Nullable
        Square at(String region, String list) {
            TaskMap.Cell cell = cells.get(region + "\0" + list);
            return cell == null ? null : new Square(cell);
        }
    }

    /** A cell of the map, in words and in a colour that says the same. */
    record Square(TaskMap.Cell cell) {
        long done() {
            return Wording.percent(cell.counts().done(), whole(cell.counts()));
        }

        int overdue() {
            return cell.counts().overdue();
        }

        /** {@return a class of the style sheet: {@code heat0} nothing done to {@code heat5} all done} */
        String kind() {
            return "heat" + done() * STEPS / 100;
        }

        String address() {
            return Link.exactly("/tasks", "region", cell.region(), "list", cell.list());
        }

        String words() {
            return done() + " % of " + Wording.count(whole(cell.counts()), "task", "tasks") + " done, " + overdue()
                    + " overdue, in " + Wording.count(cell.stores(), "store", "stores");
        }
    }

    void addTo(Router router) {
        pages.get(router, "/tasks", this::show);
    }

    private void show(RoutingContext context) {
        Map<String, String> only = new HashMap<>();
        for (String name : List.of("region", "list")) {
            String value = context.request().getParam(name);
            if (value != null) {
                only.put(name, value);
            }
        }
        TaskMap.Wanted wanted = new TaskMap.Wanted(only, Pages.page(context));
        TaskMap.Page overdue = map.overdue(wanted).seenBy(Caller.of(context));
        List<TaskMap.Cell> cells = only.isEmpty() ? map.cells() : List.of();
        pages.show(
                context,
                Section.TASKS,
                "Tasks",
                "tasks",
                new Shown(
                        counts(cells),
                        heat(cells),
                        only,
                        only.isEmpty() ? new TaskMap.Stores(List.of(), 0) : map.stores(wanted, STORES),
                        overdue,
                        new Pager(wanted.page(), TaskMap.Wanted.SIZE, overdue.total(), page -> address(only, page))));
    }

    private static Map<String, Long> counts(List<TaskMap.Cell> cells) {
        Map<String, Long> counts = new HashMap<>();
        for (TaskMap.Cell cell : cells) {
            counts.merge("open", (long) cell.counts().open(), Long::sum);
            counts.merge("inProgress", (long) cell.counts().inProgress(), Long::sum);
            counts.merge("done", (long) cell.counts().done(), Long::sum);
        }
        return counts;
    }

    private static String address(Map<String, String> only, int page) {
        String[] parameters = new String[only.size() * 2];
        int at = 0;
        for (Map.Entry<String, String> one : only.entrySet()) {
            parameters[at++] = one.getKey();
            parameters[at++] = one.getValue();
        }
        String base = only.isEmpty() ? "/tasks" : Link.exactly("/tasks", parameters);
        return base + (only.isEmpty() ? "?" : "&") + "page=" + page;
    }

    private static Heat heat(List<TaskMap.Cell> cells) {
        TreeSet<String> lists = new TreeSet<>();
        TreeSet<String> regions = new TreeSet<>();
        Map<String, TaskMap.Cell> byPlace = new HashMap<>();
        cells.forEach(cell -> {
            lists.add(cell.list());
            regions.add(cell.region());
            byPlace.put(cell.region() + "\0" + cell.list(), cell);
        });
        return new Heat(List.copyOf(lists), List.copyOf(regions), byPlace);
    }

    static int whole(Rollup counts) {
        return counts.open() + counts.inProgress() + counts.done();
    }

    static String list(String name) {
        return name.isEmpty() ? "Store tasks" : name;
    }

    static String region(String name) {
        return name.isEmpty() ? "No region" : name;
    }
}
