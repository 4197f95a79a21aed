package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every published limit of the targeting hierarchy (graph-contract 14), each broken once in a sheet that is right. */
class TargetingSheetTest {
    private static final String TEAM = "11111111-2222-4333-8444-55555555%04d";

    /** A sheet that is right: root, company, three stores, an attribute of one value, one of several, a bucket. */
    private static final List<List<String>> RIGHT = List.of(
            List.of("DisplayName", "ParentName", "TeamId", "State", "Location:Mall", "#Floor"),
            List.of("Retail Communication", "", TEAM.formatted(1), "", "0", ""),
            List.of("Contoso USA", "Retail Communication", "", "", "0"),
            List.of("San Francisco", "Contoso USA", TEAM.formatted(3), "CA", "0", ""),
            List.of("Annapolis", "Contoso USA", TEAM.formatted(4), "MD", "1", ""),
            List.of("Boston", "Contoso USA", TEAM.formatted(5), "MA", "1", ""));

    /** A mistake, and where it must be found. */
    record Mistake(String name, UnaryOperator<List<List<String>>> made, String cell, String problem) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static TargetingSheet sheet(List<List<String>> cells) {
        return new TargetingSheet(
                cells.isEmpty() ? List.of() : cells.getFirst(),
                cells.stream().skip(1).toList());
    }

    @Test
    void takesWhatKeepsEveryLimit() {
        assertThat(sheet(RIGHT).faults()).isEmpty();
        assertThat(sheet(set(1, 1, "TargetName").apply(RIGHT)).faults()).isEmpty();
    }

    @Test
    void r30OnlyLeavesGetWhatIsPublished() {
        assertThat(sheet(RIGHT).receivers()).containsExactlyInAnyOrder(4, 5, 6);
        assertThat(sheet(set(6, 2, "San Francisco").apply(RIGHT)).receivers()).containsExactlyInAnyOrder(5, 6);
        assertThat(sheet(set(4, 3, "").apply(RIGHT)).receivers()).containsExactlyInAnyOrder(5, 6);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysOfEachMistakeWhereItIsAndHowToMendIt(Mistake mistake) {
        List<SheetFault> faults = sheet(mistake.made().apply(RIGHT)).faults();

        assertThat(faults)
                .filteredOn(fault -> fault.cell().equals(mistake.cell()))
                .as("%s", faults)
                .anySatisfy(fault -> {
                    assertThat(fault.problem()).contains(mistake.problem());
                    assertThat(fault.fix()).isNotBlank();
                    assertThat(fault.sentence())
                            .startsWith("row " + fault.row() + ", " + mistake.cell())
                            .contains(fault.header(), "; " + fault.fix());
                });
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(ofHeader(), ofNames(), ofParents(), ofTeams(), ofAttributes(), ofSizes())
                .flatMap(mistakes -> mistakes);
    }

    private static Stream<Mistake> ofHeader() {
        return Stream.of(
                new Mistake("first column misnamed", set(1, 1, "Name"), "A1", "\"Name\" is not the name"),
                new Mistake("second column misnamed", set(1, 2, "parentname"), "B1", "is not the name"),
                new Mistake(
                        "third column missing",
                        cells -> List.of(List.of("DisplayName", "ParentName")),
                        "C1",
                        "no name"),
                new Mistake("attribute without a name", set(1, 4, ""), "D1", "has no name"),
                new Mistake("attribute with a mark", set(1, 4, "Région"), "D1", "does not take"),
                new Mistake("attribute with a wide colon", set(1, 5, "Location\uFF1AMall"), "E1", "wide colon"),
                new Mistake("attribute with two colons", set(1, 5, "Location:Mall:1"), "E1", "does not take"),
                new Mistake("long name of an attribute", set(1, 4, "S".repeat(101)), "D1", "more than 100"),
                new Mistake("an attribute twice", set(1, 5, "State"), "E1", "the name of column 4 too"),
                new Mistake("bucket without a name", set(1, 6, "#"), "F1", "the bucket has no name"),
                new Mistake("bucket with an apostrophe", set(1, 6, "#Men's"), "F1", "does not take"),
                new Mistake("long name of a bucket", set(1, 6, "#" + "B".repeat(100)), "F1", "more than 100"),
                new Mistake("a bucket twice", column("#Floor"), "G1", "the name of column 6 too"));
    }

    private static Stream<Mistake> ofNames() {
        return Stream.of(
                new Mistake("no name", set(4, 1, " "), "A4", "has no name"),
                new Mistake("long name", set(4, 1, "S".repeat(101)), "A4", "101 characters"),
                new Mistake("apostrophe in a name", set(4, 1, "Martha's Vineyard"), "A4", "does not take"),
                new Mistake("two spaces in a name", set(4, 1, "San  Francisco"), "A4", "does not take"),
                new Mistake("a name twice", set(6, 1, "Annapolis"), "A6", "the name of row 5 too"));
    }

    private static Stream<Mistake> ofParents() {
        String many = String.join(
                ";", IntStream.range(0, 26).mapToObj(at -> "Parent " + at).toList());
        return Stream.of(
                new Mistake("unknown parent", set(4, 2, "West Zone"), "B4", "no row has the name \"West Zone\""),
                new Mistake("parent without its blank", set(4, 2, "ContosoUSA"), "B4", "no row has the name"),
                new Mistake("a node as its own parent", set(3, 2, "Contoso USA"), "B3", "its own parent"),
                new Mistake(
                        "a loop of two",
                        set(3, 2, "Boston"),
                        "B3",
                        "\"Contoso USA\" below \"Boston\" below \"Contoso USA\""),
                new Mistake("no root", set(2, 2, "Boston"), "B2", "no row is the root"),
                new Mistake("a second root", set(6, 2, ""), "B6", "a second root, beside row 2"),
                new Mistake("26 parents", set(4, 2, many), "B4", "26 parents"),
                new Mistake("a parent twice", set(4, 2, "Contoso USA;Contoso USA"), "B4", "is there twice"),
                new Mistake(
                        "several parents, one no root",
                        set(4, 2, "Retail Communication;Contoso USA"),
                        "B4",
                        "is no root"),
                new Mistake(
                        "a parent missing between others",
                        set(4, 2, "Contoso USA;"),
                        "B4",
                        "a name of a parent is missing"));
    }

    private static Stream<Mistake> ofTeams() {
        return Stream.of(
                new Mistake("no GUID", set(4, 3, "19:abc@thread.tacv2"), "C4", "no id of a team"),
                new Mistake("GUID in braces", set(4, 3, "{" + TEAM.formatted(3) + "}"), "C4", "no id of a team"),
                new Mistake("a team twice", set(6, 3, TEAM.formatted(4)), "C6", "the team of row 5 too"),
                new Mistake("store without a team", set(4, 3, ""), "C4", "no team that could receive"),
                new Mistake("root without a team", set(2, 3, ""), "C2", "nobody can publish"));
    }

    private static Stream<Mistake> ofAttributes() {
        return Stream.of(
                new Mistake("neither 0 nor 1", set(4, 5, "yes"), "E4", "\"yes\" does not say"),
                new Mistake("neither, because nothing", set(4, 5, ""), "E4", "does not say"),
                new Mistake("long value", set(4, 4, "C".repeat(101)), "D4", "101 characters"),
                new Mistake("51 values", TargetingSheetTest::withManyValues, "D54", "more than 50 different values"));
    }

    private static Stream<Mistake> ofSizes() {
        return Stream.of(
                new Mistake("no nodes", cells -> cells.subList(0, 1), "A2", "there is no node"),
                new Mistake("nothing at all", cells -> List.of(), "A1", "has no name"),
                new Mistake(
                        "a cell too many", cells -> replaced(cells, 4, with(cells.get(3), "more")), "G4", "7 cells"),
                new Mistake("51 attribute columns", columns("A", 49), "BC1", "more than 50 attribute columns"),
                new Mistake("26 buckets", columns("#B", 25), "AE1", "more than 25 buckets"),
                new Mistake("15,001 nodes", TargetingSheetTest::withManyNodes, "A15002", "15001 nodes"));
    }

    @Test
    void hasMoreThanEnoughMistakes() {
        assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void proposesTheNameThatWasMeant() {
        assertThat(sheet(set(4, 2, "ContosoUSA").apply(RIGHT)).faults())
                .extracting(SheetFault::fix)
                .contains("write \"Contoso USA\", as it is written in row 3");
    }

    @Test
    void findsEachLoopOnceHoweverManyNodesAreBelowIt() {
        List<List<String>> cells = new ArrayList<>(RIGHT);
        cells.set(2, List.of("Contoso USA", "East", "", "", "0"));
        cells.add(List.of("East", "Contoso USA", "", "", "0"));
        cells.add(List.of("North", "South", "", "", "0"));
        cells.add(List.of("South", "North", "", "", "0"));

        assertThat(sheet(cells).faults())
                .filteredOn(fault -> fault.problem().contains("below itself"))
                .extracting(SheetFault::cell)
                .containsExactly("B3", "B8");
    }

    @Test
    void followsATreeHoweverDeepItIs() {
        List<List<String>> cells = new ArrayList<>(RIGHT);
        String above = "Contoso USA";
        for (int at = 0; at < 14_000; at++) {
            cells.add(List.of("Level " + at, above, "", "", "0"));
            above = "Level " + at;
        }
        cells.add(List.of("Deep", above, TEAM.formatted(9999), "", "0"));

        assertThat(sheet(cells).faults()).isEmpty();
    }

    @Test
    void listsFaultsByRowAndColumn() {
        List<List<String>> cells = set(6, 3, "x")
                .apply(set(6, 1, "").apply(set(4, 2, "x").apply(set(1, 4, "").apply(RIGHT))));

        assertThat(sheet(cells).faults()).extracting(SheetFault::cell).containsExactly("D1", "B4", "A6", "C6");
    }

    /** Another text in a cell, both counted as in the file. */
    private static UnaryOperator<List<List<String>>> set(int row, int column, String text) {
        return cells -> {
            List<String> changed = new ArrayList<>(cells.get(row - 1));
            changed.set(column - 1, text);
            return replaced(cells, row, changed);
        };
    }

    private static List<List<String>> replaced(List<List<String>> cells, int row, List<String> other) {
        List<List<String>> changed = new ArrayList<>(cells);
        changed.set(row - 1, other);
        return changed;
    }

    private static List<String> with(List<String> row, String more) {
        List<String> longer = new ArrayList<>(row);
        longer.add(more);
        return longer;
    }

    private static UnaryOperator<List<List<String>>> column(String name) {
        return cells -> replaced(cells, 1, with(cells.getFirst(), name));
    }

    private static UnaryOperator<List<List<String>>> columns(String name, int count) {
        return cells -> {
            List<String> header = new ArrayList<>(cells.getFirst());
            IntStream.range(0, count).forEach(at -> header.add(name + at));
            return replaced(cells, 1, header);
        };
    }

    private static List<List<String>> withManyValues(List<List<String>> cells) {
        List<List<String>> changed = new ArrayList<>(cells);
        IntStream.range(0, 48)
                .forEach(at ->
                        changed.add(List.of("Store " + at, "Contoso USA", TEAM.formatted(1000 + at), "V" + at, "1")));
        return changed;
    }

    private static List<List<String>> withManyNodes(List<List<String>> cells) {
        List<List<String>> changed = new ArrayList<>(cells);
        IntStream.range(0, 14_996)
                .forEach(at -> changed.add(List.of(
                        "Store " + at, "Contoso USA", "11111111-2222-4333-8444-5555555%05d".formatted(at), "", "1")));
        return changed;
    }
}
