package io.tandem.teams;

import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import io.tandem.model.StoreNumber;
import io.tandem.teams.TargetingDraft.LeftOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the rows of a hierarchy: one a node, the root for the communications team, and each store with its team. */
final class TargetingDrafting {
    /** The name that the node has on the screens of Commerce. */
    static final String ROOT = "Retail Communication";

    private final Hierarchy hierarchy;
    private final TargetTeams teams;
    private final TargetingForm form;
    private final NodeOrder order;
    private final List<OrgNode> all;
    private final Optional<OrgNode> root;
    /** The first node of each id. */
    private final Map<String, OrgNode> byId = new LinkedHashMap<>();

    private final Map<String, Long> names;

    TargetingDrafting(Hierarchy hierarchy, TargetTeams teams, TargetingForm form) {
        this.hierarchy = hierarchy;
        this.teams = teams;
        this.form = form;
        this.order = NodeOrder.of(hierarchy.nodes());
        this.all = order.all();
        this.root = all.stream().filter(node -> node.parentId() == null).findFirst();
        all.forEach(node -> byId.putIfAbsent(node.id(), node));
        this.names = all.stream().collect(Collectors.groupingBy(this::plainName, Collectors.counting()));
    }

    TargetingDraft draft() {
        Set<OrgNode> kept = kept();
        List<OrgNode> nodes = all.stream().filter(kept::contains).toList();
        TargetingSheet sheet =
                new TargetingSheet(header(), nodes.stream().map(this::row).toList());
        List<LeftOut> leftOut = all.stream()
                .filter(Predicate.not(kept::contains))
                .map(node -> new LeftOut(node, missing(node).problem()))
                .toList();
        return new TargetingDraft(hierarchy, nodes, sheet, faults(nodes, sheet), leftOut);
    }

    /** Whoever has a team stays, with everything above; what hangs from no root stays too, for it has to be mended. */
    private Set<OrgNode> kept() {
        if (!form.leaveOut()) {
            return Set.copyOf(all);
        }
        Set<String> above = new HashSet<>();
        Set<OrgNode> kept = new HashSet<>(order.loose());
        for (OrgNode node : order.tree().reversed()) {
            if (isRoot(node) || !team(node).isEmpty() || above.contains(node.id())) {
                kept.add(node);
                if (node.parentId() != null) {
                    above.add(node.parentId());
                }
            }
        }
        return kept;
    }

    private boolean isRoot(OrgNode node) {
        return root.filter(first -> first == node).isPresent();
    }

    private List<String> header() {
        return Stream.of(
                        Stream.of(form.column().word(), "ParentName", "TeamId"),
                        form.attributes().stream().map(TargetingForm.Attribute::word),
                        form.buckets().stream().map(TargetingSheet.BUCKET::concat))
                .flatMap(columns -> columns)
                .toList();
    }

    private List<String> row(OrgNode node) {
        List<String> cells = new ArrayList<>(List.of(name(node), parentName(node), team(node)));
        form.attributes()
                .forEach(attribute -> cells.add(teams.store(node)
                        .map(store -> attribute.of(store.place()))
                        .orElse("")));
        form.buckets().forEach(bucket -> cells.add(""));
        return cells;
    }

    /** Stores of the same name, and one with the name of a region, are told apart by their numbers. */
    private String name(OrgNode node) {
        String plain = plainName(node);
        StoreNumber store = node.store();
        return store == null || names.getOrDefault(plain, 0L) < 2 ? plain : plain + " " + store;
    }

    private String plainName(OrgNode node) {
        if (isRoot(node)) {
            return ROOT;
        }
        String unnamed = node.store() == null ? NodeName.plain(node.id()) : "Store";
        return Stream.of(NodeName.plain(node.name()), unnamed)
                .filter(Predicate.not(String::isEmpty))
                .findFirst()
                .orElse("Node");
    }

    private String parentName(OrgNode node) {
        String parent = node.parentId();
        return parent == null
                ? ""
                : Optional.ofNullable(byId.get(parent)).map(this::name).orElse(parent);
    }

    private String team(OrgNode node) {
        String id = isRoot(node)
                ? teams.communications()
                : teams.store(node).map(StoreTeam::teamId).orElse(null);
        return Objects.requireNonNullElse(id, "");
    }

    private List<SheetFault> faults(List<OrgNode> nodes, TargetingSheet sheet) {
        Stream<SheetFault> ofCells = sheet.faults().stream().map(fault -> explained(fault, nodes, sheet));
        return Stream.concat(ofCells, sameIds(nodes, sheet))
                .sorted(Comparator.comparingInt(SheetFault::row).thenComparingInt(SheetFault::column))
                .toList();
    }

    /** Why a team is missing is known here alone. */
    private SheetFault explained(SheetFault fault, List<OrgNode> nodes, TargetingSheet sheet) {
        if (fault.column() != TargetingSheet.TEAM
                || fault.row() < TargetingSheet.FIRST_ROW
                || !sheet.cell(fault.row(), fault.column()).isEmpty()) {
            return fault;
        }
        OrgNode node = nodes.get(fault.row() - TargetingSheet.FIRST_ROW);
        if (node.parentId() == null && !isRoot(node)) {
            return fault;
        }
        Missing missing = missing(node);
        return new SheetFault(fault.row(), fault.column(), fault.header(), missing.problem(), missing.fix());
    }

    /** Why a node has no team. */
    private record Missing(String problem, String fix) {}

    private Missing missing(OrgNode node) {
        if (isRoot(node)) {
            return new Missing(
                    "there is no communications team, which is the root and publishes",
                    "grant the role \"Retail task manager\" in Commerce to those who publish, or map an existing team"
                            + " with sourceType Communication");
        }
        StoreNumber number = node.store();
        if (number == null) {
            return new Missing(
                    "nothing with a team is below node " + node.id() + ", and it has no team itself",
                    "put stores below it, or take it out of the hierarchy; or leave it out");
        }
        return teams.store(node)
                .map(store -> new Missing(
                        "store " + number + " has no team"
                                + (store.reason().isEmpty() ? "" : " (" + store.reason() + ")"),
                        "look at the store, or leave it out"))
                .orElseGet(() -> new Missing(
                        "Commerce never spoke of store " + number,
                        "open the store in Commerce, or take it out of the hierarchy; or leave it out"));
    }

    private Stream<SheetFault> sameIds(List<OrgNode> nodes, TargetingSheet sheet) {
        Map<String, Integer> rows = new HashMap<>();
        return sheet.rowNumbers().boxed().flatMap(row -> {
            String id = nodes.get(row - TargetingSheet.FIRST_ROW).id();
            Integer before = rows.putIfAbsent(id, row);
            return before == null
                    ? Stream.empty()
                    : Stream.of(new SheetFault(
                            row,
                            TargetingSheet.NAME,
                            sheet.header(TargetingSheet.NAME),
                            "the node has the id " + SheetFaults.quoted(id) + ", as row " + before,
                            "give each node an id of its own in Commerce, and publish the hierarchy again"));
        });
    }
}
