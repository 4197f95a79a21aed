package io.tandem.teams;

import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hierarchy under construction, with the teams of its stores. */
public final class Tree {
    /** Id of the communications team. */
    public static final String COMMUNICATIONS = "11111111-2222-4333-8444-555555550001";

    private final List<OrgNode> nodes = new ArrayList<>();
    private final Map<StoreNumber, StoreTeam> stores = new HashMap<>();
    private @Nullable String communications = COMMUNICATIONS;

    /** A root with two companies, and two stores below the first one. */
    public static Tree small() {
        return new Tree()
                .node("CONTOSO", "Contoso", null)
                .node("USRT", "Contoso Retail USA", "CONTOSO")
                .store("000135", "San Francisco", "USRT")
                .store("000001", "Annapolis", "USRT");
    }

    /** A root, regions of 50 stores, and so many nodes in all. */
    public static Tree big(int nodes) {
        Tree tree = new Tree().node("CONTOSO", "Contoso", null);
        String region = "";
        for (int at = 1; at < nodes; at++) {
            if (at % 50 == 1) {
                region = "R" + at;
                tree.node(region, "Région " + at, "CONTOSO");
            } else {
                tree.store("%06d".formatted(at), at % 7 == 0 ? "O'Brien" : "Store, " + at, region);
            }
        }
        return tree;
    }

    static String teamOf(String store) {
        return UUID.nameUUIDFromBytes(store.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    public Tree node(String id, String name, @Nullable String parent) {
        nodes.add(new OrgNode(id, name, parent, null));
        return this;
    }

    /** A store with a team. */
    public Tree store(String number, String name, String parent) {
        return store(number, name, parent, teamOf(number));
    }

    public Tree store(String number, String name, String parent, @Nullable String team) {
        stores.put(
                new StoreNumber(number),
                new StoreTeam(
                        team,
                        team == null ? "waiting" : "inSync",
                        team == null ? "no manager" : "",
                        new Store.Place("USRT", "036", "C1", "San Francisco", "CA", null)));
        return unknownStore(number, name, parent);
    }

    Tree unknownStore(String number, String name, String parent) {
        nodes.add(new OrgNode("S" + number, name, parent, new StoreNumber(number)));
        return this;
    }

    Tree withoutCommunications() {
        communications = null;
        return this;
    }

    public Hierarchy hierarchy() {
        return new Hierarchy("Stores", List.of("Retail reporting"), nodes, Instant.parse("2026-11-22T09:30:00Z"));
    }

    public TargetTeams teams() {
        return new TargetTeams(communications, stores);
    }

    TargetingDraft draft() {
        return draft(TargetingForm.plain());
    }

    TargetingDraft draft(TargetingForm form) {
        return TargetingDraft.of(hierarchy(), teams(), form);
    }
}
