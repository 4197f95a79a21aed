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
import io.tandem.teams.TargetingSheet;
import io.tandem.teams.TargetingUpload;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /api/hierarchy} answers.
 *
 * @param mask what sentences look like for whoever asks
 */
record HierarchyBody(HierarchyView view, UnaryOperator<String> mask) {

    Map<String, Object> with(Collection<Hierarchy> published) {
        TargetingDraft draft = view.draft();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", view.hierarchy().name());
        body.put("publishedAt", view.hierarchy().publishedAt());
        body.put("exportable", draft.isExportable());
        body.put("exportableWithLeaveOut", view.trimmed().isExportable());
        body.put("faults", draft.faults().stream().map(this::fault).toList());
        body.put("leftOut", view.trimmed().leftOut().stream().map(this::leftOut).toList());
        body.put("lastExport", view.last().map(HierarchyBody::export).orElse(null));
        body.put("changes", view.changes().stream().map(HierarchyBody::change).toList());
        body.put("nodes", nodes());
        body.put("upload", TargetingUpload.upload(HierarchyApi.FILE));
        body.put("status", TargetingUpload.status());
        body.put(
                "notOffered",
                published.stream()
                        .filter(hierarchy -> !hierarchy.isForRetailReporting())
                        .map(other -> Map.of("name", other.name(), "reason", HierarchyDesk.notOffered(other)))
                        .toList());
        return body;
    }

    private Map<String, Object> fault(SheetFault fault) {
        return Map.ofEntries(
                entry("row", fault.row()),
                entry("column", fault.column()),
                entry("header", fault.header()),
                entry("cell", fault.cell()),
                entry("node", view.draft().node(fault.row()).map(OrgNode::id).orElse("")),
                entry("problem", mask.apply(fault.problem())),
                entry("fix", fault.fix()),
                entry("sentence", mask.apply(fault.sentence())));
    }

    private Map<String, Object> leftOut(TargetingDraft.LeftOut left) {
        return Map.of(
                "node", left.node().id(),
                "name", left.node().name(),
                "storeNumber", text(left.node().store()),
                "reason", mask.apply(left.reason()));
    }

    private static Map<String, Object> export(HierarchyExport export) {
        return Map.of(
                "hierarchy", export.hierarchy(),
                "at", export.at(),
                "by", export.who(),
                "nodes", export.lines().size());
    }

    private static Map<String, Object> change(HierarchyChange change) {
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

    private List<Map<String, Object>> nodes() {
        List<HierarchyExport.Line> lines = view.draft().lines();
        Set<Integer> receivers = view.draft().sheet().receivers();
        return IntStream.range(0, lines.size())
                .mapToObj(at -> node(at, lines.get(at), receivers.contains(at + TargetingSheet.FIRST_ROW)))
                .toList();
    }

    private Map<String, Object> node(int at, HierarchyExport.Line line, boolean receives) {
        OrgNode node = view.draft().nodes().get(at);
        return Map.of(
                "row", at + TargetingSheet.FIRST_ROW,
                "node", line.id(),
                "name", line.name(),
                "parent", Objects.requireNonNullElse(line.parentId(), ""),
                "teamId", line.teamId(),
                "receives", receives,
                "storeNumber", text(node.store()),
                "state", view.teams().store(node).map(StoreTeam::state).orElse(""));
    }

    private static String text(@Nullable StoreNumber store) {
        return store == null ? "" : store.value();
    }
}
