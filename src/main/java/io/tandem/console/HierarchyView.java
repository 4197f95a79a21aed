package io.tandem.console;

import io.tandem.model.Hierarchy;
import io.tandem.teams.HierarchyChange;
import io.tandem.teams.HierarchyExport;
import io.tandem.teams.TargetTeams;
import io.tandem.teams.TargetingDraft;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A hierarchy that may be exported.
 *
 * @param teams the teams it points at
 * @param draft how it would be exported
 * @param trimmed the same without nodes that have no team
 * @param last what was exported last
 * @param changes what the trimmed one would change of that, empty when nothing was exported
 */
record HierarchyView(
        TargetTeams teams,
        TargetingDraft draft,
        TargetingDraft trimmed,
        Optional<HierarchyExport> last,
        List<HierarchyChange> changes) {

    Hierarchy hierarchy() {
        return draft.hierarchy();
    }

    /** {@return the same, with the name of whoever exported it put differently} */
    HierarchyView told(UnaryOperator<String> sentence) {
        return new HierarchyView(
                teams,
                draft,
                trimmed,
                last.map(export -> new HierarchyExport(
                        export.hierarchy(), export.at(), sentence.apply(export.who()), export.lines())),
                changes);
    }

    long gone() {
        return changes.stream()
                .filter(HierarchyChange.Removed.class::isInstance)
                .count();
    }

    /** {@return whether it can be exported when what has no team is left out, and only then} */
    boolean needsTrimming() {
        return !draft.isExportable() && trimmed.isExportable();
    }
}
