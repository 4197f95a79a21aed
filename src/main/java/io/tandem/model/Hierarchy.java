package io.tandem.model;

import java.time.Instant;
import java.util.List;

/**
 * An organisation hierarchy of Commerce as it was last published. Nothing says that it is a tree: whoever uses it checks.
 *
 * @param name its name, for example {@code Retail Stores by Region}
 * @param purposes what Commerce uses it for
 * @param nodes its nodes in the order of Commerce
 * @param publishedAt when Commerce published it
 */
public record Hierarchy(String name, List<String> purposes, List<OrgNode> nodes, Instant publishedAt) {
    /** The purpose of those that may be exported (commerce-contract 4.3, R26). */
    public static final String RETAIL_REPORTING = "Retail reporting";

    /** Copies the lists. */
    public Hierarchy {
        purposes = List.copyOf(purposes);
        nodes = List.copyOf(nodes);
    }

    /** {@return whether it may be exported; Commerce writes the purpose as {@code RetailReporting} in places} */
    public boolean isForRetailReporting() {
        return purposes.stream()
                .map(purpose -> purpose.replace(" ", ""))
                .anyMatch(RETAIL_REPORTING.replace(" ", "")::equalsIgnoreCase);
    }
}
