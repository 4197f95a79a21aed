package io.tandem.embedded;

import static io.tandem.embedded.SampleJson.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.Events;
import io.tandem.commerce.Batch;
import io.tandem.commerce.EventHeader;
import io.tandem.commerce.FactReader;
import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.teams.StoreTeam;
import io.tandem.teams.TargetTeams;
import io.tandem.teams.TargetingDraft;
import io.tandem.teams.TargetingForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The hierarchy of the sample company, with stores of the same name, accents and apostrophes in it. */
class SampleHierarchyTest {
    private static List<Hierarchy> published() {
        Batch batch = Events.batch(SampleCompany.contoso(TODAY).hierarchies().toArray(String[]::new));
        return FactReader.hierarchies(
                batch.facts(batch.events().stream().map(EventHeader::key).collect(Collectors.toSet())));
    }

    private static Map<StoreNumber, StoreTeam> teams(Hierarchy hierarchy) {
        return hierarchy.nodes().stream()
                .map(OrgNode::store)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toMap(store -> store, SampleHierarchyTest::team));
    }

    private static StoreTeam team(StoreNumber store) {
        return new StoreTeam(
                new UUID(1, Long.parseLong(store.value())).toString(), "inSync", "", Store.Place.unknown());
    }

    @Test
    void isOneThatTeamsTakesOnceEveryStoreHasATeam() {
        Hierarchy stores = published().stream()
                .filter(Hierarchy::isForRetailReporting)
                .findFirst()
                .orElseThrow();

        TargetingDraft draft = TargetingDraft.of(
                stores, new TargetTeams(new UUID(2, 0).toString(), teams(stores)), TargetingForm.plain());

        assertThat(draft.faults()).isEmpty();
        assertThat(draft.nodes()).hasSize(44).hasSameSizeAs(stores.nodes());
        assertThat(draft.sheet().rows().stream().map(List::getFirst))
                .doesNotHaveDuplicates()
                .allMatch(name -> Objects.requireNonNull(name).matches("[A-Za-z0-9 ]+"));
    }
}
