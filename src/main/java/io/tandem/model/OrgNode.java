package io.tandem.model;

import org.jspecify.annotations.Nullable;

/**
 * A node of an organisation hierarchy, as Commerce publishes it (DESIGN 8).
 *
 * @param id names it within its hierarchy
 * @param name its name, as people know it
 * @param parentId id of the node above it, null for the root
 * @param store the store that it stands for, null for a region or company
 */
public record OrgNode(
        String id,
        String name,
        @Nullable String parentId,
        @Nullable StoreNumber store) {}
