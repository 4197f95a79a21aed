package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.tandem.commerce.CommerceEvent.Address;
import io.tandem.commerce.CommerceEvent.SourceType;
import io.tandem.commerce.CommerceEvent.StoreDetails;
import io.tandem.commerce.CommerceEvent.WorkerDetails;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.StoreNumber;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParserTest {
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final PersonnelNumber WORKER = new PersonnelNumber("000205");
    private static final String GUID = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";

    @Test
    void readsTheEnvelope() {
        EventHeader header = TestEvent.store("store.closed", "000135")
                .with("id", "0b1d7e52")
                .with("subject", "store/000135")
                .with("sequence", "5637620001")
                .with("actor", GUID.toUpperCase(Locale.ROOT))
                .at("2026-11-22T10:30:00.1234567+01:00")
                .accepted()
                .header();

        assertThat(header)
                .isEqualTo(new EventHeader(
                        "0b1d7e52",
                        "/d365/contoso/usrt",
                        "io.tandem.commerce.store.closed",
                        "store/000135",
                        new Stamp("2026-11-22T09:30:00.123456700Z|00000000005637620001|0b1d7e52|/d365/contoso/usrt"),
                        "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f"));
        assertThat(header.key()).isEqualTo(new EventKey("/d365/contoso/usrt", "0b1d7e52"));
    }

    @Test
    void readsANumberAsSequenceAndNullAsAbsent() {
        TestEvent event =
                TestEvent.store("store.closed", "000135").with("id", "x").with("subject", null);

        assertThat(event.with("sequence", 7).accepted().header().stamp().text()).contains("Z|00000000000000000007|x|");
        assertThat(event.with("sequence", new java.math.BigDecimal("1.0e3"))
                        .accepted()
                        .header()
                        .stamp()
                        .text())
                .contains("Z|00000000000000001000|x|");
        assertThat(event.with("sequence", null).accepted().header().stamp().text())
                .contains("Z||x|");
        assertThat(event.accepted().header().subject()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/d365/contoso/usrt, USRT", "/d365/contoso/USRT/, USRT", "usmf, USMF", "/, ''"})
    void takesTheLegalEntityFromTheSource(String source, String entity) {
        CommerceEvent event =
                TestEvent.store("store.closed", "000135").from(source).accepted();

        assertThat(event.header().legalEntity()).isEqualTo(entity);
    }

    @Test
    void readsWhatTheCloudEventsSdkWrites() {
        var written = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/d365/contoso/usrt"))
                .withType("io.tandem.commerce.store.closed")
                .withSubject("store/000135")
                .withTime(OffsetDateTime.parse("2026-11-22T09:30:00.1234567Z"))
                .withExtension("sequence", 12)
                .withData(
                        "application/json",
                        "{\"storeNumber\":\"000135\",\"closedOn\":\"2027-01-31\"}".getBytes(StandardCharsets.UTF_8))
                .build();

        Reading reading = new EventParser(InstantSource.fixed(Instant.MAX)).read(new JsonFormat().serialize(written));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Accepted.class,
                        accepted -> assertThat(accepted.event())
                                .isEqualTo(new CommerceEvent.StoreClosed(
                                        accepted.event().header(), STORE, LocalDate.parse("2027-01-31"))));
    }

    @Test
    void readsAStoreThatOpens() {
        CommerceEvent event = TestEvent.store("store.opened", "000135")
                .data("name", "San Francisco")
                .data("legalEntity", "USRT")
                .data("operatingUnitNumber", "036")
                .data("channelId", "C135")
                .data("timeZone", "America/Los_Angeles")
                .data("address", Map.of("street", "1 Market Street", "city", "San Francisco", "state", ""))
                .data("openedOn", "2026-11-23")
                .accepted();

        assertThat(event)
                .isEqualTo(new CommerceEvent.StoreOpened(
                        event.header(),
                        STORE,
                        new StoreDetails(
                                Change.to("San Francisco"),
                                Change.to("USRT"),
                                Change.to("036"),
                                Change.to("C135"),
                                Change.to(ZoneId.of("America/Los_Angeles")),
                                Change.to(new Address("1 Market Street", "San Francisco", null, null, null)),
                                Change.to(LocalDate.parse("2026-11-23")))));
    }

    @Test
    void tellsAbsentFieldsFromNull() {
        CommerceEvent event = TestEvent.store("store.updated", "000135")
                .data("timeZone", null)
                .data("address", null)
                .data("channelId", " ")
                .accepted();

        assertThat(event)
                .isEqualTo(new CommerceEvent.StoreUpdated(
                        event.header(),
                        STORE,
                        new StoreDetails(
                                Change.unchanged(),
                                Change.unchanged(),
                                Change.unchanged(),
                                Change.cleared(),
                                Change.cleared(),
                                Change.cleared(),
                                Change.unchanged())));
    }

    @Test
    void readsAWorkerWhoIsHired() {
        CommerceEvent event = TestEvent.worker("worker.hired", "000205")
                .data("name", "Chris Gallagher")
                .data("employmentStart", "2026-11-23")
                .data("entraObjectId", GUID)
                .data("userPrincipalName", "cgallagher@contoso.example")
                .data("email", null)
                .accepted();

        assertThat(event)
                .isEqualTo(new CommerceEvent.WorkerHired(
                        event.header(),
                        WORKER,
                        LocalDate.parse("2026-11-23"),
                        new WorkerDetails(
                                Change.to("Chris Gallagher"),
                                Change.cleared(),
                                Change.to(GUID),
                                Change.to("cgallagher@contoso.example"))));
    }

    @Test
    void readsAWorkerWhoIsUpdated() {
        CommerceEvent event = TestEvent.worker("worker.updated", "000205")
                .data("employmentStart", "2026-12-01")
                .accepted();

        assertThat(event)
                .isEqualTo(new CommerceEvent.WorkerUpdated(
                        event.header(),
                        WORKER,
                        LocalDate.parse("2026-12-01"),
                        new WorkerDetails(
                                Change.unchanged(), Change.unchanged(), Change.unchanged(), Change.unchanged())));
    }

    @Test
    void readsIdentities() {
        CommerceEvent linked = TestEvent.worker("worker.identity.linked", "000205")
                .data("entraObjectId", GUID.toUpperCase(java.util.Locale.ROOT))
                .accepted();
        CommerceEvent unlinked = TestEvent.worker("worker.identity.unlinked", "000205")
                .data("userPrincipalName", "cgallagher@contoso.example")
                .accepted();

        assertThat(linked)
                .isEqualTo(new CommerceEvent.IdentityLinked(linked.header(), WORKER, new Identity(GUID, null)));
        assertThat(unlinked).isEqualTo(new CommerceEvent.IdentityUnlinked(unlinked.header(), WORKER));
    }

    @Test
    void readsATermination() {
        CommerceEvent event = TestEvent.worker("worker.terminated", "000205")
                .data("employmentEnd", "2026-12-31")
                .accepted();

        assertThat(event)
                .isEqualTo(new CommerceEvent.WorkerTerminated(event.header(), WORKER, LocalDate.parse("2026-12-31")));
    }

    @Test
    void readsAssignments() {
        CommerceEvent assigned = TestEvent.worker("worker.store.assigned", "000205")
                .data("storeNumber", "000135")
                .data("role", "manager")
                .data("effectiveTo", "2027-01-01")
                .accepted();
        CommerceEvent unassigned = TestEvent.worker("worker.store.unassigned", "000205")
                .data("storeNumber", "000135")
                .data("effectiveOn", "2027-01-01")
                .accepted();

        assertThat(assigned)
                .isEqualTo(new CommerceEvent.StoreAssigned(
                        assigned.header(), WORKER, STORE, Role.MANAGER, null, LocalDate.parse("2027-01-01")));
        assertThat(unassigned)
                .isEqualTo(new CommerceEvent.StoreUnassigned(
                        unassigned.header(), WORKER, STORE, LocalDate.parse("2027-01-01")));
    }

    @Test
    void readsTransfers() {
        TestEvent event = TestEvent.worker("worker.transferred", "000205")
                .data("fromStore", "000001")
                .data("toStore", "000135");
        CommerceEvent silent = event.accepted();
        CommerceEvent promoted =
                event.data("role", "manager").data("effectiveOn", "2026-12-01").accepted();

        assertThat(silent)
                .isEqualTo(new CommerceEvent.WorkerTransferred(
                        silent.header(), WORKER, new StoreNumber("000001"), STORE, null, null));
        assertThat(promoted)
                .isEqualTo(new CommerceEvent.WorkerTransferred(
                        promoted.header(),
                        WORKER,
                        new StoreNumber("000001"),
                        STORE,
                        Role.MANAGER,
                        LocalDate.parse("2026-12-01")));
    }

    @Test
    void readsRolesOfTheOrganisation() {
        CommerceEvent granted = TestEvent.worker("role.granted", "000205")
                .data("role", "Retail task manager")
                .accepted();
        CommerceEvent revoked = TestEvent.worker("role.revoked", "000205")
                .data("role", "Retail task manager")
                .accepted();

        assertThat(List.of(granted, revoked))
                .containsExactly(
                        new CommerceEvent.RoleGranted(granted.header(), WORKER, "Retail task manager"),
                        new CommerceEvent.RoleRevoked(revoked.header(), WORKER, "Retail task manager"));
    }

    @Test
    void readsMappings() {
        TestEvent event = TestEvent.of("team.mapping.changed")
                .data("sourceType", "RetailStore")
                .data("sourceId", "000135")
                .data("teamId", GUID.toUpperCase(java.util.Locale.ROOT))
                .with("subject", "store/000135");
        CommerceEvent store = event.accepted();
        CommerceEvent communication = event.data("sourceType", "Communication")
                .data("sourceId", "Retail Communication")
                .data("teamId", null)
                .with("subject", "communication")
                .accepted();

        assertThat(store)
                .isEqualTo(
                        new CommerceEvent.TeamMappingChanged(store.header(), SourceType.RETAIL_STORE, "000135", GUID));
        assertThat(communication)
                .isEqualTo(new CommerceEvent.TeamMappingChanged(
                        communication.header(), SourceType.COMMUNICATION, "Retail Communication", null));
    }
}
