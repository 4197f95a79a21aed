package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.commerce.CommerceState.Outcome;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldTest {
    private final MemoryState state = new MemoryState();

    @Test
    void appliesWhatIsNew() {
        assertThat(state.fold(named("Annapolis", 1), assigned("000205", "000137", 2)))
                .isEqualTo(new Outcome(2, 0, 0, stores("000135", "000137")));
    }

    @Test
    void countsAnEventThatComesAgainAsDuplicate() {
        TestEvent event = named("Annapolis", 1);
        state.fold(event);

        assertThat(state.fold(event)).isEqualTo(new Outcome(0, 1, 0, Set.of()));
    }

    @Test
    void countsAnEventThatComesTwiceInABatchAsDuplicate() {
        TestEvent event = named("Annapolis", 1);

        assertThat(state.fold(event, event, event)).isEqualTo(new Outcome(1, 2, 0, stores("000135")));
    }

    @Test
    void takesTheSameIdFromAnotherSourceForAnotherEvent() {
        TestEvent one = named("Annapolis", 1).with("id", "1");
        TestEvent other = named("Atlanta", 2).with("id", "1").from("/d365/contoso/usmf");

        assertThat(state.fold(one, other).duplicates()).isZero();
    }

    @Test
    void countsAnEventThatIsOlderThanWhatIsKnownAsStale() {
        state.fold(named("Annapolis", 5));

        Outcome outcome = state.fold(named("Atlanta", 4));

        assertThat(outcome).isEqualTo(new Outcome(0, 0, 1, Set.of()));
        assertThat(state.staff("000135").store().name()).isEqualTo("Annapolis");
    }

    @Test
    void countsAnEventThatIsOvertakenInItsOwnBatchAsStale() {
        Outcome outcome = state.fold(named("Annapolis", 5), named("Atlanta", 4));

        assertThat(outcome).isEqualTo(new Outcome(1, 0, 1, stores("000135")));
        assertThat(state.staff("000135").store().name()).isEqualTo("Annapolis");
    }

    @Test
    void appliesAnOldEventAsFarAsNothingNewerIsKnown() {
        state.fold(named("Annapolis", 5));

        Outcome outcome = state.fold(named("Atlanta", 4).data("channelId", "C135"));

        assertThat(outcome).isEqualTo(new Outcome(1, 0, 0, stores("000135")));
        assertThat(state.staff("000135").store().name()).isEqualTo("Annapolis");
        assertThat(state.staff("000135").store().place().channelId()).isEqualTo("C135");
    }

    @Test
    void appliesAnEventThatTellsNothing() {
        assertThat(state.fold(TestEvent.store("store.updated", "000135"))).isEqualTo(new Outcome(1, 0, 0, Set.of()));
    }

    @Test
    void keepsWhatADuplicateWouldOvertake() {
        TestEvent known = named("Annapolis", 1).with("id", "1");
        state.fold(known);

        Outcome outcome =
                state.fold(named("Atlanta", 2), named("Atlantic City", 3).with("id", "1"));

        assertThat(outcome).isEqualTo(new Outcome(1, 1, 0, stores("000135")));
        assertThat(state.staff("000135").store().name()).isEqualTo("Atlanta");
    }

    @Test
    void makesEveryStoreOfAWorkerDueWhenThePersonChanges() {
        state.fold(assigned("000205", "000135", 1), assigned("000205", "000137", 2), assigned("000206", "000138", 3));

        Outcome outcome =
                state.fold(TestEvent.worker("worker.updated", "000205").data("email", null));

        assertThat(outcome.due()).isEqualTo(teams("000135", "000137"));
    }

    @Test
    void makesTheTasksOfEveryStoreDueInWhichAPersonIsOrHasTasksWhenTheAccountChanges() {
        state.fold(
                assigned("000205", "000135", 1),
                TestEvent.task("task.assigned", "T1", "000138").data("assignees", List.of("000205")),
                TestEvent.task("task.assigned", "T1", "000139").data("assignees", List.of("000206")));

        Outcome outcome = state.fold(TestEvent.worker("worker.identity.linked", "000205")
                .data("userPrincipalName", "cgallagher@contoso.example"));

        assertThat(outcome.due())
                .containsExactlyInAnyOrder(
                        Key.of(new StoreNumber("000135")),
                        Key.ofTasks(new StoreNumber("000135")),
                        Key.ofTasks(new StoreNumber("000138")));
    }

    @Test
    void makesTheTeamsOfAllStoresButTheTasksOfOneDueWhenAWorkerIsAssigned() {
        state.fold(assigned("000205", "000135", 1));

        Outcome outcome = state.fold(assigned("000205", "000137", 2));

        assertThat(outcome.due())
                .containsExactlyInAnyOrder(
                        Key.of(new StoreNumber("000135")),
                        Key.of(new StoreNumber("000137")),
                        Key.ofTasks(new StoreNumber("000137")));
    }

    @Test
    void makesTheTasksOfEveryStoreOfAListDueAndNoTeam() {
        assertThat(state.fold(TestEvent.list("HOL-2026", "000135", "000136").at(time(1)))
                        .due())
                .isEqualTo(tasks("000135", "000136"));
        assertThat(state.fold(TestEvent.list("HOL-2026", "000137").at(time(2))).due())
                .isEqualTo(tasks("000135", "000136", "000137"));
    }

    @Test
    void makesOnlyTheTasksOfItsStoreDueForASingleTask() {
        state.fold(TestEvent.list("HOL-2026", "000135", "000136"));

        Outcome outcome = state.fold(TestEvent.task("task.status.changed", "HOL-2026/000135/windows", "000135")
                .data("status", "Completed"));

        assertThat(outcome).isEqualTo(new Outcome(1, 0, 0, tasks("000135")));
    }

    @Test
    void makesNoStoreDueForAWorkerWithoutStore() {
        Outcome outcome = state.fold(TestEvent.worker("worker.identity.unlinked", "000205"));

        assertThat(outcome).isEqualTo(new Outcome(1, 0, 0, Set.of()));
    }

    @Test
    void makesTheStoreOfAMappingDue() {
        Outcome outcome = state.fold(TestEvent.of("team.mapping.changed")
                .data("sourceType", "RetailStore")
                .data("sourceId", "000135")
                .data("teamId", "11111111-2222-4333-8444-555555550135"));

        assertThat(outcome.due()).isEqualTo(teams("000135"));
        assertThat(state.staff("000135").mappedTeam()).isEqualTo("11111111-2222-4333-8444-555555550135");
    }

    @Test
    void makesTheTeamOfTheCommunicationsManagersDueForWhoeverHeldTheRole() {
        assertThat(state.fold(manages("granted", 1)).due()).containsExactly(Key.COMMUNICATIONS);
        assertThat(state.fold(assigned("000205", "000137", 2)).due())
                .containsExactlyInAnyOrder(
                        Key.COMMUNICATIONS, new Key(Key.STORE, "000137"), new Key(Key.TASKS, "000137"));
        assertThat(state.fold(TestEvent.worker("worker.identity.unlinked", "000205")
                                .at(time(3)))
                        .due())
                .contains(Key.COMMUNICATIONS);
        assertThat(state.fold(manages("revoked", 4)).due())
                .containsExactlyInAnyOrder(Key.COMMUNICATIONS, new Key(Key.STORE, "000137"));
        assertThat(state.fold(TestEvent.worker("worker.identity.unlinked", "000206")
                                .at(time(5)))
                        .due())
                .isEmpty();
    }

    @Test
    void makesTheTeamOfTheCommunicationsManagersDueForItsMapping() {
        assertThat(state.fold(TestEvent.of("team.mapping.changed")
                                .data("sourceType", "Communication")
                                .data("sourceId", "Retail Communication")
                                .data("teamId", "11111111-2222-4333-8444-555555550135"))
                        .due())
                .containsExactly(Key.COMMUNICATIONS);
    }

    private static TestEvent manages(String verb, int second) {
        return TestEvent.worker("role." + verb, "000205")
                .data("role", "Retail task manager")
                .at(time(second));
    }

    @Test
    void leavesRefusedReadingsOut() {
        Batch batch = Batch.of(
                List.of(named("Annapolis", 1).read(), TestEvent.of("nonsense").read()));

        assertThat(batch.events()).extracting(EventHeader::type).containsExactly("io.tandem.commerce.store.updated");
    }

    @Test
    void handsOutFactsInTheOrderOfTheirRegisters() {
        Batch batch = Batch.of(List.of(
                assigned("000206", "000135", 1).read(),
                assigned("000205", "000137", 2).read(),
                assigned("000205", "000135", 3)
                        .data("effectiveFrom", "2026-12-01")
                        .read(),
                assigned("000205", "000135", 4).read()));
        Set<EventKey> all = batch.events().stream().map(EventHeader::key).collect(Collectors.toSet());

        List<Fact> facts = batch.facts(all);

        assertThat(facts)
                .extracting(fact -> fact.subject() + fact.about() + fact.field())
                .hasSize(4)
                .isSorted();
        assertThat(batch.facts(Set.of())).isEmpty();
    }

    private static TestEvent named(String name, int second) {
        return TestEvent.store("store.updated", "000135").data("name", name).at(time(second));
    }

    private static TestEvent assigned(String worker, String store, int second) {
        return TestEvent.worker("worker.store.assigned", worker)
                .data("storeNumber", store)
                .data("role", "worker")
                .at(time(second));
    }

    private static String time(int second) {
        return "2026-11-22T09:30:0" + second + "Z";
    }

    /** The keys of the teams and of the tasks of these stores. */
    private static Set<Key> stores(String... numbers) {
        return Stream.concat(teams(numbers).stream(), tasks(numbers).stream()).collect(Collectors.toSet());
    }

    private static Set<Key> teams(String... numbers) {
        return Stream.of(numbers).map(StoreNumber::new).map(Key::of).collect(Collectors.toSet());
    }

    private static Set<Key> tasks(String... numbers) {
        return Stream.of(numbers).map(StoreNumber::new).map(Key::ofTasks).collect(Collectors.toSet());
    }
}
