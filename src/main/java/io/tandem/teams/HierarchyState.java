package io.tandem.teams;

import io.tandem.model.Hierarchy;
import java.util.List;
import java.util.Optional;

/** Port: the hierarchies of Commerce, the teams they point at, and what was last exported of them. */
public interface HierarchyState {

    /** {@return the hierarchies as they were last published, ordered by name, whatever their purpose} */
    List<Hierarchy> published();

    /** {@return the communications team and the teams of the stores; a team that is still being made is none} */
    TargetTeams teams();

    /** {@return what was last exported} */
    Optional<HierarchyExport> lastExport();

    /** Remembers an export in place of the last one. */
    void keep(HierarchyExport export);
}
