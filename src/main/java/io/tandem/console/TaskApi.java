package io.tandem.console;

import io.tandem.console.TaskViews.Page;
import io.tandem.console.TaskViews.Place;
import io.tandem.console.TaskViews.Wanted;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.Rollup;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in the REST API: {@code GET /api/tasks?store=&status=&limit=&after=} and {@code GET /api/tasks/rollup?by=}. A page of
 * tasks with others behind it says in {@code next} where those are.
 *
 * @param tasks what is shown to whoever asks
 * @param answer answers with a body
 */
record TaskApi(Function<RoutingContext, TaskViews> tasks, BiConsumer<RoutingContext, Object> answer) {
    private static final String PATH = "/api/tasks";
    private static final int USUAL_LIMIT = 200;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** The counts of one list, region or store. */
    record Counted(String name, int open, int inProgress, int done, int overdue) {}

    void addTo(Router router) {
        router.get(PATH).blockingHandler(this::list, false);
        router.get("/api/tasks/rollup").blockingHandler(this::rollUp, false);
    }

    private void list(RoutingContext context) {
        try {
            Integer limit = parameter(context, "limit", TaskApi::limit);
            Wanted wanted = new Wanted(
                    parameter(context, "store", StoreNumber::new),
                    parameter(context, "status", TaskApi::status),
                    parameter(context, "after", Cursor::place),
                    limit == null ? USUAL_LIMIT : limit);
            answer.accept(context, body(wanted, tasks.apply(context).page(wanted)));
        } catch (IllegalArgumentException wrong) {
            refuse(context, wrong);
        }
    }

    private static Map<String, Object> body(Wanted wanted, Page page) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("value", page.rows());
        if (page.next() != null) {
            body.put("next", address(wanted, page.next()));
        }
        return body;
    }

    /** None of the values needs an escape. */
    private static String address(Wanted wanted, Place after) {
        String store = wanted.store() == null ? "" : "store=" + wanted.store() + "&";
        String status =
                wanted.status() == null ? "" : "status=" + wanted.status().word() + "&";
        return PATH + "?" + store + status + "limit=" + wanted.limit() + "&after=" + Cursor.of(after);
    }

    private void rollUp(RoutingContext context) {
        try {
            Rollup.By asked = parameter(context, "by", TaskApi::by);
            Rollup.By by = asked == null ? Rollup.By.REGION : asked;
            List<Counted> value = tasks.apply(context).rollup(by).entrySet().stream()
                    .map(row -> counted(row.getKey(), row.getValue()))
                    .toList();
            answer.accept(context, Map.of("by", word(by), "value", value));
        } catch (IllegalArgumentException wrong) {
            refuse(context, wrong);
        }
    }

    private static Counted counted(String name, Rollup counts) {
        return new Counted(name, counts.open(), counts.inProgress(), counts.done(), counts.overdue());
    }

    private static <T> @Nullable T parameter(RoutingContext context, String name, Function<String, T> reader) {
        String text = context.request().getParam(name);
        return text == null || text.isEmpty() ? null : reader.apply(text);
    }

    private static int limit(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("limit=" + text + " is not a whole number from 1 to " + Wanted.MOST);
        }
        return Integer.parseInt(text);
    }

    private static TaskStatus status(String text) {
        return Arrays.stream(TaskStatus.values())
                .filter(status -> status.word().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("status=" + text + " is no status; use "
                        + Arrays.stream(TaskStatus.values())
                                .map(TaskStatus::word)
                                .collect(Collectors.joining(", "))));
    }

    private static Rollup.By by(String text) {
        return Arrays.stream(Rollup.By.values())
                .filter(by -> word(by).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("by=" + text + " is not list, region or store"));
    }

    private static String word(Rollup.By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    private static void refuse(RoutingContext context, IllegalArgumentException wrong) {
        new Problem(400, "Bad Request", String.valueOf(wrong.getMessage())).answer(context);
    }
}
