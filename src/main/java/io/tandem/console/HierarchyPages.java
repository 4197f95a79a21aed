package io.tandem.console;

import io.tandem.console.Frame.Section;
import io.tandem.console.HierarchyTree.Branch;
import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import io.tandem.teams.SheetFault;
import io.tandem.teams.TargetingForm;
import io.tandem.teams.TargetingUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where stores stand in the hierarchy that Teams is told of, and whether it can be exported. */
record HierarchyPages(Pages pages, HierarchyDesk desk) {
    private static final String PATH = "/hierarchy";
    private static final int MOST = 100;

    /**
     * What is shown.
     *
     * @param offered those that may be exported
     * @param others why the others may not
     * @param one the one that is looked at, null when there is none
     */
    record Shown(
            List<Hierarchy> offered,
            List<String> others,
            @Nullable One one) {
        static String address(Hierarchy hierarchy) {
            return Link.to(PATH, "name", hierarchy.name());
        }
    }

    /** One hierarchy. */
    record One(HierarchyView view, Optional<Branch> tree, List<OrgNode> above, List<String> faults) {
        String name() {
            return view.hierarchy().name();
        }

        String at(String node) {
            return Link.to(PATH, "name", name(), "node", node);
        }

        String csv(String column, boolean leaveOut) {
            return Link.to("/api/hierarchy.csv", "name", name(), "column", column, "leaveOut", leaveOut ? "true" : "");
        }

        int moreFaults() {
            return view.draft().faults().size() - faults.size();
        }

        List<String> upload() {
            return TargetingUpload.upload(HierarchyApi.FILE);
        }

        List<String> status() {
            return TargetingUpload.status();
        }
    }

    void addTo(Router router) {
        pages.get(router, PATH, this::show);
    }

    private void show(RoutingContext context) {
        List<Hierarchy> published = desk.state().published();
        List<Hierarchy> offered =
                published.stream().filter(Hierarchy::isForRetailReporting).toList();
        String name = Pages.text(context, "name");
        Optional<Hierarchy> wanted = offered.stream()
                .filter(hierarchy -> name.isEmpty() || hierarchy.name().equals(name))
                .findFirst();
        pages.show(
                context,
                Section.HIERARCHY,
                "Hierarchy",
                "hierarchy",
                new Shown(
                        offered,
                        published.stream()
                                .filter(hierarchy -> !hierarchy.isForRetailReporting())
                                .map(HierarchyDesk::notOffered)
                                .map(Wording::capital)
                                .toList(),
                        wanted.map(hierarchy -> one(context, hierarchy)).orElse(null)));
    }

    private One one(RoutingContext context, Hierarchy hierarchy) {
        HierarchyView view = desk.view(hierarchy, TargetingForm.plain()).told(HierarchyApi.mask(context));
        HierarchyTree tree = new HierarchyTree(view);
        String node = Pages.text(context, "node");
        return new One(
                view,
                tree.from(node),
                tree.above(node),
                view.draft().faults().stream()
                        .limit(MOST)
                        .map(SheetFault::sentence)
                        .map(HierarchyApi.mask(context))
                        .map(Wording::capital)
                        .toList());
    }
}
