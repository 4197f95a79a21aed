package io.tandem.console;

import io.tandem.model.Hierarchy;
import io.tandem.teams.HierarchyChange;
import io.tandem.teams.HierarchyExport;
import io.tandem.teams.HierarchyState;
import io.tandem.teams.SheetFault;
import io.tandem.teams.TargetTeams;
import io.tandem.teams.TargetingDraft;
import io.tandem.teams.TargetingForm;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts together what is shown of hierarchies, and hands out exports. */
record HierarchyDesk(HierarchyState state, InstantSource clock) {
    private static final int SHOWN = 3;

    /** What somebody asked for. */
    sealed interface Choice {}

    /** It may be exported. */
    record Chosen(Hierarchy hierarchy) implements Choice {}

    /** There is no such, or not one. */
    record Refused(Problem problem) implements Choice {}

    /**
     * {@return the hierarchy of that name}
     *
     * @param name empty = the only one
     */
    static Choice choose(List<Hierarchy> published, String name) {
        List<Hierarchy> offered =
                published.stream().filter(Hierarchy::isForRetailReporting).toList();
        List<Hierarchy> meant = name.isEmpty() ? offered : named(published, name);
        if (meant.size() > 1) {
            return new Refused(new Problem(
                    409, "Conflict", "there are several hierarchies; say which one with name=: " + names(offered)));
        }
        if (meant.isEmpty()) {
            return new Refused(Problem.notFound(missing(published, name)));
        }
        Hierarchy found = meant.getFirst();
        return found.isForRetailReporting()
                ? new Chosen(found)
                : new Refused(new Problem(409, "Conflict", notOffered(found)));
    }

    private static List<Hierarchy> named(List<Hierarchy> published, String name) {
        return published.stream()
                .filter(hierarchy -> hierarchy.name().equals(name))
                .toList();
    }

    private static String missing(List<Hierarchy> published, String name) {
        String others = published.isEmpty() ? "" : "; there are " + names(published);
        return name.isEmpty()
                ? "Commerce published no hierarchy with the purpose \"" + Hierarchy.RETAIL_REPORTING
                        + "\"; publish one, or give one that is there this purpose" + others
                : "Commerce published no hierarchy \"" + name + "\"" + others;
    }

    /** {@return why a hierarchy is not among those that may be exported} */
    static String notOffered(Hierarchy hierarchy) {
        String purposes = hierarchy.purposes().isEmpty() ? "none" : String.join(", ", hierarchy.purposes());
        return "hierarchy \"" + hierarchy.name() + "\" has not the purpose \"" + Hierarchy.RETAIL_REPORTING
                + "\" (it has: " + purposes + "); add it in Commerce";
    }

    private static String names(List<Hierarchy> hierarchies) {
        return hierarchies.stream().map(Hierarchy::name).collect(Collectors.joining(", "));
    }

    HierarchyView view(Hierarchy hierarchy, TargetingForm form) {
        TargetTeams teams = state.teams();
        TargetingDraft trimmed = TargetingDraft.of(hierarchy, teams, form.leavingOut(true));
        Optional<HierarchyExport> last = state.lastExport();
        return new HierarchyView(
                teams,
                TargetingDraft.of(hierarchy, teams, form),
                trimmed,
                last,
                last.map(export -> HierarchyChange.between(export.lines(), trimmed.lines()))
                        .orElse(List.of()));
    }

    /** Remembers that an operator was given this; whoever only views uploads nothing. */
    void handedOut(TargetingDraft draft, Caller who) {
        if (who.may(Caller.Role.OPERATOR)) {
            state.keep(new HierarchyExport(draft.hierarchy().name(), clock.instant(), who.name(), draft.lines()));
        }
    }

    /** {@return why it cannot be exported, and what to do} */
    static Problem refusal(HierarchyView view, UnaryOperator<String> mask) {
        List<SheetFault> faults = view.draft().faults();
        String first =
                faults.stream().limit(SHOWN).map(SheetFault::sentence).map(mask).collect(Collectors.joining(". "));
        String more = faults.size() > SHOWN
                ? ". And " + (faults.size() - SHOWN) + " more; GET /api/hierarchy lists them"
                : "";
        String way = view.needsTrimming()
                ? ". With leaveOut=true it is exported without "
                        + view.trimmed().leftOut().size() + " nodes that have no team"
                : "";
        return new Problem(
                409,
                "Conflict",
                "hierarchy \"" + view.hierarchy().name() + "\" cannot be exported yet: " + first + more + way);
    }
}
