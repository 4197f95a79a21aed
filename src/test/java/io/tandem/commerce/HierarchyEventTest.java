package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import io.tandem.model.StoreNumber;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HierarchyEventTest {
    private static final Map<String, String> ROOT = Map.of("id", "CONTOSO", "name", "Contoso");
    private static final Map<String, String> STORE =
            Map.of("id", "S135", "name", "San Francisco", "parentId", "CONTOSO", "storeNumber", "000135");

    private static TestEvent published(String name, Object... nodes) {
        return TestEvent.of("hierarchy.published")
                .data("name", name)
                .data("purposes", List.of("Retail reporting"))
                .data("nodes", nodes);
    }

    @Test
    void readsWhatItTells() {
        assertThat(published("Stores", ROOT, STORE).accepted())
                .isInstanceOfSatisfying(CommerceEvent.HierarchyPublished.class, event -> {
                    assertThat(event.name()).isEqualTo("Stores");
                    assertThat(event.purposes()).containsExactly("Retail reporting");
                    assertThat(event.nodes())
                            .containsExactly(
                                    new OrgNode("CONTOSO", "Contoso", null, null),
                                    new OrgNode("S135", "San Francisco", "CONTOSO", new StoreNumber("000135")));
                    assertThat(event.about()).isEqualTo("hierarchy/Stores");
                });
    }

    @Test
    void takesNullAndBlankForNoParent() {
        Map<String, Object> noParent = new HashMap<>(Map.of("id", "A", "name", "A"));
        noParent.put("parentId", null);
        noParent.put("storeNumber", null);

        assertThat(published("Stores", noParent, Map.of("id", "B", "name", "B", "parentId", " "))
                        .accepted())
                .extracting(event -> ((CommerceEvent.HierarchyPublished) event).nodes())
                .isEqualTo(List.of(new OrgNode("A", "A", null, null), new OrgNode("B", "B", null, null)));
    }

    @ParameterizedTest
    @CsvSource({"id, ''", "name, ' '", "storeNumber, '1 2'", "storeNumber, ''"})
    void refusesANodeThatCannotBe(String field, String value) {
        Map<String, String> wrong = new HashMap<>(STORE);
        wrong.put(field, value);

        assertThat(published("Stores", ROOT, wrong).refused().reason())
                .startsWith("hierarchy.published is not as its schema asks: /data/nodes/1/" + field);
    }

    @Test
    void refusesASubjectOfAnotherHierarchy() {
        assertThat(published("Stores", ROOT)
                        .with("subject", "hierarchy/Procurement")
                        .refused()
                        .cause())
                .isEqualTo(RefusalCause.SUBJECT_MISMATCH);
    }

    @Test
    void keepsTheNewestOfEachName() {
        MemoryState state = new MemoryState();
        state.fold(
                published("Stores", ROOT, STORE).at("2026-11-22T09:30:00Z"),
                published("Procurement", ROOT).at("2026-11-22T09:00:00Z"));

        CommerceState.Outcome late = state.fold(published("Stores", ROOT).at("2026-11-22T09:29:00Z"));
        CommerceState.Outcome newer = state.fold(published("Procurement").at("2026-11-22T10:00:00Z"));

        assertThat(late.stale()).isEqualTo(1);
        assertThat(newer.applied()).isEqualTo(1);
        assertThat(newer.due()).as("no store depends on it").isEmpty();
        assertThat(FactReader.hierarchies(state.facts()))
                .containsExactly(
                        new Hierarchy(
                                "Procurement",
                                List.of("Retail reporting"),
                                List.of(),
                                Instant.parse("2026-11-22T10:00:00Z")),
                        new Hierarchy(
                                "Stores",
                                List.of("Retail reporting"),
                                List.of(
                                        new OrgNode("CONTOSO", "Contoso", null, null),
                                        new OrgNode("S135", "San Francisco", "CONTOSO", new StoreNumber("000135"))),
                                Instant.parse("2026-11-22T09:30:00Z")));
    }

    @Test
    void takesWhatCannotBeReadForNotTold() {
        Stamp stamp = Stamp.of(Instant.EPOCH.plusSeconds(1_000_000_000), null, new EventKey("/d365/x/y", "1"));

        assertThat(FactReader.hierarchies(Set.of(
                        new Fact("hierarchy/A", "", "published", "{\"nodes\":[{\"id\":\"1\"}]}", stamp),
                        new Fact("hierarchy/B", "", "forgotten", "{}", stamp),
                        new Fact("store/000135", "", "published", "{}", stamp))))
                .isEmpty();
        assertThat(FactReader.hierarchies(Set.of(new Fact("hierarchy/C", "", "published", null, stamp))))
                .extracting(Hierarchy::nodes)
                .containsExactly(List.of());
    }
}
