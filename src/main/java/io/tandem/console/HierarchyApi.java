package io.tandem.console;

import static java.util.Map.entry;

import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import io.tandem.model.StoreNumber;
import io.tandem.teams.HierarchyChange;
import io.tandem.teams.HierarchyExport;
import io.tandem.teams.SheetFault;
import io.tandem.teams.StoreTeam;
import io.tandem.teams.TargetingDraft;
import io.tandem.teams.TargetingForm;
import io.tandem.teams.TargetingForm.Attribute;
import io.tandem.teams.TargetingSheet;
import io.tandem.teams.TargetingSheet.NameColumn;
import io.tandem.teams.TargetingUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The targeting hierarchy in the REST API: {@code GET /api/hierarchy} says what would be exported, what is against it and
 * what it would change, {@code GET /api/hierarchy.csv} exports it. Both take {@code ?name=&column=&leaveOut=&attributes=&buckets=}.
 */
record HierarchyApi(HierarchyDesk desk) {
    static final String FILE = "targeting-hierarchy.csv";

    void addTo(Router router) {
        router.get("/api/hierarchy").blockingHandler(answering(this::tell), false);
        router.get("/api/hierarchy.csv").blockingHandler(answering(this::export), false);
    }

    private io.vertx.core.Handler<RoutingContext> answering(BiConsumer<RoutingContext, HierarchyView> answer) {
        return Requests.checked(context -> {
            TargetingForm form = form(context);
            switch (HierarchyDesk.choose(desk.state().published(), Pages.text(context, "name"))) {
                case HierarchyDesk.Refused refused -> refused.problem().answer(context);
                case HierarchyDesk.Chosen chosen -> answer.accept(context, desk.view(chosen.hierarchy(), form));
            }
        });
    }

    private static TargetingForm form(RoutingContext context) {
        return new TargetingForm(
                Requests.parameter(
                        context,
                        "column",
                        text -> one("column", NameColumn.values(), NameColumn::word, text),
                        NameColumn.DISPLAY_NAME),
                Requests.parameter(context, "leaveOut", HierarchyApi::yes, false),
                Requests.parameter(
                        context,
                        "attributes",
                        text -> texts(text)
                                .map(word -> one("attributes", Attribute.values(), HierarchyApi::word, word))
                                .toList(),
                        List.of()),
                Requests.parameter(context, "buckets", text -> texts(text).toList(), List.of()));
    }

    private static Stream<String> texts(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static boolean yes(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("leaveOut=" + text + " is not true or false");
        }
        return text.equals("true");
    }

    private static String word(Attribute attribute) {
        return attribute.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> T one(String name, T[] all, Function<T, String> word, String text) {
        return Arrays.stream(all)
                .filter(value -> word.apply(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + "=" + text + " is not one of "
                        + Arrays.stream(all).map(word).collect(Collectors.joining(", "))));
    }

    private void export(RoutingContext context, HierarchyView view) {
        if (!view.draft().isExportable()) {
            HierarchyDesk.refusal(view, mask(context)).answer(context);
            return;
        }
        desk.handedOut(view.draft(), Caller.of(context));
        context.response()
                .putHeader("content-type", "text/csv; charset=utf-8")
                .putHeader("content-disposition", "attachment; filename=\"" + FILE + "\"")
                .end(SheetFile.csv(view.draft().sheet()));
    }

    private void tell(RoutingContext context, HierarchyView view) {
        UnaryOperator<String> mask = mask(context);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", view.hierarchy().name());
        body.put("publishedAt", view.hierarchy().publishedAt());
        body.put("exportable", view.draft().isExportable());
        body.put("exportableWithLeaveOut", view.trimmed().isExportable());
        body.put(
                "faults",
                view.draft().faults().stream()
                        .map(fault -> body(fault, view.draft(), mask))
                        .toList());
        body.put(
                "leftOut",
                view.trimmed().leftOut().stream().map(left -> body(left, mask)).toList());
        body.put("lastExport", view.last().map(HierarchyApi::body).orElse(null));
        body.put("changes", view.changes().stream().map(HierarchyApi::body).toList());
        body.put("nodes", nodes(view));
        body.put("upload", TargetingUpload.upload(FILE));
        body.put("status", TargetingUpload.status());
        body.put(
                "notOffered",
                desk.state().published().stream()
                        .filter(hierarchy -> !hierarchy.isForRetailReporting())
                        .map(HierarchyApi::body)
                        .toList());
        context.json(body);
    }

    static UnaryOperator<String> mask(RoutingContext context) {
        return Caller.of(context).may(Caller.Role.OPERATOR) ? UnaryOperator.identity() : Mask::text;
    }

    private static Map<String, Object> body(SheetFault fault, TargetingDraft draft, UnaryOperator<String> mask) {
        return Map.ofEntries(
                entry("row", fault.row()),
                entry("column", fault.column()),
                entry("header", fault.header()),
                entry("cell", fault.cell()),
                entry("node", draft.node(fault.row()).map(OrgNode::id).orElse("")),
                entry("problem", mask.apply(fault.problem())),
                entry("fix", fault.fix()),
                entry("sentence", mask.apply(fault.sentence())));
    }

    private static Map<String, Object> body(TargetingDraft.LeftOut left, UnaryOperator<String> mask) {
        return Map.of(
                "node", left.node().id(),
                "name", left.node().name(),
                "storeNumber", text(left.node().store()),
                "reason", mask.apply(left.reason()));
    }

    private static Map<String, Object> body(HierarchyExport export) {
        return Map.of(
                "hierarchy", export.hierarchy(),
                "at", export.at(),
                "by", export.who(),
                "nodes", export.lines().size());
    }

    private static Map<String, Object> body(HierarchyChange change) {
        return Map.of(
                "kind", kind(change),
                "node", change.node().id(),
                "name", change.node().name(),
                "sentence", change.sentence());
    }

    private static String kind(HierarchyChange change) {
        return switch (change) {
            case HierarchyChange.Added added -> "added";
            case HierarchyChange.Removed removed -> "removed";
            case HierarchyChange.Moved moved -> "moved";
            case HierarchyChange.Renamed renamed -> "renamed";
            case HierarchyChange.OtherTeam other -> "otherTeam";
        };
    }

    private static Map<String, Object> body(Hierarchy hierarchy) {
        return Map.of("name", hierarchy.name(), "reason", HierarchyDesk.notOffered(hierarchy));
    }

    private static List<Map<String, Object>> nodes(HierarchyView view) {
        List<HierarchyExport.Line> lines = view.draft().lines();
        return IntStream.range(0, lines.size())
                .mapToObj(at -> body(view, at, lines.get(at)))
                .toList();
    }

    private static Map<String, Object> body(HierarchyView view, int at, HierarchyExport.Line line) {
        OrgNode node = view.draft().nodes().get(at);
        return Map.of(
                "row", at + TargetingSheet.FIRST_ROW,
                "node", line.id(),
                "name", line.name(),
                "parent", Objects.requireNonNullElse(line.parentId(), ""),
                "teamId", line.teamId(),
                "storeNumber", text(node.store()),
                "state", view.teams().store(node).map(StoreTeam::state).orElse(""));
    }

    private static String text(@Nullable StoreNumber store) {
        return store == null ? "" : store.value();
    }
}
