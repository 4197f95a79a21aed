package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.HierarchyExport.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class HierarchyChangeTest {
    private static final List<Line> BEFORE = Tree.small().draft().lines();

    private static List<String> since(List<Line> before, Tree now) {
        return HierarchyChange.between(before, now.draft().lines()).stream()
                .map(HierarchyChange::sentence)
                .toList();
    }

    @Test
    void seesNothingWhereNothingChanged() {
        assertThat(HierarchyChange.between(BEFORE, Tree.small().draft().lines()))
                .isEmpty();
    }

    @Test
    void tellsWhatIsNewGoneMovedRenamedAndInAnotherTeam() {
        Tree now = new Tree()
                .node("CONTOSO", "Contoso", null)
                .node("USRT", "Contoso America", "CONTOSO")
                .node("FRRT", "Contoso Retail FR", "CONTOSO")
                .store("000135", "San Francisco", "FRRT", Tree.teamOf("000999"))
                .store("000050", "Paris", "FRRT");

        assertThat(since(BEFORE, now))
                .containsExactly(
                        "Contoso Retail USA is now Contoso America",
                        "Contoso Retail FR is new, below Retail Communication",
                        "San Francisco moves from Contoso Retail USA to Contoso Retail FR",
                        "San Francisco has another team",
                        "Paris is new, below Contoso Retail FR",
                        "Annapolis is gone");
    }

    @Test
    void doesNotTakeARenamedParentForAMove() {
        Tree now = new Tree()
                .node("CONTOSO", "Contoso", null)
                .node("USRT", "Contoso America", "CONTOSO")
                .store("000135", "San Francisco", "USRT")
                .store("000001", "Annapolis", "USRT");

        assertThat(since(BEFORE, now)).containsExactly("Contoso Retail USA is now Contoso America");
    }

    @Test
    void tellsOfMovesToTheTopAndOfTeamsThatAreGone() {
        Line root = new Line("R", "Root", null, "t");
        Line low = new Line("L", "Low", "R", "u");

        assertThat(HierarchyChange.between(
                        List.of(root, low), List.of(new Line("R", "Root", "L", ""), new Line("L", "Low", null, "U"))))
                .extracting(HierarchyChange::sentence)
                .containsExactly(
                        "Root moves from the top to Low",
                        "Root has no team any more",
                        "Low moves from Root to the top");
        assertThat(HierarchyChange.between(List.of(), List.of(root, root)))
                .extracting(HierarchyChange::sentence)
                .containsExactly("Root is new");
    }
}
