package io.tandem.console;

import io.tandem.console.Frame.Section;
import io.tandem.model.PersonnelNumber;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One box for everything: why is this person, store or task as it is? Also {@code GET /api/people/{personnelNumber}}. */
record ExplainPages(Pages pages, ConsoleParts parts) {
    private static final int MOST = 20;

    /** What was found. */
    record Found(String text, List<PersonViews.Hit> people, List<StoreBoard.Row> stores, List<TaskViews.Row> tasks) {
        boolean nothing() {
            return !text.isEmpty() && people.isEmpty() && stores.isEmpty() && tasks.isEmpty();
        }
    }

    void addTo(Router router) {
        pages.get(router, "/explain", this::search);
        pages.get(router, "/people/:number", this::person);
        pages.get(router, "/stores/:number/tasks", this::task);
        router.get("/api/people/:number").blockingHandler(this::api, false);
    }

    private void search(RoutingContext context) {
        String text = Pages.text(context, "q");
        pages.show(context, Section.EXPLAIN, "Explain", "explain", found(text, Caller.of(context)));
    }

    /** Who may not know names cannot find them out by searching for them. */
    private Found found(String text, Caller caller) {
        boolean whole = caller.may(Caller.Role.OPERATOR);
        if (text.isEmpty()) {
            return new Found("", List.of(), List.of(), List.of());
        }
        List<PersonViews.Hit> people = whole
                ? parts.people().find(text, MOST)
                : parts.people().numbered(text, MOST).stream()
                        .map(hit -> new PersonViews.Hit(hit.number(), Mask.HIDDEN))
                        .toList();
        Stream<StoreBoard.Row> stores = parts.board().page(StoreBoard.Wanted.askedBy(caller, text)).rows().stream()
                .limit(MOST);
        Stream<TaskViews.Row> tasks = parts.tasks().find(text, MOST).stream();
        return new Found(
                text,
                people,
                (whole ? stores : stores.map(StoreBoard.Row::masked)).toList(),
                (whole ? tasks : tasks.map(MaskedTaskViews::masked)).toList());
    }

    private static boolean isOperator(RoutingContext context) {
        return Caller.of(context).may(Caller.Role.OPERATOR);
    }

    private Optional<PersonStory> story(RoutingContext context) {
        PersonnelNumber number = new PersonnelNumber(Objects.requireNonNullElse(context.pathParam("number"), ""));
        return PersonStory.of(number, parts.people(), parts.explainer())
                .map(story -> isOperator(context) ? story : story.masked());
    }

    private void person(RoutingContext context) {
        story(context)
                .ifPresentOrElse(
                        story -> pages.show(context, Section.EXPLAIN, "Worker " + story.number(), "person", story),
                        () -> pages.problem(context, missing(context)));
    }

    private static Problem missing(RoutingContext context) {
        return new Problem(
                404, "No such worker", "Commerce never spoke of worker " + context.pathParam("number") + ".");
    }

    private void task(RoutingContext context) {
        String store = Objects.requireNonNullElse(context.pathParam("number"), "");
        List<TaskViews.Row> rows = parts.tasks().task(store, Pages.text(context, "ref"));
        if (rows.isEmpty()) {
            pages.problem(context, new Problem(404, "No such task", "Store " + store + " has no such task."));
            return;
        }
        TaskStory story = TaskStory.of(rows.getFirst(), parts.explainer());
        pages.show(context, Section.EXPLAIN, story.row().title(), "task", isOperator(context) ? story : story.masked());
    }

    private void api(RoutingContext context) {
        try {
            story(context)
                    .ifPresentOrElse(
                            story -> context.json(body(story)),
                            () -> missing(context).answer(context));
        } catch (IllegalArgumentException wrong) {
            Problem.notFound(String.valueOf(wrong.getMessage())).answer(context);
        }
    }

    private static Map<String, Object> body(PersonStory story) {
        return Map.of(
                "personnelNumber",
                story.number(),
                "name",
                story.name(),
                "account",
                story.account(),
                "employment",
                story.employment(),
                "teams",
                story.teams().stream().map(ExplainPages::body).toList());
    }

    private static Map<String, Object> body(PersonStory.InStore store) {
        return Map.of(
                "storeNumber", store.storeNumber(), "name", store.name(), "role", store.role(), "why", store.why());
    }

    /** {@return the page that explains a task} */
    static String address(TaskViews.Row row) {
        String ref = row.taskId() == null ? "planner/" + row.plannerTaskId() : "commerce/" + row.taskId();
        return Link.to("/stores/" + row.storeNumber() + "/tasks", "ref", ref);
    }
}
