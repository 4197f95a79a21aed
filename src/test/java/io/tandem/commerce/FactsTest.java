package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts are written as {@code subject about field=value}. */
class FactsTest {

    @Test
    void tellsEachPresentFieldOfAStoreThatOpensAndThatItIsNotClosed() {
        TestEvent event = TestEvent.store("store.opened", "000135")
                .data("name", "San \"Francisco\"")
                .data("legalEntity", "USRT")
                .data("operatingUnitNumber", "036")
                .data("channelId", "C135")
                .data("timeZone", "America/Los_Angeles")
                .data("address", Map.of("city", "San Francisco", "planet", "Earth"))
                .data("openedOn", "2026-11-23");

        assertThat(facts(event))
                .containsExactly(
                        "store/000135  name=\"San \\\"Francisco\\\"\"",
                        "store/000135  legalEntity=\"USRT\"",
                        "store/000135  operatingUnitNumber=\"036\"",
                        "store/000135  channelId=\"C135\"",
                        "store/000135  timeZone=\"America/Los_Angeles\"",
                        "store/000135  address={\"street\":null,\"city\":\"San Francisco\",\"state\":null,"
                                + "\"postalCode\":null,\"country\":null}",
                        "store/000135  openedOn=\"2026-11-23\"",
                        "store/000135  closedOn=null");
    }

    @Test
    void tellsNothingAboutFieldsThatAreAbsent() {
        assertThat(facts(TestEvent.store("store.updated", "000135"))).isEmpty();
        assertThat(facts(TestEvent.worker("worker.updated", "000205"))).isEmpty();
    }

    @Test
    void clearsFieldsThatAreNull() {
        assertThat(facts(TestEvent.store("store.updated", "000135")
                        .data("timeZone", null)
                        .data("address", null)))
                .containsExactly("store/000135  timeZone=null", "store/000135  address=null");
        assertThat(facts(TestEvent.worker("worker.updated", "000205").data("email", null)))
                .containsExactly("worker/000205  email=null");
    }

    @Test
    void closesAStoreOnItsDayOrAtOnce() {
        TestEvent event = TestEvent.store("store.closed", "000135").at("2026-11-22T00:30:00+02:00");

        assertThat(facts(event)).containsExactly("store/000135  closedOn=\"2026-11-20\"");
        assertThat(facts(event.data("closedOn", "2027-01-31")))
                .containsExactly("store/000135  closedOn=\"2027-01-31\"");
    }

    @Test
    void tellsOfAHireWithTheLegalEntityOfTheSource() {
        TestEvent event = TestEvent.worker("worker.hired", "000205")
                .from("/d365/contoso/usmf")
                .data("name", "Chris Gallagher")
                .data("employmentStart", "2026-11-23")
                .data("entraObjectId", "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f")
                .data("userPrincipalName", "cgallagher@contoso.example")
                .data("email", "chris@contoso.example");

        assertThat(facts(event))
                .containsExactly(
                        "worker/000205  name=\"Chris Gallagher\"",
                        "worker/000205  email=\"chris@contoso.example\"",
                        "worker/000205  entraObjectId=\"3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f\"",
                        "worker/000205  userPrincipalName=\"cgallagher@contoso.example\"",
                        "worker/000205  hired/USMF/2026-11-23=true");
    }

    @Test
    void tellsOfACorrectedStartAndOfAnEnd() {
        assertThat(facts(TestEvent.worker("worker.updated", "000205").data("employmentStart", "2026-12-01")))
                .containsExactly("worker/000205  restarted/USRT=\"2026-12-01\"");
        assertThat(facts(TestEvent.worker("worker.terminated", "000205").data("employmentEnd", "2027-02-01")))
                .containsExactly("worker/000205  terminated/USRT/2027-02-01=true");
    }

    @Test
    void replacesAnIdentityAsAWhole() {
        assertThat(facts(TestEvent.worker("worker.identity.linked", "000205")
                        .data("userPrincipalName", "CGallagher@contoso.example")))
                .containsExactly(
                        "worker/000205  entraObjectId=null",
                        "worker/000205  userPrincipalName=\"cgallagher@contoso.example\"");
        assertThat(facts(TestEvent.worker("worker.identity.unlinked", "000205")))
                .containsExactly("worker/000205  entraObjectId=null", "worker/000205  userPrincipalName=null");
    }

    @Test
    void tiesAnAssignmentToItsStore() {
        TestEvent event = TestEvent.worker("worker.store.assigned", "000205")
                .data("storeNumber", "000135")
                .data("role", "manager");

        assertThat(facts(event))
                .containsExactly("worker/000205 store/000135 assigned/="
                        + "{\"from\":\"2026-11-21\",\"to\":null,\"role\":\"manager\"}");
        assertThat(facts(event.data("effectiveFrom", "2026-12-01").data("effectiveTo", "2027-01-01")))
                .containsExactly("worker/000205 store/000135 assigned/2026-12-01="
                        + "{\"from\":\"2026-12-01\",\"to\":\"2027-01-01\",\"role\":\"manager\"}");
    }

    @Test
    void endsAnAssignmentOnItsDayOrAtOnce() {
        TestEvent event = TestEvent.worker("worker.store.unassigned", "000205").data("storeNumber", "000135");

        assertThat(facts(event)).containsExactly("worker/000205 store/000135 unassigned/2026-11-21={}");
        assertThat(facts(event.data("effectiveOn", "2026-12-24")))
                .containsExactly("worker/000205 store/000135 unassigned/2026-12-24={}");
    }

    @Test
    void takesATransferApartIntoAnEndAndABegin() {
        TestEvent event = TestEvent.worker("worker.transferred", "000205")
                .data("fromStore", "000135")
                .data("toStore", "000001");

        assertThat(facts(event))
                .containsExactly(
                        "worker/000205 store/000135 unassigned/2026-11-21={}",
                        "worker/000205 store/000001 assigned//000135="
                                + "{\"from\":\"2026-11-21\",\"to\":null,\"roleOf\":\"000135\"}");
        assertThat(facts(event.data("role", "worker").data("effectiveOn", "2026-12-01")))
                .containsExactly(
                        "worker/000205 store/000135 unassigned/2026-12-01={}",
                        "worker/000205 store/000001 assigned/2026-12-01="
                                + "{\"from\":\"2026-12-01\",\"to\":null,\"role\":\"worker\"}");
    }

    @Test
    void keepsRolesOfTheOrganisation() {
        assertThat(facts(TestEvent.worker("role.granted", "000205").data("role", "Retail task manager")))
                .containsExactly("worker/000205 team/communications role/Retail task manager=true");
        assertThat(facts(TestEvent.worker("role.revoked", "000205").data("role", "Retail task manager")))
                .containsExactly("worker/000205 team/communications role/Retail task manager=false");
    }

    @Test
    void keepsMappingsAndTiesThoseOfStoresToTheStore() {
        TestEvent event = TestEvent.of("team.mapping.changed")
                .data("sourceType", "RetailStore")
                .data("sourceId", "000135")
                .data("teamId", "11111111-2222-4333-8444-555555550135");

        assertThat(facts(event))
                .containsExactly(
                        "mapping/RetailStore/000135 store/000135 teamId=" + "\"11111111-2222-4333-8444-555555550135\"");
        assertThat(facts(event.data("sourceType", "Communication").data("teamId", null)))
                .containsExactly("mapping/Communication/000135  teamId=null");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void stampsEachFactWithItsEventAndNeverTellsARegisterTwice(EventType type) {
        CommerceEvent event = example(type);

        List<Fact> facts = Facts.of(event);

        assertThat(facts)
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.stamp().event())
                        .isEqualTo(event.header().key()));
        assertThat(facts).extracting(Fact::register).doesNotHaveDuplicates();
    }

    @Test
    void namesTheStoreAndTheWorkerThatAFactConcerns() {
        Fact assigned = Facts.of(example(EventType.STORE_ASSIGNED)).getFirst();
        Fact opened = Facts.of(example(EventType.STORE_OPENED)).getFirst();
        Fact mapped = Facts.of(example(EventType.TEAM_MAPPING_CHANGED)).getFirst();

        assertThat(assigned.store()).hasToString("Optional[000135]");
        assertThat(assigned.worker()).hasToString("Optional[000205]");
        assertThat(opened.store()).hasToString("Optional[000135]");
        assertThat(opened.worker()).isEmpty();
        assertThat(mapped.store()).hasToString("Optional[000135]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STORE_UPDATED", "WORKER_UPDATED"})
    void knowsThatAFactAboutAPersonConcernsNoStoreByItself(EventType type) {
        Fact fact = Facts.of(example(type)).getFirst();

        assertThat(fact.store().isPresent()).isEqualTo(type == EventType.STORE_UPDATED);
    }

    private static CommerceEvent example(EventType type) {
        return Catalog.examples().stream()
                .filter(example -> example.path("type").asText().equals(EventType.PREFIX + type.title()))
                .map(example -> new EventParser(InstantSource.fixed(Instant.MAX))
                        .read(example.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .map(reading -> ((Reading.Accepted) reading).event())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> facts(TestEvent event) {
        return Facts.of(event.accepted()).stream()
                .map(fact -> fact.subject() + " " + fact.about() + " " + fact.field() + "=" + fact.value())
                .toList();
    }
}
