package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.Worker;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactReaderTest {
    private static final PersonnelNumber WORKER = new PersonnelNumber("000205");
    private static final StoreNumber HERE = new StoreNumber("000135");
    private static final StoreNumber THERE = new StoreNumber("000001");

    private final MemoryState state = new MemoryState();
    private int second;

    @Test
    void readsAStore() {
        tell(TestEvent.store("store.opened", "000135")
                .data("name", "San Francisco")
                .data("legalEntity", "USRT")
                .data("operatingUnitNumber", "036")
                .data("channelId", "C135")
                .data("timeZone", "America/Los_Angeles")
                .data("address", Map.of("city", "San Francisco", "state", "CA", "country", "US"))
                .data("openedOn", "2026-11-23"));
        tell(TestEvent.store("store.closed", "000135").data("closedOn", "2027-01-31"));

        assertThat(state.staff("000135").store())
                .isEqualTo(new Store(
                        HERE,
                        "San Francisco",
                        ZoneId.of("America/Los_Angeles"),
                        new Store.Place("USRT", "036", "C135", "San Francisco", "CA", "US"),
                        day("2026-11-23"),
                        day("2027-01-31")));
    }

    @Test
    void readsTheCommunicationsManagersInTheOrderInWhichTheyBecameThem() {
        tell(manages("granted", "000207"));
        tell(manages("granted", "000206"));
        tell(manages("granted", "000205"));
        tell(manages("revoked", "000206"));
        tell(TestEvent.worker("worker.identity.linked", "000205").data("userPrincipalName", "ada@contoso.example"));
        tell(TestEvent.worker("worker.updated", "000208").data("name", "Somebody else"));

        CommunicationsStaff staff = FactReader.communications(toldWhenSaid(state.facts()));

        assertThat(staff.workers())
                .extracting(Worker::number)
                .containsExactly(new PersonnelNumber("000207"), new PersonnelNumber("000205"));
        assertThat(staff.workers().getLast().identity()).isEqualTo(new Identity(null, "ada@contoso.example"));
        assertThat(staff.mappedTeam()).isNull();
    }

    @Test
    void keepsTheOrderOfTheCommunicationsManagersWhenAGrantIsRepeated() {
        Instant told = Instant.parse("2026-12-02T10:00:00Z");
        Fact early = grant("000208", "a", null);
        Fact third = grant("000205", "b", told.plusSeconds(2));
        Fact second = grant("000206", "c", told);
        Fact tied = grant("000207", "d", told);

        assertThat(managers(third, tied, second, early)).containsExactly("000208", "000206", "000207", "000205");
        assertThat(managers(third, tied, grant("000206", "x", told), grant("000208", "y", null)))
                .as("repeated")
                .containsExactly("000208", "000206", "000207", "000205");
    }

    private static List<String> managers(Fact... facts) {
        return FactReader.communications(List.of(facts)).workers().stream()
                .map(worker -> worker.number().value())
                .toList();
    }

    private static Fact grant(String worker, String stamp, @Nullable Instant told) {
        return new Fact(
                "worker/" + worker, "team/communications", "role/Retail task manager", "true", said(stamp), told);
    }

    private static List<Fact> toldWhenSaid(Collection<Fact> facts) {
        return facts.stream()
                .map(fact -> new Fact(
                        fact.subject(),
                        fact.about(),
                        fact.field(),
                        fact.value(),
                        fact.stamp(),
                        fact.stamp().time()))
                .toList();
    }

    @Test
    void readsTheNewestMappingForCommunicationThatNamesATeam() {
        tell(mapped("one", "11111111-2222-4333-8444-555555550001"));
        tell(mapped("two", "11111111-2222-4333-8444-555555550002"));
        tell(mapped("three", null));

        assertThat(FactReader.communications(state.facts()).mappedTeam())
                .isEqualTo("11111111-2222-4333-8444-555555550002");
    }

    private static TestEvent manages(String verb, String worker) {
        return TestEvent.worker("role." + verb, worker).data("role", "Retail task manager");
    }

    private static TestEvent mapped(String id, @Nullable String team) {
        return TestEvent.of("team.mapping.changed")
                .data("sourceType", "Communication")
                .data("sourceId", id)
                .data("teamId", team);
    }

    @Test
    void readsAStoreThatOpensAgain() {
        tell(TestEvent.store("store.closed", "000135"));
        tell(TestEvent.store("store.opened", "000135").data("name", "San Francisco"));

        assertThat(state.staff("000135").store().closedOn()).isNull();
    }

    @Test
    void readsAStoreOfWhichNothingIsTold() {
        assertThat(state.staff("000135").store()).isEqualTo(Store.unknown(HERE));
        assertThat(state.staff("000135").workers()).isEmpty();
        assertThat(state.staff("000135").mappedTeam()).isNull();
    }

    @Test
    void forgetsAMappingThatIsRemoved() {
        TestEvent mapping = TestEvent.of("team.mapping.changed")
                .data("sourceType", "RetailStore")
                .data("sourceId", "000135");
        tell(mapping.data("teamId", "11111111-2222-4333-8444-555555550135"));

        tell(mapping.with("id", "removed").data("teamId", null));

        assertThat(state.staff("000135").mappedTeam()).isNull();
    }

    @Test
    void readsWorkersInTheOrderOfTheirNumbers() {
        assign("000300", HERE, "worker");
        assign("000100", HERE, "worker");
        assign("000200", HERE, "manager");
        assign("000050", THERE, "manager");

        assertThat(state.staff("000135").workers())
                .extracting(worker -> worker.number().value())
                .containsExactly("000100", "000200", "000300");
    }

    @Test
    void readsAWorkerWithIdentityAndAllStores() {
        tell(TestEvent.worker("worker.hired", "000205")
                .data("name", "Chris Gallagher")
                .data("employmentStart", "2026-11-23")
                .data("userPrincipalName", "CGallagher@contoso.example"));
        assign("000205", HERE, "worker");
        assign("000205", THERE, "manager");

        Worker worker = state.staff("000135").workers().getFirst();

        assertThat(worker).isEqualTo(FactReader.worker(WORKER, state.facts()));
        assertThat(worker.name()).isEqualTo("Chris Gallagher");
        assertThat(worker.identity()).isEqualTo(new Identity(null, "cgallagher@contoso.example"));
        assertThat(worker.roleIn(HERE, day("2026-11-23"))).contains(Role.WORKER);
        assertThat(worker.roleIn(THERE, day("2026-11-23"))).contains(Role.MANAGER);
    }

    @Test
    void keepsSomebodyWhoHasLeftTheStore() {
        assign("000205", HERE, "worker");
        tell(TestEvent.worker("worker.store.unassigned", "000205")
                .data("storeNumber", "000135")
                .data("effectiveOn", "2026-12-24"));

        Worker worker = state.staff("000135").workers().getFirst();

        assertThat(worker.roleIn(HERE, day("2026-12-23"))).contains(Role.WORKER);
        assertThat(worker.roleIn(HERE, day("2026-12-24"))).isEmpty();
    }

    @Test
    void ignoresFactsThatCannotBeRead() {
        assign("000205", HERE, "manager");
        Stamp stamp = Stamp.of(Instant.parse("2026-11-22T12:00:00Z"), null, new EventKey("/s", "x"));
        List<Fact> facts = new ArrayList<>(state.facts());
        facts.add(new Fact("worker/000205", "store/000135", "assigned/1", "{", stamp));
        facts.add(new Fact("worker/000205", "store/000135", "assigned/2", "{\"from\":\"soon\"}", stamp));
        facts.add(new Fact("worker/000205", "store/000135", "assigned/3", "{\"from\":\"2026-01-01\"}", stamp));
        facts.add(new Fact("worker/000205", "store/000135", "assigned/4", null, stamp));
        facts.add(new Fact(
                "worker/000205",
                "store/no store",
                "assigned/",
                "{\"from\":\"2026-01-01\",\"role\":\"worker\"}",
                stamp));
        facts.add(new Fact("worker/000205", "", "unassigned/2026-01-01", "{}", stamp));
        facts.add(new Fact("worker/000205", "store/000135", "unassigned/", "{}", stamp));
        facts.add(new Fact("worker/000205", "", "hired/USRT", "true", stamp));
        facts.add(new Fact("worker/000205", "", "restarted/USRT", "7", stamp));
        facts.add(new Fact("worker/000205", "", "name", "[]", stamp));
        facts.add(new Fact(
                "worker/no number",
                "store/000135",
                "assigned/",
                "{\"from\":\"2026-01-01\",\"role\":\"worker\"}",
                stamp));
        facts.add(new Fact("store/000135", "", "timeZone", "\"Mars/Olympus\"", stamp));
        facts.add(new Fact("store/000135", "", "address", "[]", stamp));

        var staff = FactReader.staff(HERE, facts);

        assertThat(staff).isEqualTo(state.staff("000135"));
        assertThat(staff.workers().getFirst().roleIn(HERE, day("2026-11-23"))).contains(Role.MANAGER);
    }

    @Test
    void takesTheNewestFactWhenSeveralOfARegisterAreGiven() {
        List<Fact> facts = new ArrayList<>();
        for (String name : List.of("Annapolis", "Boston", "Atlanta")) {
            facts.addAll(Facts.of(TestEvent.store("store.updated", "000135")
                    .data("name", name)
                    .at("2026-11-22T09:30:00." + name.length() + "Z")
                    .accepted()));
        }

        assertThat(FactReader.store(HERE, facts).name()).isEqualTo("Annapolis");
    }

    @Test
    void keepsTheRoleOfTheFormerStoreInATransfer() {
        assign("000205", HERE, "manager");
        transfer(HERE, THERE, "2026-12-01");

        assertThat(role(HERE, "2026-11-30")).contains(Role.MANAGER);
        assertThat(role(THERE, "2026-11-30")).isEmpty();
        assertThat(role(HERE, "2026-12-01")).isEmpty();
        assertThat(role(THERE, "2026-12-01")).contains(Role.MANAGER);
    }

    @Test
    void takesTheRoleThatHeldOnTheDayBeforeTheTransfer() {
        assign("000205", HERE, "manager");
        tell(TestEvent.worker("worker.store.assigned", "000205")
                .data("storeNumber", "000135")
                .data("role", "worker")
                .data("effectiveFrom", "2026-12-01"));
        transfer(HERE, THERE, "2026-12-01");
        assertThat(role(THERE, "2026-12-01")).contains(Role.MANAGER);

        transfer(HERE, THERE, "2026-12-02");
        assertThat(role(THERE, "2026-12-02")).contains(Role.WORKER);
    }

    @Test
    void keepsTheRoleInATransferOnTheVeryDayOfTheAssignment() {
        assign("000205", HERE, "manager");
        transfer(HERE, THERE, null);

        assertThat(role(THERE, "2026-11-22")).contains(Role.MANAGER);
    }

    @Test
    void keepsTheRoleThereAndBackAndThereAgain() {
        assign("000205", HERE, "manager");
        for (int times = 0; times < 3; times++) {
            transfer(HERE, THERE, null);
            transfer(THERE, HERE, null);
        }

        assertThat(role(HERE, "2026-11-22")).contains(Role.MANAGER);
        assertThat(role(THERE, "2026-11-22")).isEmpty();
    }

    @Test
    void followsALongChainOfTransfers() {
        assign("000205", new StoreNumber("0"), "manager");
        for (int store = 0; store < 500; store++) {
            transfer(new StoreNumber("" + store), new StoreNumber("" + (store + 1)), null);
        }

        assertThat(role(new StoreNumber("500"), "2026-11-22")).contains(Role.MANAGER);
    }

    @Test
    void takesSomebodyWithoutKnownRoleForAWorker() {
        transfer(HERE, THERE, null);
        transfer(THERE, HERE, null);

        assertThat(role(HERE, "2026-11-22")).contains(Role.WORKER);
    }

    @Test
    void learnsTheRoleWhenTheAssignmentComesAfterTheTransfer() {
        second = 5;
        transfer(HERE, THERE, "2026-12-01");
        assertThat(role(THERE, "2026-12-01")).contains(Role.WORKER);

        second = 1;
        assign("000205", HERE, "manager");
        assertThat(role(THERE, "2026-12-01")).contains(Role.MANAGER);
        assertThat(role(HERE, "2026-12-01")).isEmpty();
    }

    @Test
    void postponesATermination() {
        hire("2020-01-01");
        terminate("2026-12-01");
        terminate("2026-12-31");

        assertThat(employed("2026-12-30")).isTrue();
        assertThat(employed("2026-12-31")).isFalse();
    }

    @Test
    void bringsATerminationForward() {
        hire("2020-01-01");
        terminate("2026-12-31");
        terminate("2026-12-01");

        assertThat(employed("2026-11-30")).isTrue();
        assertThat(employed("2026-12-01")).isFalse();
    }

    @Test
    void hasALeaverGoneSinceTheFirstEndThatCameTrueThoughThatMovesLater() {
        Instant first = Instant.parse("2026-12-02T10:00:00Z");
        Instant second = first.plusSeconds(86_400);

        assertThat(gone(ended("2026-12-01", "a", first), ended("2026-11-30", "b", second)))
                .as("it was over already")
                .contains(first);
        assertThat(gone(ended("2026-12-31", "a", first), ended("2026-11-30", "b", second)))
                .as("the leaver was still here")
                .contains(second);
        assertThat(gone(ended("2026-12-01", "a", null), ended("2026-11-30", "b", second)))
                .as("nobody knows since when")
                .contains(Instant.parse("2026-11-30T00:00:00Z"));
    }

    private static Stamp said(String id) {
        return new Stamp("2026-01-01T00:00:00.000000000Z||" + id + "|/d365");
    }

    private static Fact ended(String day, String stamp, @Nullable Instant told) {
        return new Fact("worker/000205", "", "terminated/USRT/" + day, "true", said(stamp), told);
    }

    private static Optional<Instant> gone(Fact... ends) {
        List<Fact> facts = new ArrayList<>(List.of(ends));
        facts.add(new Fact("worker/000205", "", "hired/USRT/2020-01-01", "true", said("0")));
        return FactReader.worker(WORKER, facts).leftSince(day("2027-01-15"), ZoneOffset.UTC);
    }

    @Test
    void knowsAllNamesOfAWorkerInEntraEvenOfOneWhoIsUnlinked() {
        List<Fact> facts = List.of(
                new Fact("worker/000205", "", "entraObjectId", "\"ONE\"", said("a")),
                new Fact("worker/000205", "", "entraObjectId", "\"two\"", said("b")),
                new Fact("worker/000205", "", "userPrincipalName", "\"Ada@contoso.example\"", said("a")),
                new Fact("worker/000205", "", "entraObjectId", null, said("c")),
                new Fact("store/000135", "", "name", "\"one\"", said("a")));

        assertThat(FactReader.links(facts))
                .isEqualTo(Map.of(
                        "worker/000205",
                        Set.of(
                                new Identity("one", null),
                                new Identity("two", null),
                                new Identity(null, "ada@contoso.example"))));
    }

    @Test
    void knowsSinceWhenTheRoleOfACommunicationsManagerIsRevoked() {
        tell(manages("granted", "000206"));
        tell(manages("revoked", "000206"));
        Instant told = Instant.parse("2026-12-02T10:00:00Z");
        List<Fact> facts = state.facts().stream()
                .map(fact -> new Fact(fact.subject(), fact.about(), fact.field(), fact.value(), fact.stamp(), told))
                .toList();

        CommunicationsStaff staff = FactReader.communications(facts);

        assertThat(staff.workers()).isEmpty();
        assertThat(staff.goneSince(told)).isEqualTo(Map.of(new PersonnelNumber("000206"), told));
    }

    @Test
    void hiresAgainAfterATermination() {
        hire("2020-01-01");
        terminate("2026-12-01");
        hire("2027-03-01");

        assertThat(employed("2026-11-30")).isTrue();
        assertThat(employed("2026-12-01")).isFalse();
        assertThat(employed("2027-03-01")).isTrue();
    }

    @Test
    void keepsOneEmploymentWhenAnotherEnds() {
        hire("2020-01-01");
        tell(TestEvent.worker("worker.hired", "000205")
                .from("/d365/contoso/USMF")
                .data("name", "Chris")
                .data("employmentStart", "2020-01-01"));
        terminate("2026-12-01");

        Worker worker = FactReader.worker(WORKER, state.facts());
        assertThat(worker.employments()).hasSize(2);
        assertThat(worker.isEmployedOn(day("2026-12-01"))).isTrue();
    }

    @Test
    void movesAFutureStart() {
        hire("2026-12-01");
        restart("2027-01-01");

        assertThat(employed("2026-12-31")).isFalse();
        assertThat(employed("2027-01-01")).isTrue();
    }

    @Test
    void doesNotBringALeaverBackWhenTheOldStartIsSentAgain() {
        hire("2020-01-01");
        terminate("2026-12-01");
        restart("2020-02-01");

        assertThat(employed("2020-01-31")).isFalse();
        assertThat(employed("2026-11-30")).isTrue();
        assertThat(employed("2026-12-01")).isFalse();
    }

    @Test
    void postponesATerminationWhenTheStartWasSentInBetween() {
        hire("2020-01-01");
        terminate("2026-12-01");
        restart("2020-01-01");
        terminate("2026-12-31");

        assertThat(employed("2026-12-30")).isTrue();
        assertThat(employed("2026-12-31")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026-12-01", "2027-03-01"})
    void takesAStartOnOrAfterTheEndForANewEmployment(String start) {
        hire("2020-01-01");
        terminate("2026-12-01");
        restart(start);

        assertThat(employed("2026-11-30")).isTrue();
        assertThat(employed(start)).isTrue();
        assertThat(employed("2027-02-28")).isEqualTo(start.equals("2026-12-01"));
    }

    @Test
    void employsSomebodyOfWhomOnlyTheStartIsTold() {
        restart("2026-12-01");

        assertThat(employed("2026-11-30")).isFalse();
        assertThat(employed("2026-12-01")).isTrue();
    }

    private Optional<Role> role(StoreNumber store, String day) {
        return FactReader.worker(WORKER, state.facts()).roleIn(store, day(day));
    }

    private boolean employed(String day) {
        return FactReader.worker(WORKER, state.facts()).isEmployedOn(day(day));
    }

    private void hire(String start) {
        tell(TestEvent.worker("worker.hired", "000205").data("name", "Chris").data("employmentStart", start));
    }

    private void restart(String start) {
        tell(TestEvent.worker("worker.updated", "000205").data("employmentStart", start));
    }

    private void terminate(String end) {
        tell(TestEvent.worker("worker.terminated", "000205").data("employmentEnd", end));
    }

    private void assign(String worker, StoreNumber store, String role) {
        tell(TestEvent.worker("worker.store.assigned", worker)
                .data("storeNumber", store.value())
                .data("role", role));
    }

    private void transfer(StoreNumber from, StoreNumber to, @Nullable String day) {
        tell(TestEvent.worker("worker.transferred", "000205")
                .data("fromStore", from.value())
                .data("toStore", to.value())
                .data("effectiveOn", day));
    }

    private void tell(TestEvent event) {
        state.fold(event.at(
                Instant.parse("2026-11-22T09:30:00Z").plusSeconds(second++).toString()));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
