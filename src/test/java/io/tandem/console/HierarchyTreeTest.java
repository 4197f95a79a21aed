package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.console.HierarchyTree.Branch;
import io.tandem.model.OrgNode;
import io.tandem.teams.TargetingDraft;
import io.tandem.teams.TargetingForm;
import io.tandem.teams.Tree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HierarchyTreeTest {
    private static HierarchyTree of(Tree tree) {
        TargetingDraft draft = TargetingDraft.of(tree.hierarchy(), tree.teams(), TargetingForm.plain());
        return new HierarchyTree(new HierarchyView(tree.teams(), draft, draft, Optional.empty(), List.of()));
    }

    private static int shown(Branch branch) {
        return 1 + branch.below().stream().mapToInt(HierarchyTreeTest::shown).sum();
    }

    @Test
    void addsUpTheStatesOfTheStoresBelowANode() {
        HierarchyTree tree =
                of(Tree.small().node("FRRT", "Contoso Retail FR", "CONTOSO").store("000050", "Paris", "FRRT", null));

        Branch root = tree.from("").orElseThrow();

        assertThat(root.name()).isEqualTo("Contoso");
        assertThat(root.stores()).isEqualTo(3);
        assertThat(Chart.words(root.parts())).isEqualTo("2 in sync, 1 waiting");
        assertThat(root.below()).extracting(Branch::stores).containsExactly(2L, 1L);
        assertThat(root.below().getLast().below()).singleElement().satisfies(paris -> {
            assertThat(paris.state()).isEqualTo("waiting");
            assertThat(paris.hasTeam()).isFalse();
        });
        assertThat(root.below().getFirst().below()).extracting(Branch::hasTeam).containsExactly(true, true);
    }

    @Test
    void beginsWhereItIsAskedToAndKnowsTheWayThere() {
        HierarchyTree tree = of(Tree.small());

        assertThat(tree.from("USRT").orElseThrow().below()).hasSize(2);
        assertThat(tree.above("S000135")).extracting(OrgNode::id).containsExactly("CONTOSO", "USRT");
        assertThat(tree.above("CONTOSO")).isEmpty();
        assertThat(tree.above("nobody")).isEmpty();
        assertThat(tree.from("nobody").orElseThrow().id()).isEqualTo("CONTOSO");
    }

    @Test
    void showsNoMoreThanFitsOnAPageAndSaysHowMuchIsHidden() {
        HierarchyTree tree = of(Tree.big(2_000));

        Branch root = tree.from("").orElseThrow();

        assertThat(root.stores()).isEqualTo(1_959);
        assertThat(shown(root)).isBetween(200, 301);
        assertThat(root.below()).hasSize(40);
        assertThat(root.below().getFirst().hidden()).isZero();
        assertThat(root.below().getLast().hidden()).isEqualTo(48);
        assertThat(tree.from(root.below().getLast().id()).orElseThrow().below()).hasSize(48);
    }

    @Test
    void isNotCaughtInALoop() {
        HierarchyTree tree =
                of(Tree.small().node("A", "North", "B").node("B", "South", "A").node("C", "Own", "C"));

        assertThat(shown(tree.from("A").orElseThrow())).isBetween(2, 4);
        assertThat(tree.above("A")).hasSizeLessThanOrEqualTo(2);
        assertThat(tree.above("C")).hasSizeLessThanOrEqualTo(1);
        assertThat(of(new Tree().node("A", "North", "B").node("B", "South", "A"))
                        .from(""))
                .isEmpty();
    }
}
