package io.tandem.console;

import io.tandem.model.Hierarchy;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether a hierarchy of Commerce may be exported for targeting: only one with the purpose Retail reporting (commerce-contract R26).
 *
 * @param published all that Commerce published
 */
record HierarchyCheck(Supplier<List<Hierarchy>> published) implements Check {
    @Override
    public String name() {
        return "hierarchy";
    }

    @Override
    public List<Diagnosis> look() {
        List<Hierarchy> all = published.get();
        if (all.isEmpty() || all.stream().anyMatch(Hierarchy::isForRetailReporting)) {
            return List.of();
        }
        String names = all.stream().map(Hierarchy::name).collect(Collectors.joining(", "));
        return List.of(Diagnosis.warns(
                "hierarchy-purpose",
                "none of the hierarchies that Commerce published (" + names + ") has the purpose \""
                        + Hierarchy.RETAIL_REPORTING + "\", so there is none to export for targeting",
                "assign the purpose to the hierarchy of the stores in Commerce, and publish it again"));
    }
}
