package io.tandem.teams;

import static io.tandem.teams.Tree.COMMUNICATIONS;
import static io.tandem.teams.Tree.teamOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tandem.model.OrgNode;
import io.tandem.teams.TargetingForm.Attribute;
import io.tandem.teams.TargetingSheet.NameColumn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetingDraftTest {
    private static final TargetingForm LEAVING_OUT = TargetingForm.plain().leavingOut(true);

    private static List<String> names(TargetingDraft draft) {
        return draft.sheet().rows().stream().map(List::getFirst).toList();
    }

    private static SheetFault only(TargetingDraft draft) {
        assertThat(draft.faults()).hasSize(1);
        assertThat(draft.isExportable()).isFalse();
        return draft.faults().getFirst();
    }

    @Test
    void makesTheCommunicationsTeamTheRootAndNamesEachTeam() {
        TargetingDraft draft = Tree.small().draft();

        assertThat(draft.faults()).isEmpty();
        assertThat(draft.isExportable()).isTrue();
        assertThat(draft.sheet())
                .isEqualTo(new TargetingSheet(
                        List.of("DisplayName", "ParentName", "TeamId"),
                        List.of(
                                List.of("Retail Communication", "", COMMUNICATIONS),
                                List.of("Contoso Retail USA", "Retail Communication", ""),
                                List.of("San Francisco", "Contoso Retail USA", teamOf("000135")),
                                List.of("Annapolis", "Contoso Retail USA", teamOf("000001")))));
    }

    @Test
    void addsAttributesAndBucketsThatAreAskedFor() {
        TargetingForm form = new TargetingForm(
                NameColumn.TARGET_NAME,
                false,
                List.of(Attribute.STATE, Attribute.LEGAL_ENTITY, Attribute.COUNTRY, Attribute.CITY, Attribute.STATE),
                List.of("Floor", "Back room"));

        TargetingSheet sheet = Tree.small().draft(form).sheet();

        assertThat(sheet.header())
                .containsExactly(
                        "TargetName",
                        "ParentName",
                        "TeamId",
                        "State",
                        "Legal entity",
                        "Country",
                        "City",
                        "#Floor",
                        "#Back room");
        assertThat(sheet.rows().get(0)).endsWith("", "", "", "", "", "");
        assertThat(sheet.rows().get(2)).endsWith("CA", "USRT", "", "San Francisco", "", "");
        assertThat(sheet.faults()).isEmpty();
    }

    @Test
    void checksBucketsThatAreAskedFor() {
        TargetingForm form = new TargetingForm(NameColumn.DISPLAY_NAME, false, List.of(), List.of("Men's"));

        assertThat(only(Tree.small().draft(form)).cell()).isEqualTo("D1");
    }

    @Test
    void putsParentsBeforeTheirChildrenWhateverTheOrderOfCommerce() {
        TargetingDraft draft = new Tree()
                .store("000135", "San Francisco", "WEST")
                .store("000002", "Atlanta", "EAST")
                .node("WEST", "West", "CONTOSO")
                .node("EAST", "East", "CONTOSO")
                .node("CONTOSO", "Contoso", null)
                .draft();

        assertThat(draft.faults()).isEmpty();
        assertThat(names(draft)).containsExactly("Retail Communication", "West", "San Francisco", "East", "Atlanta");
    }

    @ParameterizedTest
    @CsvSource({
        "Zoë's Café – São Paulo, Zoes Cafe Sao Paulo",
        "'  Martha’s   Vineyard ', Marthas Vineyard",
        "Køge/Ærø & Łódź, Koge AEro Lodz",
        "Straße №7, Strasse No7",
        "Store 24, Store 24"
    })
    void writesNamesAsTeamsTakesThem(String name, String written) {
        TargetingDraft draft = Tree.small().store("000007", name, "USRT").draft();

        assertThat(draft.faults()).isEmpty();
        assertThat(names(draft).getLast()).isEqualTo(written);
    }

    @Test
    void tellsStoresOfTheSameNameApart() {
        TargetingDraft draft = Tree.small()
                .store("000007", "Portland", "USRT")
                .node("PORTLAND", "Portland!", "CONTOSO")
                .store("000031", "Portland", "PORTLAND")
                .draft();

        assertThat(draft.faults()).isEmpty();
        assertThat(names(draft)).contains("Portland", "Portland 000007", "Portland 000031");
        assertThat(draft.sheet().rows().getLast().get(1)).isEqualTo("Portland");
    }

    @Test
    void callsAStoreByItsNumberWhenNothingOfItsNameIsLeft() {
        TargetingDraft draft = Tree.small()
                .store("000007", "東京", "USRT")
                .store("000008", "大阪", "USRT")
                .draft();

        assertThat(draft.faults()).isEmpty();
        assertThat(names(draft)).endsWith("Store 000007", "Store 000008");
    }

    @Test
    void callsARegionByItsIdWhenNothingOfItsNameIsLeft() {
        TargetingDraft draft = Tree.small()
                .node("KANTO-1", "関東", "CONTOSO")
                .store("000007", "Tokyo", "KANTO-1")
                .node("九州", "九州", "CONTOSO")
                .store("000008", "Fukuoka", "九州")
                .draft();

        assertThat(draft.faults()).isEmpty();
        assertThat(names(draft)).endsWith("KANTO 1", "Tokyo", "Node", "Fukuoka");
    }

    @Test
    void asksForTheCommunicationsTeam() {
        TargetingDraft draft = Tree.small().withoutCommunications().draft(LEAVING_OUT);

        assertThat(only(draft))
                .isEqualTo(new SheetFault(
                        2,
                        3,
                        "TeamId",
                        "there is no communications team, which is the root and publishes",
                        "grant the role \"Retail task manager\" in Commerce to those who publish, or map an existing team"
                                + " with sourceType Communication"));
    }

    @Test
    void saysWhyAStoreHasNoTeam() {
        TargetingDraft draft =
                Tree.small().store("000018", "Denver", "USRT", null).draft();

        SheetFault fault = only(draft);

        assertThat(fault.cell()).isEqualTo("C6");
        assertThat(fault.problem()).isEqualTo("store 000018 has no team (no manager)");
        assertThat(draft.node(fault.row())).map(OrgNode::id).hasValue("S000018");
        assertThat(draft.node(1)).isEmpty();
        assertThat(draft.node(7)).isEmpty();
    }

    @Test
    void saysThatAStoreIsNotKnown() {
        assertThat(only(Tree.small().unknownStore("000099", "Nowhere", "USRT").draft())
                        .problem())
                .isEqualTo("Commerce never spoke of store 000099");
    }

    @Test
    void leavesOutWhatHasNoTeamWhenAsked() {
        TargetingDraft draft = Tree.small()
                .node("EMPTY", "Empty", "CONTOSO")
                .node("WAITING", "Waiting", "CONTOSO")
                .store("000018", "Denver", "WAITING", null)
                .draft(LEAVING_OUT);

        assertThat(draft.faults()).isEmpty();
        assertThat(names(draft))
                .containsExactly("Retail Communication", "Contoso Retail USA", "San Francisco", "Annapolis");
        assertThat(draft.leftOut())
                .extracting(TargetingDraft.LeftOut::reason)
                .containsExactly(
                        "nothing with a team is below node EMPTY, and it has no team itself",
                        "nothing with a team is below node WAITING, and it has no team itself",
                        "store 000018 has no team (no manager)");
    }

    @Test
    void leavesOutNothingThatHasToBeMended() {
        TargetingDraft draft =
                Tree.small().node("A", "North", "B").node("B", "South", "A").draft(LEAVING_OUT);

        assertThat(only(draft).problem()).contains("\"North\" below \"South\" below \"North\"");
        assertThat(draft.leftOut()).isEmpty();
    }

    @Test
    void findsNodesThatShareAnId() {
        assertThat(Tree.small()
                        .node("USRT", "Contoso Retail Canada", "CONTOSO")
                        .draft()
                        .faults())
                .extracting(SheetFault::cell, SheetFault::problem)
                .containsExactly(
                        tuple("A6", "the node has the id \"USRT\", as row 3"),
                        tuple("C6", "nothing with a team is below node USRT, and it has no team itself"));
    }

    @Test
    void findsStoresThatStandThereTwice() {
        assertThat(Tree.small()
                        .store("000135", "San Francisco Two", "USRT")
                        .draft()
                        .faults())
                .extracting(SheetFault::cell, SheetFault::problem)
                .containsExactly(
                        tuple("A6", "the node has the id \"S000135\", as row 4"),
                        tuple("C6", "this is the team of row 4 too"));
    }

    @Test
    void findsParentsThatAreNotThereAndSecondRoots() {
        TargetingDraft draft = Tree.small()
                .store("000002", "Atlanta", "GONE")
                .node("FRRT", "Contoso Retail FR", null)
                .store("000050", "Paris", "FRRT")
                .draft();

        assertThat(draft.faults())
                .extracting(SheetFault::cell, SheetFault::problem)
                .containsExactly(
                        tuple("B6", "this is a second root, beside row 2"),
                        tuple("C6", "the root has no team, so nobody can publish"),
                        tuple("B8", "no row has the name \"GONE\""));
    }

    @Test
    void saysOfAnEmptyHierarchyThatItIsEmpty() {
        assertThat(only(new Tree().draft()).problem()).isEqualTo("there is no node");
    }
}
