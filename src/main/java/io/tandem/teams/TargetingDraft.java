package io.tandem.teams;

import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A hierarchy as it would be uploaded to Teams, and what is against that. Its root is the communications team
 * (commerce-contract 4.2, R19).
 *
 * @param hierarchy what Commerce published
 * @param nodes the nodes of the rows, in the order of the rows
 * @param sheet the cells
 * @param faults why it cannot be uploaded, none when it can
 * @param leftOut nodes that are not in the sheet
 */
public record TargetingDraft(
        Hierarchy hierarchy,
        List<OrgNode> nodes,
        TargetingSheet sheet,
        List<SheetFault> faults,
        List<LeftOut> leftOut) {

    /**
     * A node that is not in the sheet.
     *
     * @param reason why not, and what to do about it
     */
    public record LeftOut(OrgNode node, String reason) {}

    /** Copies the lists. */
    public TargetingDraft {
        nodes = List.copyOf(nodes);
        faults = List.copyOf(faults);
        leftOut = List.copyOf(leftOut);
    }

    /** {@return the draft of a hierarchy} */
    public static TargetingDraft of(Hierarchy hierarchy, TargetTeams teams, TargetingForm form) {
        return new TargetingDrafting(hierarchy, teams, form).draft();
    }

    /** {@return whether Teams can take it} */
    public boolean isExportable() {
        return faults.isEmpty();
    }

    /** {@return the node of a row of the file, empty for the header and behind the last row} */
    public Optional<OrgNode> node(int row) {
        int at = row - TargetingSheet.FIRST_ROW;
        return at >= 0 && at < nodes.size() ? Optional.of(nodes.get(at)) : Optional.empty();
    }

    /** {@return what is remembered of it once it was exported} */
    public List<HierarchyExport.Line> lines() {
        return IntStream.range(0, nodes.size()).mapToObj(this::line).toList();
    }

    private HierarchyExport.Line line(int at) {
        int row = at + TargetingSheet.FIRST_ROW;
        OrgNode node = nodes.get(at);
        return new HierarchyExport.Line(
                node.id(), sheet.cell(row, TargetingSheet.NAME), node.parentId(), sheet.cell(row, TargetingSheet.TEAM));
    }
}
